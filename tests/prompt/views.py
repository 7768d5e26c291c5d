#!/usr/bin/env python3
"""What people see in terminals of several widths: no line wider than the terminal, no address cut, nothing left out.

usage: views.py --tiao BIN [TEST...]
"""
import argparse, json, os, re, subprocess, sys, tempfile, traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Terminal, plain, width

ap = argparse.ArgumentParser()
ap.add_argument('--tiao', required=True)
ap.add_argument('tests', nargs='*')
args = ap.parse_args()
TIAO = os.path.abspath(args.tiao)
WIDTHS = (40, 80, 200)


def environment(home, **more):
    env = {k: v for k, v in os.environ.items() if not k.startswith(('TIAO_', 'XDG_', 'LC_', 'VTE_', 'INSIDE_')) and k not in
           ('COLUMNS', 'LINES', 'NO_COLOR', 'PAGER', 'LANG', 'TMUX')}
    env.update(HOME=home, TERM='xterm-256color', LC_ALL='C.UTF-8', TIAO_PAGER='cat')
    env.update(more)
    return {k: v for k, v in env.items() if v is not None}


def seen(home, columns, *argv, **more):
    """What comes to a terminal of that width, as bytes were sent."""
    t = Terminal([TIAO, *argv], environment(home, **more), columns=columns, cwd=home)
    t.status = t.end()
    return t.raw.decode('utf-8').replace('\r', '')


def piped(home, *argv):
    return subprocess.run([TIAO, *argv], env=environment(home), cwd=home, capture_output=True, text=True).stdout


def lines(text):
    return [l for l in plain(text).split('\n') if not l.startswith('tiao: ')]


def squeeze(text):
    return re.sub(r'\s', '', text)


TABLES = {
    ('docs',): ('doc', 'title', 'number', 'issuer', 'date'),
    ('thresholds',): ('address', 'text', 'subject', 'role', 'by'),
    ('eligibility',): ('address', 'who', 'condition', 'benefit', 'instrument'),
    ('cites',): ('address', 'text', 'target'),
    ('topics',): ('topic', 'name'),
    ('topics', '--mentions'): ('address', 'topic', 'evidence'),
    ('districts',): ('district', 'name'),
    ('districts', '--mentions'): ('address', 'district', 'mention'),
    ('check',): ('address', 'code', 'message'),
    ('check', '--codes'): ('code', 'summary', 'example'),
    ('sql', "SELECT address, text, unit, subject FROM quantities"): ('address', 'text', 'unit', 'subject'),
    ('thresholds', '--plot'): ('address', 'subject'),
    ('thresholds', '--plot=year'): ('address', 'subject'),
    ('toc', 'zhangjiang-2015'): ('address',),
}


SHORT = (('districts',), ('toc', 'zhangjiang-2015'))          # a table even at 40 columns


def no_line_is_wider_than_the_terminal(home):
    for verb in TABLES:
        for columns in WIDTHS:
            text = seen(home, columns, *verb)
            for line in lines(text):
                assert width(line) <= columns, (verb, columns, width(line), line)


def nothing_is_cut(home):
    for verb, fields in TABLES.items():
        shown = [v for v in verb if not v.startswith('--plot')]
        records = [json.loads(l) for l in piped(home, *shown, '--json').split('\n') if l]
        assert records, verb
        for columns in WIDTHS:
            text = lines(seen(home, columns, *verb))
            words, all_text = set(' '.join(text).split()), squeeze(''.join(text))
            stacked         = not text[0].startswith(fields[0]) and verb[0] != 'toc'
            for r in records:
                for f in fields:
                    value = str(r[f]) if r.get(f) else ''
                    if f in ('address', 'doc', 'target', 'topic', 'district', 'code'):
                        assert not value or value in words, (verb, columns, f, value)
                    elif stacked and (columns == 40 or '--plot' not in verb[-1]):     # in a table wrapped cells stand side by side
                        assert squeeze(value) in all_text, (verb, columns, f, value)
            if columns == 40:
                assert stacked == (verb not in SHORT), verb


def wraps_where_a_line_may_end(home):
    for columns in WIDTHS:
        for verb in (('docs',), ('eligibility', '--doc', 'xuhui'), ('check', '--codes')):
            for line in lines(seen(home, columns, *verb)):
                assert not re.match(r'\s*[，。；：、！？”）》』」]', line), (verb, columns, line)


