#!/usr/bin/env python3
"""Imports killed at random moments (SIGKILL).

usage: kill.py TIAO [TIMES]

After each kill the library opens (or is not there yet), passes SQLite's integrity check, and holds whole documents only: each one's nodes are
those of the same document in a library that was imported without a disturbance, and every search finds the same clauses in them. A last
run completes it. Between the kills the documents change, so that old ones are replaced too.
"""
import contextlib, json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

tiao, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
seed = int(os.environ.get('TIAO_TEST_SEED', time.time()))
chance = random.Random(seed)
SIZE = 30


def documents(folder, version):
    os.makedirs(folder)
    for d in range(SIZE):
        with open(f'{folder}/d{d}.txt', 'w', encoding='utf-8') as f:
            f.write(f'关于第{d}号事项的意见\n')
            for k in range(1, 40 + 5 * version):
                f.write(f'{k}.支持企业发展。对符合条件的企业，给予不超过{d * 100 + k}万元资助，第{version}版。\n')
    return folder


def ask(*args):
    p = subprocess.run([tiao, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode > 1:
        sys.exit(f'seed {seed}: {args}: exit {p.returncode}: {p.stderr.decode()}')
    return [json.loads(line) for line in p.stdout.splitlines()]


def contents(library):
    """Of each document: its nodes, what search and thresholds find in it."""
    found = {}
    for verb in (['toc', '--all'], ['search', '第', '--limit', '0'], ['thresholds']):
        for row in ask(*verb, '--json', '--library', library):
            row.pop('score', None)                     # it depends on the other documents
            found.setdefault(row['address'].split(':')[0], []).append(json.dumps([verb[0], row], sort_keys=True))
    return {doc: sorted(rows) for doc, rows in found.items()}


def use(home, version):
    """The files of a version, under the names that all have: a changed file takes the place of its document."""
    shutil.copytree(version, f'{home}/docs', dirs_exist_ok=True)
    return sorted(f'{home}/docs/{name}' for name in os.listdir(f'{home}/docs'))


with tempfile.TemporaryDirectory() as home:
    versions, whole = [], []
    for v in range(2):
        versions.append(documents(f'{home}/v{v}', v))
        started = time.time()
        subprocess.run([tiao, 'import', '--library', f'{home}/whole{v}', *use(home, versions[v])], check=True)
        took = time.time() - started
        whole.append(contents(f'{home}/whole{v}'))
        if len(whole[v]) != SIZE:
            sys.exit(f'{len(whole[v])} documents of {SIZE}')
    library, killed, partial = f'{home}/killed', 0, 0
    for n in range(times):
        if n % 10 == 0 and os.path.exists(library):    # the first moments of a library too
            for name in os.listdir(home):
                if name.startswith('killed'):
                    os.unlink(f'{home}/{name}')
        p = subprocess.Popen([tiao, 'import', '--jobs', str(chance.choice((1, 2, 5))), '--library', library, *use(home, versions[n % 2])],
                             stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, took))
        p.send_signal(signal.SIGKILL)
        in_time = p.wait() == -signal.SIGKILL
        killed += in_time
        took *= 1.02 if in_time else 0.9               # as long as an import takes now
        if not os.path.exists(library):
            continue
        with contextlib.closing(sqlite3.connect(library)) as db:
            sound = db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        if not sound:
            sys.exit(f'seed {seed}, kill {n}: the file is damaged')
        now = contents(library)
        partial += 0 < len(now) < SIZE
        for doc, rows in now.items():
            if rows not in (whole[0][doc], whole[1][doc]):
                sys.exit(f'seed {seed}, kill {n}: {doc} is not whole')
    subprocess.run([tiao, 'import', '--library', library, *use(home, versions[1])], check=True)
    if contents(library) != whole[1]:
        sys.exit(f'seed {seed}: a last run did not complete the library')
    left = [name for name in os.listdir(home) if name.startswith('killed-new') or name.startswith('killed-image-new')]
    if left:
        sys.exit(f'seed {seed}: left beside the library: {left}')
    print(f'{killed} of {times} imports killed, {partial} of them between two documents of a new library; seed {seed}')
    if killed < times // 4:
        sys.exit('too few were killed before they ended: the test says nothing')
