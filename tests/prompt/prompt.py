#!/usr/bin/env python3
"""The prompt and the pager in a real pseudo-terminal.

usage: prompt.py --tiao BIN [TEST...]
"""
import argparse, os, re, shutil, signal, subprocess, sys, tempfile, time, traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import SLOW, Terminal, width

ap = argparse.ArgumentParser()
ap.add_argument('--tiao', required=True)
ap.add_argument('tests', nargs='*')
args = ap.parse_args()
TIAO = os.path.abspath(args.tiao)
ENDLESS = 'sql "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"\r'


def environment(home, **more):
    env = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO_', 'XDG_', 'LC_')) and k not in
           ('COLUMNS', 'LINES', 'NO_COLOR', 'PAGER', 'LANG', 'LANGUAGE', 'INPUTRC')}
    env.update(HOME=home, TERM='xterm', LC_ALL='C.UTF-8', INPUTRC='/dev/null', TIAO_PAGER='')
    env.update(more)
    return {k: v for k, v in env.items() if v is not None}


def prompt(home, *argv, **more):
    t = Terminal([TIAO, *argv], environment(home, **more), cwd=home)
    t.expect('tiao> ')
    return t


def leave(t):
    t.send('\x04')
    status = t.end()
    assert status == 0, f'{status}: {t.seen[-4000:]}'


def history(home):
    with open(os.path.join(home, '.local/state/tiao/history'), encoding='utf-8') as f:
        return f.read().split('\n')[:-1]


def runs_verbs_and_leaves(home):
    t = prompt(home)
    t.send('docs\r')
    came = t.expect('tiao> ')
    assert re.search(r'\n *1  municipal-2015\n  title', came) and re.search(r'\n *2  xuhui-2015', came), came
    t.send('nosuch\r')
    assert "no verb 'nosuch'; 'help' lists them" in t.expect('tiao> ')
    t.send('grep -c 创新券\r')
    assert 'plan-2016\t1' in t.expect('tiao> ')
    t.send('search 不存在的词汇呀呀 --no-expand -- \r')
    t.expect('tiao> ')
    t.send('help grep\r')
    assert '--ignore-case' in t.expect('tiao> ')
    t.send('help use\r')
    assert 'usage: use DOC' in t.expect('tiao> ')
    t.send('help\r')
    assert 'Ctrl-C stops a query' in t.expect('tiao> ')
    leave(t)


def quits_by_name(home):
    for name in ('quit', 'exit', ' tiao quit'):
        t = prompt(home, 'repl')
        t.send(name + '\r')
        assert t.end() == 0


def tells_a_newcomer_how(home):
    t = Terminal([TIAO], environment(home), cwd=home)
    came = t.expect('tiao> ')
    assert re.match(r"tiao [0-9.]+; 'help' tells what can be asked, Tab completes, Ctrl-D leaves\ntiao> $", came), came
    t.send('tiao grep -c 创新券\r')                    # as it stands in the manual
    assert 'plan-2016\t1' in t.expect('\ntiao> ')
    leave(t)
    t = Terminal([TIAO], environment(home), cwd=home)
    assert t.expect('tiao> ') == 'tiao> '
    leave(t)
    t = prompt(home, TIAO_PAGER="sed 's/^/= /'")
    for line in ('help', 'help grep', 'help use'):    # in the pager
        t.send(line + '\r')
        came = t.expect('\ntiao> ').split('\n')[1:-1]
        assert came and all(l.startswith('= ') for l in came), came
    t.send('help > x\r')
    assert t.expect('\ntiao> ') == 'help > x\ntiao> '
    leave(t)


def completes(home):
    t = prompt(home)
    t.send('sho\t')
    t.expect('show ')
    t.send('xu\t')
    t.expect('xuhui-2015:')
    t.send('1.3.\t\t')
    came = t.expect(r'tiao> show xuhui-2015:1\.3\.')
    assert re.search(r'\nxuhui-2015:1\.3\.2 +2\.加大科技创新直接投入力度', came), came
    t.send('6\r')
    assert '众创空间数量达到50家以上' in t.expect('tiao> ')
    for typed, whole in [('grep --ign\t', 'grep --ignore-case '), ('toc --ki\t', 'toc --kind='), ('toc --kind=art\t', 'toc --kind=article '),
                         ('toc --kind sig\t', 'toc --kind signature '), ('topic tal\t', 'topic talent '), ('topic 人\t', '人才 '),
                         ('district 徐\t', '徐汇区 '), ('use 徐汇\t', 'xuhui-2015 '), ('search do\t', 'search doc:'),
                         ('search doc:mun\t', 'search doc:municipal-2015 '), ("search '人才 ki\t", "search '人才 kind:"),
                         ('help thr\t', 'help thresholds '), ('help und\t', 'help under '), ('clear to\t', 'clear topic '), ('cle\t', 'clear '),
                         ('show 徐汇:二.4\t', 'xuhui-2015:2.4'), ('eligibility --class ta\t', '--class talent ')]:
        t.send(typed)
        t.expect(re.escape(whole))
        t.send('\x03')
        t.expect('tiao> ')
    open(os.path.join(home, 'a file.txt'), 'w').write('一、总则\n内容。\n')
    t.send('parse a\t\r')
    assert '一、' in t.expect('tiao> ')
    t.send('docs > a\t')
    t.expect('file.txt')
    t.send('\x03')
    t.expect('\ntiao> ')
    leave(t)


