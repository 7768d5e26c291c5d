#!/usr/bin/env python3
"""Passages with the facts that they hold, made into gold data for score.py.

usage: passages.py TIAO FOLDER OUT [NAME...]

A passage is FOLDER/NAME.txt: lines of a document, each followed by what it holds, fields between ` | `:
    E who | condition | benefit | modality | instrument | class
    Q text | comparator low unit | role | by | subject          (range low high unit; - for no unit)
    T topic...
OUT gets NAME.txt without them, and NAME.quantities.tsv and so on with the addresses that TIAO gives to those lines.
"""
import json, os, subprocess, sys

DIMENSION = {'元': 'money', '美元': 'money', '%': 'ratio', '‰': 'ratio', '‱': 'ratio', '百分点': 'ratio', 'date': 'deadline', '倍': 'multiple', '平方米': 'area',
             '纳米': 'length', '公顷': 'area', '亩': 'area', '基点': 'ratio', '千瓦': 'power', '吨标准煤': 'other', '-': 'other', 'PFLOPS': 'other', **dict.fromkeys(('年', '月', '日', '工作日', '周岁', '分钟'), 'duration')}


def quantity(address, text, value, role, by, subject):
    comparator, *low, unit = value.split()
    low, high = low if comparator == 'range' else ('', *low) if comparator in ('<=', '<') and unit != 'date' else (*low, '')
    return address, text, DIMENSION.get(unit, 'count'), comparator, low, high, '' if unit == '-' else unit, role, by, subject


def make(tiao, path, out):
    name = os.path.basename(path)[:-4]
    lines, facts = [], []
    for line in open(path, encoding='utf-8').read().splitlines():
        if line[:2] in ('E ', 'Q ', 'T '):
            facts.append((len(lines), line[0], [f.strip() for f in line[2:].split('|')]))
        else:
            lines.append(line)
    text = f'{out}/{name}.txt'
    with open(text, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')
    nodes = [json.loads(l) for l in subprocess.run([tiao, 'parse', '--json', text], check=True, stdout=subprocess.PIPE).stdout.splitlines()]
    at = {n['line']: n['address'] for n in nodes if n['kind'] != 'inline'}
    rows = {'E': [('address', 'who', 'condition', 'benefit', 'modality', 'instrument', 'class')],
            'Q': [('address', 'text', 'dimension', 'comparator', 'low', 'high', 'unit', 'role', 'by', 'subject')], 'T': [('address', 'topic')]}
    for line, kind, fields in facts:
        if line not in at:
            sys.exit(f'{path}: no node begins at line {line}: {lines[line - 1]}')
        if kind == 'Q':
            if fields[0] not in lines[line - 1]:
                sys.exit(f'{path}: {fields[0]} is not in {lines[line - 1]}')
            rows['Q'].append(quantity(at[line], *fields))
        elif kind == 'E':
            rows['E'].append((at[line], *fields))
        else:
            rows['T'] += [(at[line], topic) for topic in fields[0].split()]
    for kind, what in (('E', 'eligibility'), ('Q', 'quantities'), ('T', 'topics')):
        with open(f'{out}/{name}.{what}.tsv', 'w', encoding='utf-8') as f:
            f.writelines('\t'.join(r) + '\n' for r in rows[kind])


tiao, folder, out, *names = sys.argv[1:]
os.makedirs(out, exist_ok=True)
for name in names or sorted(n[:-4] for n in os.listdir(folder) if n.endswith('.txt')):
    make(tiao, f'{folder}/{name}.txt', out)
