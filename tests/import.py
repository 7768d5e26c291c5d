#!/usr/bin/env python3
"""Imports that take a while: how far they have come, an interrupt, several at once.

usage: import.py TIAO

On a terminal a line on standard error tells how far an import has come, within the terminal's width, in what the locale can show,
and it is gone at the end and before a message; in a pipe nothing of it is seen. An interrupted import keeps what is done and says
how much that is. Six imports at once wait for one another: no document is missing, none stands twice.
"""
import fcntl, json, os, pty, re, select, signal, struct, subprocess, sys, tempfile, termios, time

tiao = os.path.abspath(sys.argv[1])


def fail(what):
    sys.exit(what)


def write(folder, count, lines=60):
    os.makedirs(folder, exist_ok=True)
    for d in range(count):
        with open(f'{folder}/{os.path.basename(folder)}{d}.txt', 'w', encoding='utf-8') as f:
            f.write(f'关于{folder[-6:]}第{d}号事项的意见\n' + ''.join(f'{k}.对符合条件的企业，给予不超过{d * 100 + k}万元资助。\n' for k in range(1, lines)))
    return folder


def on_terminal(args, columns, language, at=None):
    """Standard error as a terminal has it, and the exit status; `at` is called with each piece and the process."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    env = dict(os.environ, LC_ALL=language, LANGUAGE='C')
    p = subprocess.Popen([tiao, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=follower, env=env, start_new_session=True)
    os.close(follower)
    said = b''
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:                                # the terminal is closed
            break
        if not piece:
            break
        said += piece
        if at:
            at(said, p)
    p.stdout.read()
    return said.decode('utf-8'), p.wait()


def documents(library):
    out = subprocess.run([tiao, 'docs', '--json', '--library', library], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line)['doc'] for line in out.splitlines()]


def check_progress(home):
    count = 200
    while True:                                        # as many as take long enough here
        folder = write(f'{home}/many{count}', count)
        said, status = on_terminal(['import', '-r', '--library', f'{home}/p{count}.tiao', folder], 70, 'C.UTF-8')
        drawn = re.findall(r'\r([^\r\n]+?)\x1b\[K', said)
        if len(drawn) > 3 or count > 20000:
            break
        count *= 2
    if status != 0 or not drawn:
        fail(f'no line was drawn: {said[-300:]!r}')
    if not all('█' in d or '▕' in d for d in drawn) or not re.search(r'\d+ of \d+ documents, [\d.]+ a second, \d+:\d\d left', drawn[-1] + said):
        fail(f'not the line that is due: {drawn[-1]!r}')
    if any(len(d) > 69 for d in drawn):
        fail('a line is wider than the terminal')
    if not said.replace('\r\n', '\n').endswith(f'\r\x1b[Ktiao: {count} documents imported, 0 failed\n'):
        fail(f'the line is not taken away before what is said at the end: {said[-200:]!r}')
    said, status = on_terminal(['import', '-r', '--library', f'{home}/narrow.tiao', folder], 40, 'C')
    drawn = re.findall(r'\r([^\r\n]+?)\x1b\[K', said)
    if not drawn or any(len(d) > 39 or not d.isascii() for d in drawn):
        fail(f'not within 40 columns of ASCII: {drawn[:3]}')
    said, status = on_terminal(['import', '-r', '--progress=never', '--library', f'{home}/never.tiao', folder], 70, 'C.UTF-8')
    if '\x1b' in said:
        fail('--progress=never shows it')
    p = subprocess.run([tiao, 'import', '-r', '--library', f'{home}/piped.tiao', folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.stdout or p.stderr.decode() != f'tiao: {count} documents imported, 0 failed\n':
        fail(f'in a pipe: {p.stderr[:300]!r}')
    return folder, count


def check_interrupt(home, folder, count):
    def interrupt(said, p):
        if b'documents' in said and not sent:
            sent.append(p.send_signal(signal.SIGINT))
    sent, library = [], f'{home}/stopped.tiao'
    said, status = on_terminal(['import', '-r', '--library', library, folder], 70, 'C.UTF-8', interrupt)
    there = re.search(r'interrupted; (\d+) documents are imported', said)
    if status != 2 or not there or int(there[1]) != len(documents(library)) or not 0 < int(there[1]) < count:
        fail(f'interrupted: exit {status}, {said[-200:]!r}, {len(documents(library))} documents')
    subprocess.run([tiao, 'import', '-r', '--library', library, folder], stderr=subprocess.DEVNULL, check=True)
    if len(documents(library)) != count:
        fail('a second import does not complete what was interrupted')
    return int(there[1])


def check_together(home):
    library = f'{home}/together.tiao'
    shared = write(f'{home}/shared', 5)
    own = [write(f'{home}/own{k}', 30) for k in range(6)]
    running = [subprocess.Popen([tiao, 'import', '-r', '--library', library, shared, folder], stderr=subprocess.PIPE) for folder in own]
    for p in running:
        said = p.communicate()[1].decode()
        if p.returncode != 0:
            fail(f'one of six: exit {p.returncode}: {said}')
    ids = documents(library)
    if sorted(ids) != sorted(os.path.splitext(name)[0] for folder in [shared, *own] for name in os.listdir(folder)):
        fail(f'six at once: {len(ids)} documents')


with tempfile.TemporaryDirectory() as home:
    folder, count = check_progress(home)
    done = check_interrupt(home, folder, count)
    check_together(home)
    print(f'{count} documents; interrupted after {done}')