def completes_in_context(home):
    t = prompt(home)
    t.send('use xuhui\r')
    t.expect('tiao xuhui-2015> ')
    t.send('show 1.3\t\r')
    assert '主要指标' in t.expect('> ')
    t.send('under 1.\t\t')
    assert re.search(r'\n1\.3 +\(三\)主要指标', t.expect(r'> under 1\.')), t.seen
    t.send('\x03')
    t.expect('\ntiao xuhui-2015> ')
    leave(t)


def keeps_a_context(home):
    t = prompt(home)
    t.send('use xuhui\r')
    t.expect('\ntiao xuhui-2015> ')
    t.send('under 1.3\r')
    t.expect('\ntiao xuhui-2015 1.3> ')
    t.send('grep -c 众创空间\r')
    came = t.expect('> ')
    assert 'xuhui-2015\t1' in came and 'municipal' not in came, came
    t.send('clear\r')
    t.expect('\ntiao> ')
    t.send('topic 人才\r')
    t.expect('\ntiao 人才> ')
    t.send('district 漕河泾\r')
    t.expect('\ntiao 人才 徐汇区> ')
    t.send('clear topic\r')
    t.expect('\ntiao 徐汇区> ')
    t.send('use nosuch\r')
    t.expect("no document 'nosuch'.*\ntiao 徐汇区> ")
    leave(t)


def opens_results(home):
    t = prompt(home)
    t.send('3\r')
    t.expect('nothing was listed.*tiao> ')
    t.send('toc xuhui --depth 1\r')
    assert re.search(r'\n  3  xuhui-2015:2 ', t.expect('tiao> '))
    t.send('3\r')
    assert '\nxuhui-2015:2  ' in t.expect('tiao> ')
    t.send('next\r')
    assert '\nxuhui-2015:3  ' in t.expect('tiao> ')
    t.send('prev\r')
    assert '\nxuhui-2015:2  ' in t.expect('tiao> ')
    t.send('99\r')
    t.expect('no result 99; the last listing has 11.*tiao> ')
    t.send('show xuhui:1.3.6\r')
    t.expect('tiao> ')
    t.send('up\r')
    assert '\nxuhui-2015:1.3\n' in t.expect('tiao> ')
    t.send('next\r')
    assert '\nxuhui-2015:2  ' in t.expect('tiao> ')
    t.send('prev\r')
    assert '\nxuhui-2015:1  ' in t.expect('tiao> ')
    t.send('docs\r')
    t.expect('tiao> ')
    t.send('5\r')
    assert 'zhangjiang-2023:title' in t.expect('tiao> ')
    t.send('topics --mentions --topic tax\r')
    t.expect('tiao> ')
    t.send('1\r')
    assert re.search(r'\n[a-z0-9-]+:[0-9.p]+\s', t.expect('tiao> '))
    leave(t)


def interrupt(t, line, pattern):
    """Ctrl-C once the line runs; again where it came before the line had begun."""
    t.send(line)
    t.expect('\n')
    until = time.time() + SLOW
    while not re.search(pattern, t.seen, re.S) and time.time() < until:
        time.sleep(0.2)
        t.send('\x03')
        for _ in range(10):
            t.read(0.1)
            if re.search(pattern, t.seen, re.S):
                break
    return t.expect(pattern)


