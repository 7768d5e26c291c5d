#!/usr/bin/env python3
"""Completion in a real shell in a real pseudo-terminal: what is typed, a Tab, what is run then.

usage: completion.py --tiao BIN --scripts FOLDER bash|zsh|fish

Each line is completed and run by a function that prints its arguments, so that what counts is what tiao would be given.
"""
import argparse, os, re, shutil, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Terminal

ap = argparse.ArgumentParser()
ap.add_argument('--tiao', required=True)
ap.add_argument('--scripts', required=True)
ap.add_argument('shell', choices=['bash', 'zsh', 'fish'])
args = ap.parse_args()
if not shutil.which(args.shell):
    print(f'{args.shell} is not installed: its completion is not tested')
    sys.exit(77)

CASES = [                                             # typed, with Tabs; the arguments
    ('sho\txuhui-2015:1.3.6', ['show', 'xuhui-2015:1.3.6']),
    ('show mun\t2.1', ['show', 'municipal-2015:2.1']),
    ('show xuhui-2015:1.3.p\t', ['show', 'xuhui-2015:1.3.p1']),
    ('grep --ign\t人才', ['grep', '--ignore-case', '人才']),
    ('grep --max\t3 人才', ['grep', '--max-count=3', '人才']),
    ('toc --kind=sig\t', ['toc', '--kind=signature']),
    ('toc --kind sig\t', ['toc', '--kind', 'signature']),
    ('toc --topic tal\t', ['toc', '--topic', 'talent']),
    ('toc --under=xuhui-2015:1.3.p\t', ['toc', '--under=xuhui-2015:1.3.p1']),
    ('search 人才 doc:plan\t', ['search', '人才', 'doc:plan-2016']),
    ('toc plan\txui\b\b\bxuh\t', ['toc', 'plan-2016', 'xuhui-2015']),
    ('import some\t', ['import', 'some-file.txt']),
    ('grep --color=al\t -- x', ['grep', '--color=always', '--', 'x']),
    ('toc --topic=人\t', ['toc', '--topic=人才']),
    ('toc --topic 税\t', ['toc', '--topic', '税收']),
    ('toc --topic tal\t --topic=tax --topic=hou\t', ['toc', '--topic', 'talent', '--topic=tax', '--topic=housing']),
    ('toc --doc xuh\t --doc=mun\t', ['toc', '--doc', 'xuhui-2015', '--doc=municipal-2015']),
    ('show 徐汇:1.3.6\t', ['show', '徐汇:1.3.6']),
    ('show xuhui-2015:1.3.6 mun\t2.4', ['show', 'xuhui-2015:1.3.6', 'municipal-2015:2.4']),
    ('toc --under xuhui-2015:1.3.p\t --under=municipal-2015:3.8.\t', ['toc', '--under', 'xuhui-2015:1.3.p1', '--under=municipal-2015:3.8.p1']),
    ('eligibility --class=tal\t', ['eligibility', '--class=talent']),
    ('export --format=ht\t', ['export', '--format=html']),
    ('export --format ak\t plan\t', ['export', '--format', 'akn', 'plan-2016']),
    ('search topic:tal\t', ['search', 'topic:talent']),
    ('search -- 人才 doc:plan\t', ['search', '--', '人才', 'doc:plan-2016']),
    ("search '人才 doc:plan\t" + ("'" if args.shell == 'zsh' else ''), ['search', '人才 doc:plan-2016']),      # the others close it
    ('search "人才 居留" doc:xu\t', ['search', '人才 居留', 'doc:xuhui-2015']),
    ('import 关于\t', ['import', '关于创业.txt']),
    ('import --format md 关于\t --id=x', ['import', '--format', 'md', '关于创业.txt', '--id=x']),
]
if args.shell != 'fish':                              # fish keeps to candidates that begin with what was typed
    CASES += [('toc 十三五\t', ['toc', 'plan-2016'])]
if args.shell == 'zsh':                               # bash completes behind the colon only
    CASES += [('show 徐汇:二.4\t.p1', ['show', 'xuhui-2015:2.4.p1'])]
LIST = ('show xuhui-2015:1.3.\t\t', r'1\.3\.6' if args.shell == 'bash' else r'加大科技创新直接投入力度')     # bash has no notes

START = {
    'bash': (['bash', '--norc', '--noprofile', '-i'], '''PS1='@> '; bind 'set enable-bracketed-paste off'; . "$SCRIPTS/tiao.bash"'''),
    'zsh': (['zsh', '-f', '-i'], '''PS1='@> '; unset zle_bracketed_paste; fpath=("$SCRIPTS" $fpath); autoload -Uz compinit; compinit -u -D'''),
    'fish': (['fish', '--no-config', '-i'], '''function fish_prompt; echo -n '@> '; end; set fish_autosuggestion_enabled 0; source "$SCRIPTS/tiao.fish"'''),
}
# the command that is completed is tiao; what is run prints its words
SHOW = {
    'bash': 'tiao() { if [ "$1" = complete-words ]; then command tiao "$@"; else printf "[%s]" "$@" end; echo; fi; }',
    'zsh': 'tiao() { if [ "$1" = complete-words ]; then command tiao "$@"; else printf "[%s]" "$@" end; echo; fi; }',
    'fish': 'function tiao; if test "$argv[1]" = complete-words; command tiao $argv; else; printf "[%s]" $argv end; echo; end; end',
}

failed = 0
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
    os.mkdir(os.path.join(home, 'bin'))
    os.symlink(os.path.abspath(args.tiao), os.path.join(home, 'bin/tiao'))
    os.mkdir(os.path.join(home, 'work'))
    for name in ('some-file.txt', '关于创业.txt'):
        open(os.path.join(home, 'work', name), 'w').close()
    env = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO_', 'XDG_', 'LC_', 'LANG', 'ZDOTDIR', 'fish'))}
    env.update(HOME=home, TERM='xterm', LC_ALL='C.UTF-8', PATH=os.path.join(home, 'bin') + ':' + env['PATH'], INPUTRC='/dev/null',
               SCRIPTS=os.path.abspath(args.scripts), SHELL='/bin/sh')
    argv, start = START[args.shell]
    t = Terminal(argv, env, columns=200, cwd=os.path.join(home, 'work'))
    for line in (start, SHOW[args.shell], "echo rea''dy"):
        t.send(line + '\r')
    t.expect('ready.*@> ')
    for typed, want in CASES:
        for part in re.split('(\t)', 'tiao ' + typed):      # a person waits for the answer to a Tab
            t.send(part)
            if part == '\t':
                for _ in range(4):
                    t.read(0.1)
        t.seen = ''
        t.send('\r')
        try:
            came = t.expect(r'\[end\]')
            got = re.findall(r'\[(.*?)\]', came[came.index('['):], re.S)[:-1]
        except (AssertionError, ValueError) as e:
            got = str(e)
            t.send('\x03')
        if got != want:
            failed += 1
            print(f'tiao {typed!r}: expected {want}, got {got}')
        t.expect('@> ')
    t.send('tiao ' + LIST[0])
    try:
        t.expect(LIST[1])
    except AssertionError as e:
        failed += 1
        print(f'{LIST[0]!r}: {e}')
    t.send('\x03')
    for _ in range(3):
        t.read(0.1)
    t.kill(9)
print(f'{failed} failed')
sys.exit(failed != 0)
