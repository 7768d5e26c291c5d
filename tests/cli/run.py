#!/usr/bin/env python3
"""Command-line cases as text.

usage: run.py --tiao BIN [--files DIR] [--update] FILE...

A case is a line `$ COMMAND`, the output that is expected (standard output and standard error together) and, where the exit
status is not 0, a line `? STATUS`. Lines that start with # and blank lines between cases say nothing. In a manual page (.1
to .7) and in Markdown the cases are the literal blocks that start with `$ `. Every file runs in an empty folder with its
own home and without a library of the user's; `tiao` is the program under test and $FILES the folder of test documents.
Programs speak English, or the language of a comment `locale: zh_CN.UTF-8` that opens the file.
--update writes the output that came into the file.
"""
import argparse, os, re, subprocess, sys, tempfile


def unescape(line):                                   # mdoc: what groff would print
    line = re.sub(r'^\\&', '', line)
    return line.replace('\\(aq', "'").replace('\\-', '-').replace('\\e', '\\').replace('\\&', '').replace('\\(dq', '"')


def escape(line):                                     # the other way, as --update writes a line
    line = line.replace('\\', '\\e').replace("'", '\\(aq')
    return '\\&' + line if line.startswith('.') else line


def is_page(path):
    return re.search(r'\.[1-9]$', path)


def blocks(path, text):
    """The parts of a file that hold cases."""
    if path.endswith('.md'):
        return re.findall(r'^```(?:console)?\n(\$ .*?)^```', text, re.M | re.S)
    if is_page(path):
        found = re.findall(r'^\.Bd -literal[^\n]*\n(\$ .*?)^\.Ed', text, re.M | re.S)
        return ['\n'.join(unescape(l) for l in b.split('\n')) for b in found]
    return [text]


def cases(block):
    """(command, expected lines, status)"""
    out, now = [], None
    for line in block.rstrip('\n').split('\n'):
        if line.startswith('$ '):
            now = [line[2:], [], 0]
            out.append(now)
        elif now and line.startswith('? '):
            now[2] = int(line[2:])
        elif now and line.startswith('> ') and not now[1]:
            now[0] += '\n' + line[2:]
        elif now and not line.startswith('#'):
            now[1].append(line)
    for c in out:
        while c[1] and c[1][-1] == '':
            c[1].pop()
    return out


def locale(text):
    """What the first line asks for, as in `# locale: zh_CN.UTF-8`."""
    found = re.match(r'(?:#|\.\\") locale: (\S+)\n', text)
    return found.group(1) if found else 'C.UTF-8'


def run(command, env, folder):
    p = subprocess.run(['sh', '-c', command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT)
    return p.stdout.decode('utf-8', 'replace').rstrip('\n').split('\n') if p.stdout.strip(b'\n') else [], p.returncode


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--tiao', required=True); ap.add_argument('--files', default='.'); ap.add_argument('--update', action='store_true')
    ap.add_argument('tests', nargs='+')
    args, passed, failed = ap.parse_args(), 0, 0
    for path in args.tests:
        text = open(path, encoding='utf-8').read()
        with tempfile.TemporaryDirectory() as folder:
            bin_dir = os.path.join(folder, '.bin'); os.mkdir(bin_dir)
            os.symlink(os.path.abspath(args.tiao), os.path.join(bin_dir, 'tiao'))
            env = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO_', 'XDG_')) and
                   k not in ('COLUMNS', 'NO_COLOR', 'LANGUAGE')}
            env.update(HOME=folder, PATH=bin_dir + ':' + env['PATH'], LC_ALL=locale(text), FILES=os.path.abspath(args.files),
                       TERM='dumb')
            new = text
            for block in blocks(path, text):
                for command, want, status in cases(block):
                    got, code = run(command, env, folder)
                    if (got, code) == (want, status):
                        passed += 1
                        continue
                    failed += 1
                    print(f'{path}: $ {command}\n  expected ({status}):')
                    print(*('  | ' + l for l in want), sep='\n')
                    print(f'  got ({code}):')
                    print(*('  | ' + l for l in got), sep='\n')
                    old = '$ ' + command.replace('\n', '\n> ') + '\n' + ''.join(l + '\n' for l in want) + (f'? {status}\n' if status else '')
                    fresh = '$ ' + command.replace('\n', '\n> ') + '\n' + ''.join(l + '\n' for l in got) + (f'? {code}\n' if code else '')
                    if is_page(path):
                        old, fresh = ('\n'.join(escape(l) for l in t.split('\n')) for t in (old, fresh))
                    new = new.replace(old, fresh, 1)
            if args.update and new != text:
                open(path, 'w', encoding='utf-8').write(new)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed != 0 or passed == 0)


main()