def interrupts(home):
    t = prompt(home)
    for _ in range(3):
        interrupt(t, ENDLESS, 'tiao: interrupted\ntiao> ')
    t.send('docs --jso')                              # a line that is half written
    t.expect('jso')
    t.send('\x03')
    t.expect('\ntiao> ')
    t.send('grep -c 创新券\r')
    assert 'plan-2016\t1' in t.expect('tiao> ')
    for unread in ('docs', '\x12docs', '\x12\x1b[', '\x1b', '\x16', '\x18(ab', '\x1b5', '\x1d', 'sho\txu\t\t', '\x1b[200~docs',
                   '策' * 60) * 10:
        t.send(unread)                                # keys that are still to be read when the interrupt drops them
        t.send('\x03')
        t.expect('\ntiao> $')
    t.send('\x1b[200~' + '策' * 500)                   # a paste without an end
    time.sleep(0.3)
    t.send('\x03')
    t.expect('\ntiao> $')
    interrupt(t, '!sleep 600\r', 'ended by signal 2\ntiao> ')
    os.mkfifo(os.path.join(home, 'fifo'))
    for line in ('parse -', 'check -', 'grep 人 --file -', 'parse fifo', 'import --id x -', 'grep -f -'):      # nobody writes
        interrupt(t, line + '\r', 'interrupted.*\ntiao> ')
    interrupt(t, 'docs | sleep 600\r', 'tiao> ')
    leave(t)


def follows_the_width(home):
    t = prompt(home)
    t.resize(30, 40)
    t.send('toc xuhui\r')
    came = t.expect('xuhui-2015:title.*\ntiao> ')
    lines = [l for l in came.split('\n') if 'xuhui-2015:' in l]
    assert len(lines) > 40 and all(width(l) <= 40 for l in lines), max(map(width, lines))
    t.send('show xuhui-2015:\t\t')
    came = t.expect(r'\ntiao> show xuhui-2015:').split('\n')[1:]
    assert len(came) > 10 and all(width(l) <= 40 for l in came), came
    t.send('\x03')
    t.expect('tiao> ')
    t.send('grep -c ' + '创新' * 30)                   # over the edge and back again
    t.send('\x7f' * 58)
    t.send('券\x7f\r')
    assert 'xuhui-2015\t' in t.expect('\ntiao> ')
    t.send('!echo $(' + TIAO + ' toc --all | wc -l) lines\r')
    lines = re.search(r'(\d+) lines', t.expect('lines\n.*tiao> ')).group(1)
    leave(t)
    t = prompt(home, TIAO_PAGER="sleep 0.5; grep -c '[0-9]  [^ ]*-20[0-9][0-9]:'; echo read")      # long headings go on below
    t.send('toc --all\r')                             # more than a pipe holds, and the window is resized
    time.sleep(0.2)
    t.resize(30, 41)
    assert '\n' + lines + '\nread' in t.expect('read\n.*tiao> '), lines
    leave(t)


def draws_what_is_there(home):
    if not shutil.which('tmux'):
        print('tmux is not installed: what the screen shows is not tested')
        return
    def tmux(*argv):
        return subprocess.run(['tmux', '-S', home + '/tmux', '-f', '/dev/null', *argv], env=environment(home), check=True,
                              capture_output=True, text=True).stdout
    def shows(*want):                                 # the last lines of the screen
        until = time.time() + SLOW
        while (got := tmux('capture-pane', '-p').rstrip('\n').split('\n')[-len(want):]) != list(want):
            assert time.time() < until, got
            time.sleep(0.05)
    tmux('new-session', '-d', '-x', '40', '-y', '24', 'exec ' + TIAO + ' repl')
    try:
        shows('tiao>')
        tmux('send-keys', 'district 徐汇', 'Enter')
        shows('tiao> district 徐汇', 'tiao 徐汇区>')
        tmux('send-keys', '-l', 'grep -c 深化市场导向的体制机制创新推进政府职能转变')
        shows('tiao 徐汇区> grep -c 深化市场导向的体制', '机制创新推进政府职能转变')
        tmux('send-keys', 'Left', 'Left', 'BSpace', 'BSpace')
        tmux('send-keys', '-l', '甲')
        shows('tiao 徐汇区> grep -c 深化市场导向的体制', '机制创新推进政府甲转变')
        assert tmux('display', '-p', '#{cursor_x}') == '18\n', tmux('display', '-p', '#{cursor_x}')
        tmux('resize-window', '-x', '30')             # while the line is being written
        shows('tiao 徐汇区> grep -c 深化市场', '导向的体制机制创新推进政府甲转', '变')
        tmux('send-keys', 'BSpace')
        shows('tiao 徐汇区> grep -c 深化市场', '导向的体制机制创新推进政府转变')
        tmux('resize-window', '-x', '80')
        shows('tiao 徐汇区> grep -c 深化市场导向的体制机制创新推进政府转变')
        tmux('send-keys', 'C-a', 'C-k')
        shows('tiao 徐汇区>')
        tmux('resize-window', '-x', '40')             # a long context leaves half a line
        until = time.time() + SLOW
        while '24 40' not in tmux('capture-pane', '-p') and time.time() < until:      # tmux takes its time to tell
            tmux('send-keys', '!stty size', 'Enter')
            time.sleep(0.1)
        tmux('send-keys', 'topic 落户与居留', 'Enter')
        shows('tiao 落户与居留 徐汇区>')
        tmux('send-keys', 'use zhangjiang-2015', 'Enter')
        shows('tiao zhangjiang-2015 落户>')
    finally:
        tmux('kill-server')


