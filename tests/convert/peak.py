#!/usr/bin/env python3
"""peak.py FEW MANY COMMAND...: runs the command on JSON Lines of so many documents, and says whether many took more memory."""
import os, resource, subprocess, sys

few, many, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
os.environ['ASAN_OPTIONS'] = 'quarantine_size_mb=1'    # what was freed counts as free
peaks, size = [], 0
for count in (few, many):
    with open('peak.jsonl', 'w', encoding='utf-8') as f:
        for i in range(count):
            f.write('{"id":"d%d","text":"关于支持创业的意见\\n一、奖励%s"}\n' % (i, '\\n（一）对新认定的企业给予奖励。' * 400))
    size = os.path.getsize('peak.jsonl')
    subprocess.run([*command, 'peak.jsonl'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
os.unlink('peak.jsonl')
print('no more' if peaks[1] - peaks[0] < size / 4 else f'{peaks[0]} and {peaks[1]} bytes for {size}')