def records_stand_alone_where_columns_do_not_fit(home):
    assert lines(seen(home, 40, 'docs', '--doc', 'xuhui')) == [
        'xuhui-2015',
        '  title   中共徐汇区委 徐汇区人民政府关',
        '          于加快建设具有全球影响力的科技',
        '          创新中心的实施意见',
        '  number  徐委〔2015〕15号',
        '  issuer  中共上海市徐汇区委员会、上海市',
        '          徐汇区人民政府',
        '  date    2015-08-14',
        '  level   district',
        '  nodes   127',
        '']
    assert lines(seen(home, 80, 'thresholds', '--under', 'municipal:1.1')) == [
        'address                text      value    role      by  subject',
        'municipal-2015:1.1.p3  2020年前  <= 2020  deadline      科技创新中心基本框架体系',
        'municipal-2015:1.1.p3  10年      = 10年   deadline      核心功能',
        '']
    assert lines(seen(home, 72, 'thresholds', '--under', 'municipal:1.1')) == [          # `by` is empty; a long subject goes on below
        'address                text      value    role      subject',
        'municipal-2015:1.1.p3  2020年前  <= 2020  deadline  科技创新中心基本框架',
        '                                                    体系',
        'municipal-2015:1.1.p3  10年      = 10年   deadline  核心功能',
        '']


def colours_mean_the_same_everywhere(home):
    address = '\x1b[36m{}\x1b[0m'
    for verb, one in ((('thresholds',), 'xuhui-2015:1.3.1'), (('docs',), 'xuhui-2015'), (('cites',), 'xuhui-2015:p1'),
                      (('check',), 'zhangjiang-2023:5.2'), (('grep', '众创空间'), 'xuhui-2015:1.3.6'),
                      (('search', '众创空间'), 'xuhui-2015:1.3.6'), (('toc', 'xuhui'), 'xuhui-2015:1.3'),
                      (('show', 'xuhui:1.3'), 'xuhui-2015:1.3'), (('thresholds', '--plot'), 'xuhui-2015:1.3.1')):
        for columns in WIDTHS:
            assert address.format(one) in seen(home, columns, *verb), (verb, columns)
            assert '\x1b' not in seen(home, columns, *verb, NO_COLOR='1'), (verb, columns)
            assert '\x1b' not in seen(home, columns, *verb, '--color=never'), (verb, columns)
    assert '\x1b[1maddress\x1b[0m' in seen(home, 200, 'thresholds')


def hits_stand_under_their_headings(home):
    assert lines(seen(home, 80, 'grep', '-o', '孵化器', '--doc', 'xuhui')) == [
        '中共徐汇区委 徐汇区人民政府关于加快建设具有全球影响力的科技创新中心的实施意见',
        '三、优化空间布局集聚创新功能 › (三)着力功能完善优化创新创业空间',
        'xuhui-2015:3.3.p3  孵化器',
        '',
        '五、强化企业主体地位推进大众创业万众创新 › (一)发展众创空间推进大众创业万众创新',
        'xuhui-2015:5.1.p1  孵化器',
        '',
        '五、强化企业主体地位推进大众创业万众创新 › (三)增强科技企业自主创新能力',
        'xuhui-2015:5.3.p1  孵化器',
        '']
    whole = piped(home, 'grep', '人才')
    for columns in WIDTHS:                             # a clause is not broken: the terminal does that
        text = seen(home, columns, 'grep', '人才')
        for l in whole.split('\n')[:-1]:
            assert l.replace('\t', '  ') in lines(text), (columns, l)
        assert seen(home, columns, 'grep', '人才', '--no-heading', '--color=never') == whole
        for line in lines(seen(home, columns, 'search', '人才公寓')) + lines(seen(home, columns, 'toc', 'xuhui')):
            assert width(line) <= columns, (columns, line)
        assert '人才公寓' in squeeze(''.join(lines(seen(home, columns, 'search', '人才公寓', '--limit', '1'))))
    assert lines(seen(home, 40, 'search', '人才公寓', '--limit', '1'))[:3] == [
        'municipal-2015:3.12.p4',
        '  … › 12、加大创新创业人才激励力度',
        '  …园区利用自用存量用地建设单位租赁住房']
    assert lines(seen(home, 80, 'search', '人才公寓', '--limit', '1'))[0] == \
        'municipal-2015:3.12.p4  三、建设创新创业人才高地 › 12、加大创新创业人才激励力度'
    assert lines(seen(home, 40, 'toc', 'xuhui', '--depth', '1'))[:3] == [
        'xuhui-2015:title  中共徐汇区委 徐汇区人',
        '                  民政府关于加快假设具有',
        '                  全球影响力的科技创新中']