def edits_chinese(home, **more):
    t = prompt(home, **more)
    t.send('grep -c 创新券的\x7f\r')
    came = t.expect('\ntiao> ')
    assert 'plan-2016\t1' in came, came
    t.send('grep -c 券\x1b[D创新\r')                   # to the left over one character, and insert
    assert 'plan-2016\t1' in t.expect('\ntiao> ')
    t.send('grep -c 创新坏券\x1b[D\x7f\r')
    assert 'plan-2016\t1' in t.expect('\ntiao> ')
    leave(t)
    assert [l for l in history(home)] == ['grep -c 创新券'], history(home)


def edits_chinese_in_any_locale(home):
    edits_chinese(home, LC_ALL='POSIX')
    os.unlink(os.path.join(home, '.local/state/tiao/history'))
    edits_chinese(home, LC_ALL=None, LANG='C')


def takes_a_paste(home):
    t = prompt(home)
    t.send('\x1b[200~!echo ' + 'x' * 10000 + ' | wc -m\x1b[201~')
    t.send('\r')
    t.expect('\n10001\ntiao> ')
    t.send('!echo ' + '策' * 10000 + ' | wc -m\r')     # as a terminal without bracketed paste sends it
    t.expect('\n10001\ntiao> ')
    t.send('\x1b[200~docs\ndocs\x1b[201~')             # a line end in a paste runs nothing
    time.sleep(0.3)
    t.send('\x03')
    assert 'xuhui' not in t.expect('\ntiao> ')
    t.send('\x1b[200~use xuhui\rgrep -c 人才\x1b[201~\r')    # but Enter runs all of its lines
    t.expect('xuhui-2015\t15\ntiao xuhui-2015> ')
    leave(t)
    assert history(home)[-2:] == ['use xuhui', 'grep -c 人才'], history(home)[-2:]


def remembers(home):
    t = prompt(home)
    for line in ['docs', 'grep -c 人才', ' docs --json', 'docs', 'grep (', 'show nosuch:1', 'grep -c 不会有的词', 'docs']:
        t.send(line + '\r')
        t.expect('\ntiao> ')
    leave(t)
    assert history(home) == ['grep -c 人才', 'grep -c 不会有的词', 'docs'], history(home)
    assert os.stat(os.path.join(home, '.local/state/tiao/history')).st_mode & 0o77 == 0
    t = prompt(home)
    t.send('\x1b[A\x1b[A\x1b[A\r')
    assert 'xuhui-2015\t15' in t.expect('\ntiao> ')
    other = prompt(home)                              # two prompts at once
    other.send('toc xuhui --depth 1\r')
    other.expect('\ntiao> ')
    leave(other)
    leave(t)
    assert history(home) == ['grep -c 不会有的词', 'docs', 'grep -c 人才', 'toc xuhui --depth 1'], history(home)
    t = prompt(home, XDG_STATE_HOME=os.path.join(home, 'state'))
    t.send('docs\r')
    t.expect('\ntiao> ')
    leave(t)
    assert os.path.exists(os.path.join(home, 'state/tiao/history'))
    prompt_without_home = prompt(home, HOME=None)
    leave(prompt_without_home)


