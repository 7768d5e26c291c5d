#!/usr/bin/env python3
"""starved.py TIAO TIAO-READ CORPUS [MOST]: runs commands with one allocation after the other refused, alone and with all after it (at most MOST of
them a command, spread over all). The programs are linked with starve_main.c. Either the answer is complete, or the exit status is 2
and standard error says why; a library that was to be written is whole."""
import os, shutil, subprocess, sys, tempfile

TIAO, READ, CORPUS = map(os.path.abspath, sys.argv[1:4])
MOST = int(sys.argv[4]) if len(sys.argv) > 4 else 24
CONVERT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'convert')
FILE = os.path.join(CORPUS, 'zhangjiang-2023.txt')
QUESTIONS = [
    ['docs'], ['docs', '--json'], ['toc', 'zhangjiang-2023'], ['show', 'xuhui:1.3', '--context'], ['show', 'zhangjiang-2023:5.2', '--notes', '--source'],
    ['grep', '-c', '众创空间'], ['grep', '-o', r'(不低于|超过|达到)\s*[\d.]+%'], ['search', '人才 居留', '--limit', '3'],
    ['search', 'talent housing', '--limit', '3', '--json'], ['thresholds', '--district', 'xuhui', '--dimension', 'money', '--csv'],
    ['eligibility', '--doc', 'municipal', '--instrument', 'residence', '--json'], ['topics', '--limit', '5'], ['cites', 'zhangjiang-2015'],
    ['sql', 'SELECT doc, count(*) FROM nodes GROUP BY doc'], ['parse', FILE], ['check', FILE], ['export', 'zhangjiang-2023', '--format', 'akn'],
    ['export', 'zhangjiang-2023', '--format', 'html'], ['show', 'nowhere:1'], ['grep', '(人才'],
]
work = tempfile.mkdtemp()
environment = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO', 'STARVE', 'XDG'))}
environment.update(HOME=work, LC_ALL='C.UTF-8')
failures = runs = 0


def run(arguments, program=TIAO, **more):
    """For tiao-read the first argument is the file. libzip, which it uses, loses memory when it is refused more."""
    if program == READ:
        more['ASAN_OPTIONS'] = 'detect_leaks=0'
    with open(arguments[0] if program == READ else os.devnull, 'rb') as file:
        return subprocess.run([program] + arguments[program == READ:], cwd=work, env={**environment, **more}, stdin=file, capture_output=True)


def allocations(arguments, program=TIAO):
    run(arguments, program, STARVE='0', STARVE_COUNT=os.path.join(work, 'count'))
    return int(open(os.path.join(work, 'count')).read())


def places(count):
    """The first ones, where a program sets itself up, and others spread over the rest."""
    if count <= MOST:
        return range(1, count + 1)
    first = MOST // 3
    return sorted({*range(1, first + 1), *(first + (count - first) * i // (MOST - first) for i in range(1, MOST - first + 1))})


def complain(arguments, n, got, why):
    global failures
    failures += 1
    print(f"STARVE={n} tiao {' '.join(arguments)}: {why} (exit status {got.returncode})")
    print('   ', got.stderr.decode('utf-8', 'replace').strip()[-600:].replace('\n', '\n    '))


def starve(arguments, program=TIAO):
    global runs
    wanted = run(arguments, program)
    for n in places(allocations(arguments, program)):
        for on in '', '+':
            got = run(arguments, program, STARVE=f'{n}{on}')
            runs += 1
            said = got.stderr.decode('utf-8', 'replace')
            if got.returncode == wanted.returncode and got.stdout == wanted.stdout:
                continue
            if got.returncode == -6 and 'bad_alloc' in said:
                continue                               # uchardet, which is C++; tiao says that its reader was killed
            if got.returncode != 2:
                complain(arguments, f'{n}{on}', got, 'neither complete nor an error')
            elif not said.startswith('tiao: ') and program == TIAO or not said:
                complain(arguments, f'{n}{on}', got, 'no message')


def text_in_gbk():
    path = os.path.join(work, 'gbk.txt')
    with open(path, 'wb') as file:
        file.write(open(FILE, encoding='utf-8').read()[:600].encode('gbk', 'ignore'))
    return path


def word_document():
    subprocess.run([sys.executable, os.path.join(CONVERT, 'make.py'), 'numbered'], cwd=work, check=True)
    return os.path.join(work, 'numbered.docx')


for question in QUESTIONS:
    starve(question)
for file in [os.path.join(CONVERT, name) for name in ('notice.html', 'notice.md', 'act.xml')] + [text_in_gbk(), word_document()]:
    starve([file, '--name', file], READ)

# a library that is written: whole before, whole after
library = os.path.join(work, 'own.tiao')
imports = ['import', FILE, '--library', library]
listing = ['docs', '--library', library]


def clear():
    for name in os.listdir(work):
        if name.startswith('own.tiao'):
            os.unlink(os.path.join(work, name))


def import_once(n):
    clear()
    return run(imports, STARVE=n)


clear()
count = allocations(imports)
for n in places(count):
    for on in '', '+':
        got = import_once(f'{n}{on}')
        runs += 1
        there = run(listing).stdout.startswith(b'doc') or b'zhangjiang-2023' in run(listing).stdout
        if got.returncode == 0 and not there:
            complain(imports, f'{n}{on}', got, 'imported, and not there')
        elif got.returncode not in (0, 2) or (got.returncode == 2 and not got.stderr.startswith(b'tiao: ')):
            complain(imports, f'{n}{on}', got, 'neither done nor an error')
        elif os.path.exists(library) and run(['sql', 'SELECT count(*) FROM nodes', '--library', library]).returncode != 0:
            complain(imports, f'{n}{on}', got, 'the library is damaged')
shutil.rmtree(work)
print(f'{runs} runs, {failures} failures')
sys.exit(1 if failures else 0)
