#!/usr/bin/env python3
"""A verb leaves nothing behind: the command-line cases that only read, run one after the other by one prompt, forwards,
backwards and forwards again, say what a process of its own says for each.

usage: reentrant.py --tiao BIN --files FOLDER CASES...
"""
import argparse, os, re, subprocess, sys, tempfile

ap = argparse.ArgumentParser()
ap.add_argument('--tiao', required=True)
ap.add_argument('--files', required=True)
ap.add_argument('cases', nargs='+')
args = ap.parse_args()

lines = []
for path in args.cases:
    with open(path, encoding='utf-8') as f:
        for line in f:
            m = re.match(r'\$ tiao ((?:docs|toc|show|grep|search|topics|districts|cites|parse|sql|thresholds|eligibility|check)\b.*)$', line)
            rest = re.sub(r"'[^']*'", '', m.group(1)) if m else ''
            if m and not re.search(r'[;&<>`$()\\*?|]', rest) and not re.search(r'(^| )-( |$)|-library', rest):
                lines.append(m.group(1))
lines = list(dict.fromkeys(lines))
with tempfile.TemporaryDirectory() as home:
    os.symlink(os.path.abspath(args.tiao), os.path.join(home, 'tiao'))
    env = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO_', 'XDG_')) and k not in ('COLUMNS', 'NO_COLOR', 'LANGUAGE')}
    env.update(HOME=home, PATH=home + ':' + env['PATH'], LC_ALL='C.UTF-8', TERM='dumb')

    def run(text, argv):
        return subprocess.run(argv, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=home, env=env).stdout
    alone = {l: run('', ['sh', '-c', 'tiao ' + l]) for l in lines}
    order = lines + lines[::-1] + lines
    came  = run(''.join(f'{l}\n!echo; echo @@@@\n' for l in order), ['tiao', 'repl']).split(b'\n@@@@\n')
failed = 0
for line, got in zip(order, came):
    want = alone[line].replace(b"'tiao --help'", b"'help'")
    if got != want:
        failed += 1
        print(f'{line}\n  alone: {want[:300]!r}\n  at the prompt: {got[:300]!r}')
print(f'{len(lines)} lines, {failed} of {len(order)} answers differ')
sys.exit(failed != 0 or len(lines) < 20)