def keeps_a_history_whatever_is_there(home):
    folder = os.path.join(home, '.local/state/tiao')
    path = os.path.join(folder, 'history')

    def one_line():
        t = prompt(home)
        t.send('docs\r')
        t.expect('\ntiao> ')
        t.send('\x1b[A\x1b[A')                        # the line before
        t.send('\r')
        came = t.expect('\ntiao> ')
        leave(t)
        return came
    os.makedirs(folder)
    with open(path, 'wb') as f:                       # damaged
        f.write(b'toc xuhui --depth 1\n\xff\xfe\n\x00\x00\nhelp \x1b]0;x\x07\n\n\ngrep -c \xe4\xba\n')
    assert 'xuhui-2015:title' in one_line()
    assert history(home) == ['docs', 'toc xuhui --depth 1'], history(home)
    with open(path, 'wb') as f:                       # huge
        for i in range(400000):
            f.write(b'grep -c %d\n' % i)
        f.write(b'toc xuhui --depth 1\n')
    assert 'xuhui-2015:title' in one_line()
    assert len(history(home)) == 2000 and history(home)[-2:] == ['docs', 'toc xuhui --depth 1'], history(home)[-3:]
    with open(path, 'wb') as f:                       # one endless line
        f.write(b'x' * 50000000)
    one_line()
    assert history(home) == ['docs'], history(home)[-3:]
    real = os.path.join(home, 'real')
    os.rename(path, real)
    os.symlink(real, path)                            # a link to it stays one
    one_line()
    assert os.path.islink(path) and history(home) == ['docs'], history(home)
    for make in (lambda: os.symlink('/dev/null', path), lambda: os.mkfifo(path), lambda: os.mkdir(path)):
        os.unlink(path)
        make()
        before = os.lstat(path)
        one_line()
        assert os.lstat(path).st_ino == before.st_ino and os.lstat(path).st_mode == before.st_mode
    os.rmdir(path)
    one_line()
    assert history(home) == ['docs'] and os.listdir(folder) == ['history']


def leaves_no_trace_in_private(home):
    t = prompt(home)
    t.send('toc xuhui --depth 1\r')
    t.expect('\ntiao> ')
    leave(t)
    before = os.stat(os.path.join(home, '.local/state/tiao/history'))
    t = prompt(home, 'repl', '--private')
    t.send('\x1b[A\r')                               # nothing there from before
    assert 'xuhui' not in t.expect('\ntiao> ')
    t.send('grep -c 创新券\r')
    t.expect('\ntiao> ')
    t.send('\x1b[A\r')                               # but its own lines are
    assert 'plan-2016\t1' in t.expect('\ntiao> ')
    leave(t)
    assert history(home) == ['toc xuhui --depth 1'], history(home)
    after = os.stat(os.path.join(home, '.local/state/tiao/history'))
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    shutil.rmtree(os.path.join(home, '.local'))
    leave(prompt(home, 'repl', '--private'))
    assert not os.path.exists(os.path.join(home, '.local'))


def lives_without_a_home(home):
    for state in ('/proc/nosuch', '/dev/null', os.path.join(home, 'x' * 300), '/' + 'x/' * 3000, 'relative', ''):
        t = prompt(home, HOME='/proc/nosuch', XDG_STATE_HOME=state)
        t.send('grep -c 创新券\r')
        assert 'plan-2016\t1' in t.expect('\ntiao> ')
        t.send('\x1b[A\r')
        assert 'plan-2016\t1' in t.expect('\ntiao> ')
        leave(t)


def leads_elsewhere(home):
    t = prompt(home)
    t.send('grep 人才 | wc -l\r')
    came = t.expect('\ntiao> ')
    lines = int(re.search(r'\n(\d+)\n', came).group(1))
    assert lines > 50, came
    t.send('toc plan --all | head -1\r')               # the reader leaves early
    came = t.expect('\ntiao> ')
    assert 'tiao:' not in came.split('\n', 1)[1].rsplit('\n', 1)[0], came
    t.send("grep 人才 > 'out file'\r")
    t.expect('\ntiao> ')
    t.send('grep -c 人才 >> "out file"\r')
    t.expect('\ntiao> ')
    with open(os.path.join(home, 'out file'), encoding='utf-8') as f:
        out = f.read()
    assert out.count('\n') == lines + 5 and '\x1b' not in out and out.startswith('municipal-2015:'), (out.count('\n'), lines, out[:40], out[-200:])
    t.send('docs > /nosuch/x\r')
    t.expect('/nosuch/x: No such file or directory\ntiao> ')
    t.send('docs >\r')
    t.expect('> wants a verb before it and a file behind it\ntiao> ')
    t.send('!false\r')
    t.expect('false: exit status 1\ntiao> ')
    t.send('docs\r')
    assert 'xuhui' in t.expect('\ntiao> ')
    leave(t)


def sees_what_is_imported(home):
    with open(os.path.join(home, 'new.txt'), 'w', encoding='utf-8') as f:
        f.write('关于试验的通知\n一、总则\n试验独角兽内容。\n')
    t = prompt(home)
    t.send('docs\r')
    t.expect('tiao> ')
    t.send('import new.txt\r')
    t.expect(r'import new\.txt\s.*tiao> ')             # a slow one draws its progress, and the prompt takes that line
    t.send('grep 独角兽\r')
    assert 'new:1' in t.expect('\ntiao> ')
    env = environment(home)
    subprocess.run([TIAO, 'remove', 'new'], env=env, check=True)       # by another program
    t.send('grep -c 试验独角兽\r')
    assert 'new\t' not in t.expect('\ntiao> ')
    t.send('docs\r')
    assert 'xuhui' in t.expect('\ntiao> ')
    leave(t)