def links_lead_to_the_source(home):
    path = os.path.join(home, '某 区#1%.txt')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('某某区关于支持创业的若干措施\n一、资金支持\n（一）对企业给予最高50万元资助。\n')
    uri = 'file://' + os.uname().nodename + os.path.realpath(home) + '/%E6%9F%90%20%E5%8C%BA%231%25.txt'
    link = '\x1b]8;;' + uri + '#L3\x1b\\\x1b[36m某-区-1-:1.1\x1b[0m\x1b]8;;\x1b\\'
    doc = json.loads(piped(home, 'docs', '--json', '--file', path))['doc']
    link = link.replace('某-区-1-', doc)
    for verb in (('thresholds',), ('grep', '资助'), ('search', '资助'), ('toc',), ('eligibility',), ('thresholds', '--plot')):
        for columns in WIDTHS:
            text = seen(home, columns, *verb, '--file', path, '--hyperlink')
            assert link in text, (verb, columns, text)
            assert '\x1b]8' not in seen(home, columns, *verb, '--file', path), verb
            assert '\x1b]8' not in seen(home, columns, *verb, '--file', path, '--hyperlink=never'), verb
            assert '\x1b]8' not in seen(home, columns, *verb, '--file', path, '--hyperlink', TERM='linux'), verb
            for line in lines(text) if verb[0] not in ('grep', 'search') else ():
                assert width(line) <= columns, (verb, columns, line)
    with open(os.path.join(home, 'gap.txt'), 'w', encoding='utf-8') as f:
        f.write('关于创业的意见\n一、总则\n（一）甲方案。\n（三）乙方案。\n')
    for path_given in ('gap.txt', os.path.join(home, 'gap.txt')):      # a problem's own line; a name given here is known
        text = seen(home, 80, 'check', path_given, '--hyperlink')
        assert re.search(r'\]8;;file://[^ ]*/gap\.txt#L4\x1b\\\x1b\[36mgap:1\.3\x1b', text), text
    assert '\x1b]8' in seen(home, 80, 'parse', 'gap.txt', '--hyperlink')
    for argv in (('grep', '-l', '甲方案'), ('grep', '-c', '甲方案')):
        assert re.search(r'\]8;;file://[^ ]*/gap\.txt\x1b\\\x1b\[36mgap\x1b', seen(home, 80, *argv, '--file', 'gap.txt', '--hyperlink'))
    assert ']8;;' + uri + '\x1b' in seen(home, 80, 'docs', '--file', path, '--hyperlink')
    assert ']8;;' + uri + '#L3' in piped(home, 'grep', '资助', '--file', path, '--hyperlink=always')
    assert '\x1b' not in piped(home, 'grep', '资助', '--file', path, '--hyperlink')
    assert '\x1b' not in piped(home, 'grep', '资助', '--file', path, '--hyperlink=always', '--json')
    assert '\x1b]8' not in seen(home, 80, 'grep', '众创空间', '--hyperlink=always'), 'a relative name is no file'
    subprocess.run([TIAO, 'import', os.path.basename(path)], cwd=home, env=environment(home), check=True)
    assert uri + '#L3' in seen(home, 80, 'grep', '资助', '--hyperlink')
    os.remove(path)
    assert '\x1b]8' not in seen(home, 80, 'grep', '资助', '--hyperlink=always'), 'nor one that is gone'


def no_control_character_gets_through(home):
    path = os.path.join(home, 'e\x1b[1mvil\x9b.txt')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('关于\x1b[31m创业\x07的若干措施\x9b31m\n一、资金\x1b]0;x\x07支持\n（一）对\x1b[2J企业\x85，给予最高50万元\x1b]8;;http://x\x07资\x1b[1m助\x1b]8;;\x07，'
                '到2020年，研\x1b[5m发投入达到\x0e3%。\n')
    for verb in (('docs',), ('toc',), ('show', '1.1'), ('grep', '企业'), ('grep', '-l', '企业'), ('grep', '-c', '企业'), ('search', '资助'),
                 ('thresholds',), ('thresholds', '--plot'),
                 ('thresholds', '--plot=year'), ('eligibility',), ('cites',), ('topics', '--mentions'), ('districts', '--mentions'),
                 ('parse',), ('check',)):
        for columns in WIDTHS:
            argv = (*verb, path) if verb[0] in ('parse', 'check') else (*verb, '--file', path)
            for more in ((), ('--hyperlink=always',)):
                text = seen(home, columns, *argv, '--color=never', *more)
                text = re.sub(r'\x1b\]8;;(file:[!-~]*)?\x1b\\', '', text)
                assert not re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f]', text.replace('\t', '')), (argv, columns, text)


tests = [f for name, f in list(globals().items()) if callable(f) and getattr(f, '__module__', '') == '__main__'
         and f.__code__.co_varnames[:f.__code__.co_argcount] == ('home',) and name not in ('environment', 'piped')]
failed = 0
for test in tests:
    if args.tests and test.__name__ not in args.tests:
        continue
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(folder)
        except Exception:
            failed += 1
            print(f'{test.__name__} failed:')
            traceback.print_exc(file=sys.stdout)
        else:
            print(f'{test.__name__}: ok')
sys.exit(failed != 0)
