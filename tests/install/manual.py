#!/usr/bin/env python3
"""manual.py HEADER PAGE README EXAMPLE: the manual page of the library has the signature of each function that the header
declares, as declared, and describes it; it and the README show the example program as it is."""
import re, sys

header, page, readme, example = (open(path, encoding='utf-8').read() for path in sys.argv[1:])
failed = []


def plain(text):
    return re.sub(r'\s*([*(),])\s*', r'\1', re.sub(r'\s+', ' ', text)).strip()


def unescape(line):                                   # mdoc: what groff would print
    return re.sub(r'^\\&', '', line).replace('\\e', '\\')


declared = {}
for text in re.findall(r'^TIAO_API (.*?);', header, re.M | re.S):
    declared[re.search(r'(\w+)\(', text)[1]] = plain(text)

synopsis, description = page.split('.Sh DESCRIPTION\n')
shown = {}
for kind, name, args in re.findall(r'^\.Ft "?([^"\n]*)"?\n\.Fn (\w+)((?: "[^"\n]*")*)$', synopsis, re.M):
    shown[name] = plain(kind + ' ' + name + '(' + ', '.join(re.findall('"(.*?)"', args)) + ')')
for name in sorted(declared.keys() | shown.keys()):
    if declared.get(name) != shown.get(name):
        failed.append(f'{name}: declared as {declared.get(name)}, in the SYNOPSIS as {shown.get(name)}')
    if not re.search(rf'^\.(It )?(Fn|Fo) {name}\b', description, re.M):
        failed.append(f'{name} is not described')

in_page = [''.join(unescape(l) for l in block.splitlines(True)) for block in re.findall(r'^\.Bd -literal[^\n]*\n(.*?)^\.Ed', page, re.M | re.S)]
in_readme = re.findall(r'^```c\n(.*?)^```', readme, re.M | re.S)
for where, blocks in (sys.argv[2], in_page), (sys.argv[3], in_readme):
    if example not in blocks:
        failed.append(f'{where} does not show {sys.argv[4]} as it is')
print(*failed, sep='\n')
sys.exit(bool(failed))