def colours_count_nothing(home):
    t = prompt(home)
    assert b'\x1b[0;1m' in t.raw, t.raw
    leave(t)
    t = prompt(home, NO_COLOR='1')
    assert b'\x1b[0;1m' not in t.raw, t.raw
    leave(t)


def gives_the_terminal_back(home):
    for sig in (signal.SIGTERM, signal.SIGHUP):
        t = prompt(home)
        assert not t.echoes()
        t.kill(sig)
        assert t.end() == 0
    t = prompt(home)
    t.send(ENDLESS)
    time.sleep(0.3)
    t.kill(signal.SIGTERM)
    assert t.end() == 0
    t = prompt(home)
    t.send('!stty -a\r')
    assert re.search(r'[^-]echo ', t.expect('\ntiao> '))
    leave(t)


def ends_with_its_terminal(home):
    def ends(t):                                      # and does not go on in silence, or at full speed
        os.close(t.fd)
        until = time.time() + SLOW
        while not (ended := os.waitpid(t.pid, os.WNOHANG))[0]:
            assert time.time() < until, 'it does not end: ' + repr(doing)
            time.sleep(0.02)
        assert os.waitstatus_to_exitcode(ended[1]) in (0, -signal.SIGHUP), ended
    for doing in ('grep -c 创', '\x12do', '\x1b', '\x1b[200~docs', ENDLESS, '!sleep 600\r', 'docs | sleep 600\r', ENDLESS.replace('\r', ' | cat\r')):
        for shell in ([TIAO], ['sh', '-c', 'trap "" HUP; exec ' + TIAO], ['setsid', '-w', TIAO]):
            if 'setsid' in shell and '\r' in doing:   # nobody tells it
                continue
            t = Terminal(shell, environment(home), cwd=home)
            t.expect('tiao> ')
            t.send('docs --doc xuhui\r')
            t.expect('\ntiao> ')
            t.send(doing)
            time.sleep(0.1)
            ends(t)
            assert history(home)[:1] == ['docs --doc xuhui'], history(home)
            os.unlink(os.path.join(home, '.local/state/tiao/history'))


def lives_with_a_changing_library(home):
    library = os.path.join(home, 'own.tiao')
    env = environment(home, TIAO_LIBRARY=library)

    def elsewhere(*argv):
        subprocess.run([TIAO, *argv], env=env, check=True, stdout=subprocess.DEVNULL)

    def text(name, words):
        with open(os.path.join(home, name), 'w', encoding='utf-8') as f:
            f.write('关于试验的通知\n' + ''.join(f'{i}.{words}第{i}项。\n' for i in range(1, 200)))
        return os.path.join(home, name)
    one, two = text('one.txt', '甲'), text('two.txt', '乙')
    elsewhere('import', one)
    t = prompt(home, TIAO_LIBRARY=library)

    def ask(line):
        t.send(line + '\r')
        return t.expect('\ntiao> ')
    assert 'one\t199' in ask('grep -c 甲')
    ask('sql "SELECT count(*) FROM nodes"')
    elsewhere('import', two)
    assert 'two\t199' in ask('grep -c 乙') and 'two' in ask('sql "SELECT doc FROM documents"')
    ask('grep 乙 --limit 3')
    elsewhere('remove', 'two')
    assert "no document 'two'" in ask('2') and 'two\t' not in ask('grep -c 乙')
    t.send('use one\r')
    t.expect('tiao one> ')
    elsewhere('remove', 'one')                         # the context's own document
    t.send('docs\r')
    t.expect('tiao one> ')
    t.send('clear\r')
    t.expect('\ntiao> ')
    elsewhere('import', one)
    assert 'one\t199' in ask('grep -c 甲')
    for path in (library, library + '-image'):
        for spoil in (lambda p: open(p, 'r+b').truncate(1000), lambda p: open(p, 'wb').close(), lambda p: open(p, 'wb').write(b'x' * 100000),
                      os.unlink, lambda p: (os.unlink(p), os.mkdir(p)), lambda p: (os.unlink(p), os.symlink('nosuch', p))):
            ask('search 甲第3项 --limit 1')
            spoil(path)
            came = ask('search 甲第3项 --limit 1') + ask('show one:3') + ask('topics') + ask('toc one --limit 2')
            assert path == library or 'one:3' in came, came
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.path.lexists(path) and os.unlink(path)
            for other in (library, library + '-image'):
                if os.path.lexists(other):
                    os.unlink(other)
            elsewhere('import', one)
            assert 'one\t199' in ask('grep -c 甲')
    busy = subprocess.Popen(['sh', '-c', f'while "{TIAO}" import {two} && "{TIAO}" remove two; do :; done > /dev/null'], env=env, start_new_session=True)
    try:
        for _ in range(3 if 'MEMCHECK' in os.environ else 60):
            assert 'one\t199' in ask('grep -c 甲') and 'one:3' in ask('search 甲第3项 --limit 1') and '第7项' in ask('show one:7')
            ask('search 乙 --limit 3')
            ask('2')
    finally:
        os.killpg(busy.pid, signal.SIGTERM)
        busy.wait()
    leave(t)


def waits_in_the_background(home):
    if 'MEMCHECK' in os.environ:
        print('valgrind does not stop a program: Ctrl-Z is not tested')
        return
    t = Terminal(['bash', '--norc', '--noprofile', '-i'], {**environment(home), 'PS1': '@ '}, cwd=home)
    t.send(TIAO + ' repl\r')
    t.expect('tiao> ')
    t.send('grep -c 创新')
    t.expect('创新')
    t.send('\x1a')
    t.expect('Stopped.*@ ')
    t.send('echo rea""dy\r')
    t.expect('ready.*@ ')
    t.send('fg\r')
    t.expect('tiao> grep -c 创新')
    t.send('券\r')
    assert 'plan-2016\t1' in t.expect('\ntiao> ')
    t.send('\x04')
    t.expect('@ ')
    t.send('exit\r')
    assert t.end() == 0


def reads_lines(home):
    def run(text, *argv):
        p = subprocess.run([TIAO, 'repl', *argv], input=text, text=True, capture_output=True, env=environment(home), cwd=home)
        return p.stdout, p.stderr, p.returncode
    assert run('use xuhui\n# so\n\ngrep -c 创新券\n') == ('xuhui-2015\t0\n', '', 1)
    out, err, status = run('nosuch\ndocs -0 --doc xuhui\n')
    assert (out, status) == ('xuhui-2015\0', 0) and 'nosuch' in err
    out, err, status = run('grep -c 不会有\nuse nosuch\ndocs -0\n', '--strict')
    assert (out.count('\n'), status) == (5, 2) and 'xuhui-2015\0' not in out, (out, err, status)
    out, err, status = run('!cat\ndocs -0 --doc xuhui')             # what is left is not for the command
    assert (out, err, status) == ('xuhui-2015\0', '', 0), (out, err, status)
    assert run('grep "abc\n')[1:] == ('tiao: a quote is not closed\n', 2)
    assert run('', '--strict')[2] == 0
    assert '\x1b[36mplan-2016:' in run('grep 创新券\n', '--color=always')[0]
    assert run('docs\n', 'x')[2] == 2
    assert not os.path.exists(os.path.join(home, '.local/state/tiao/history'))
    p = subprocess.run([TIAO], stdin=subprocess.DEVNULL, capture_output=True, env=environment(home))
    assert p.returncode == 2 and p.stdout.startswith(b'usage:')
    many = ''.join(f'grep -c 人才\ntoc xuhui --depth 1\nsearch 人才 --limit 2\nshow xuhui:1\ntopic talent\nclear\n' for _ in range(300))
    out, err, status = run(many + 'docs --json\n')
    once = run('grep -c 人才\ntoc xuhui --depth 1\nsearch 人才 --limit 2\nshow xuhui:1\n')[0]
    assert out.startswith(once * 300) and status == 0


def pages(home):
    def tiao(*argv, **more):
        t = Terminal([TIAO, *argv], environment(home, **more), cwd=home)
        status = t.end()
        return t.seen, status
    out, status = tiao('toc', 'xuhui', TIAO_PAGER='sed s/^/:/')
    assert status == 0 and out.startswith(':xuhui-2015:title'), out[:200]
    out, status = tiao('docs', PAGER='sed s/^/:/', TIAO_PAGER=None)
    assert status == 0 and out.startswith(':municipal-2015'), out[:200]
    out, status = tiao('toc', '--all', TIAO_PAGER='head -1')          # left early
    assert status == 0 and out.count('\n') == 1, out
    out, status = tiao('show', 'nosuch:1', TIAO_PAGER='sed s/^/:/')
    assert status == 2 and "no document 'nosuch'" in out, out
    out, status = tiao('search', '人才', TIAO_PAGER='sed s/^/:/')      # remarks stand with the answers
    assert ':tiao: 10 of' in out, out[-300:]
    out, status = tiao('toc', 'xuhui', TIAO_PAGER='cat')
    assert status == 0 and out.startswith('xuhui-2015:title')
    out, status = tiao('docs', TIAO_PAGER=None)                       # less, which leaves when all fits
    assert status == 0 and 'xuhui-2015' in out, out
    t = Terminal([TIAO, 'toc', '--all'], environment(home, TIAO_PAGER=None, LC_ALL='POSIX'), rows=10)
    t.expect(r'各区县政府|奋斗目标|上海市委')
    t.send('\x03')                                                    # less stays
    time.sleep(0.3)
    t.send('q')
    status = t.end()                                                  # 0: all was written already
    assert status == 0 or (status == 2 and 'tiao: interrupted' in t.seen), (status, t.seen)
    t = prompt(home, TIAO_PAGER='less -FRX')
    t.resize(10, 80)
    t.send('toc xuhui\r')
    t.expect('xuhui-2015:1 ')
    time.sleep(0.3)
    t.send('q')
    t.expect('tiao> ')
    leave(t)


def helps_at_any_width(home):
    for language in ('C.UTF-8', 'zh_CN.UTF-8'):
        for verb in ('--help', 'grep --help', 'thresholds --help'):
            piped = subprocess.run([TIAO, *verb.split()], env=environment(home, LC_ALL=language), stdout=subprocess.PIPE).stdout.decode()
            for columns in (40, 80):
                t = Terminal([TIAO, *verb.split()], environment(home, LC_ALL=language), columns=columns, cwd=home)
                assert t.end() == 0
                lines = t.seen.replace('\r', '').rstrip('\n').split('\n')
                for line in lines:
                    assert width(line) <= columns or not line.startswith(' '), (language, verb, columns, line)
                    assert line == line.rstrip() or not line.startswith(' '), repr(line)
                # nothing is lost, and what goes on stands below what it goes on from
                assert ''.join(''.join(lines).split()) == ''.join(piped.split()), (language, verb, columns)
                indents = {len(line) - len(line.lstrip()) for line in lines if line.startswith('       ')}
                assert len(indents) <= 1 or verb != '--help', (language, columns, indents)


def piped(home, lines, **more):
    p = subprocess.run([TIAO, 'repl'], input='\n'.join(lines) + '\n', env=environment(home, **more), cwd=home, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, encoding='utf-8')
    return p.stdout


def opens_results_with_long_ids(home):
    ids = ['a' * 1100, 'a' * 1500]
    library = os.path.join(home, 'long.tiao')
    for i, name in enumerate(ids):
        path = os.path.join(home, f'{i}.txt')
        open(path, 'w').write(f'一、总则{i}\n内容{i}。\n')
        subprocess.run([TIAO, 'import', '--id', name, '--library', library, path], env=environment(home), check=True, stdout=subprocess.DEVNULL)
    came = piped(home, ['docs > /dev/null', '1', 'grep 内容1', '1'], TIAO_LIBRARY=library)
    assert came.count('总则0') == 1 and came.count('内容1。') == 2, came.replace('a' * 1000, '')


def keeps_what_was_shown(home):
    for name in ('a.txt', 'b.txt'):
        open(os.path.join(home, name), 'w').write('一、总则\n（一）内容。\n')
    for line in ('parse a.txt', 'parse b.txt a.txt', 'grep --file a.txt 内容', 'grep -q --file a.txt 内容'):
        came = piped(home, ['show xuhui-2015:1.3.1 > /dev/null', line + ' > /dev/null', 'up'])
        assert came.startswith('xuhui-2015:1.3 '), (line, came)
    assert 'nothing was shown yet' in piped(home, ['parse a.txt > /dev/null', 'up'])


tests = [f for name, f in list(globals().items()) if callable(f) and getattr(f, '__module__', '') == '__main__'
         and f.__code__.co_varnames[:f.__code__.co_argcount] == ('home',) and name not in ('environment', 'history', 'prompt', 'piped')]
failed = 0
for test in tests:
    if args.tests and test.__name__ not in args.tests:
        continue
    started = time.time()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            test(folder)
        except Exception:
            failed += 1
            print(f'{test.__name__} failed:')
            traceback.print_exc(file=sys.stdout)
        else:
            print(f'{test.__name__}: {time.time() - started:.1f} s')
sys.exit(failed != 0)
