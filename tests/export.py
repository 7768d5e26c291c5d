#!/usr/bin/env python3
"""Exports against the documents that they were made of.

usage: export.py TIAO SHARED FILE...

Of each file: the text of its Akoma Ntoso equals the text of its nodes, blanks aside, and the schema finds it valid
(xmllint with SHARED/schema, where both are there), and read back it gives the same nodes; eIds are unique; the text is the source, byte
for byte, by way of a library too; JSON, JSON Lines and CSV have all nodes; Markdown and HTML hold all
text, and HTML holds no tag that the document brought with it.
"""
import csv, glob, html.parser, io, json, os, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

tiao, shared, files = sys.argv[1], sys.argv[2], sys.argv[3:]
NS = '{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}'
schema = os.path.join(shared, 'schema', 'akomantoso30.xsd')
validate = os.path.exists(schema) and shutil.which('xmllint')
if os.path.isdir(os.path.join(shared, 'gold')):
    files += sorted(glob.glob(os.path.join(shared, 'gold/more/*.txt')) + glob.glob(os.path.join(shared, 'gold/laws/txt/*.txt')))

HOSTILE = ('<script>alert("1")</script>的意见\n各区：\n为了“发展”&amp; \x01\x07\x1b[31m <b>，制定。\n一、甲\'s "乙"\n（一）<img src=x onerror=alert(1)>。一是甲；二是乙。\n'
           '1. 支持]]>企业。\n#标题 *强调* _下划_ `代码` [链接](x)\n- 列表 &lt;\n附件\n1.甲 <!-- x -->\n\x7f\xc2\x85\ufffe末\n')


def run(*args):
    p = subprocess.run([tiao, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode != 0:
        sys.exit(f'{args}: exit {p.returncode}: {p.stderr.decode()}')
    return p.stdout.decode('utf-8')


def bare(s):                                           # what no renderer may change; control characters are shown as pictures
    s = re.sub(r'[\x80-\x9f\ufffe\uffff]', '\ufffd', s)
    s = ''.join(chr(0x2400 + ord(c)) if ord(c) < 32 and c not in '\t\n\r' else '\u2421' if c == '\x7f' else c for c in s)
    return re.sub(r'[\s\u200b\ufeff]+', '', s)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(); self.text, self.tags, self.inside, self.skip = [], set(), False, 0
    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        a = dict(attrs)
        if tag == 'main': self.inside = True
        if self.skip or (self.inside and (a.get('class') == 'link' or tag == 'section')): self.skip += 1
        if any(k.startswith('on') for k in a): sys.exit(f'an event handler in the page: {attrs}')
    def handle_endtag(self, tag):
        if tag == 'main': self.inside = False
        if self.skip: self.skip -= 1
    def handle_data(self, data):
        if self.inside and not self.skip: self.text.append(data)


def check(path):
    fail = lambda what: sys.exit(f'{path}: {what}')
    nodes = [json.loads(l) for l in run('parse', '--json', path).split('\n') if l]
    whole = [n for n in nodes if n['kind'] != 'inline']
    want = bare(''.join(n['number'] + n['text'] for n in whole))

    akn = run('export', '--file', path, '--format', 'akn')
    tree = ET.fromstring(akn)
    for parent in list(tree.iter()):
        for meta in parent.findall(NS + 'meta'):
            parent.remove(meta)
    if bare(''.join(tree.itertext())) != want:
        fail('the text of the Akoma Ntoso is another')
    ids = [e.get('eId') for e in tree.iter() if e.get('eId')]
    if len(ids) != len(set(ids)):
        fail('eIds stand twice: ' + ', '.join(sorted({i for i in ids if ids.count(i) > 1})))
    if validate:
        with tempfile.NamedTemporaryFile('w', suffix='.xml', encoding='utf-8') as f:
            f.write(akn); f.flush()
            p = subprocess.run(['xmllint', '--noout', '--nonet', '--schema', schema, f.name], stderr=subprocess.PIPE)
            if p.returncode:
                fail(p.stderr.decode()[:2000])

    # and it comes back as it was: the same nodes, the same metadata
    with tempfile.TemporaryDirectory() as folder:
        back = os.path.join(folder, 'back.xml')
        with open(back, 'w', encoding='utf-8') as f:
            f.write(akn)
        again = [json.loads(l) for l in run('parse', '--json', back).split('\n') if l]
        if bare(''.join(n['text'] for n in whole)) == ''.join(re.sub(r'[\s\u200b\ufeff]+', '', n['text']) for n in whole):
            for a, b in zip(nodes, again):
                for key in a:
                    if a[key] != b[key] and key not in ('line', 'notes'):      # a break that was mended in the source is none here
                        fail(f'Akoma Ntoso read back: {a["address"]}: {key} {a[key]!r} became {b["address"]}: {b[key]!r}')
            if len(nodes) != len(again):
                fail(f'Akoma Ntoso read back: {len(nodes)} nodes became {len(again)}')
            known = [json.loads(run('docs', '--json', '--file', p)) for p in (path, back)]
            for k in known:
                k.pop('source')
            if known[0] != known[1]:
                fail(f'Akoma Ntoso read back: {known[0]} became {known[1]}')

    with open(path, 'rb') as f:
        source = f.read()
        if not source.startswith(b'<') and run('export', '--file', path, '--format', 'txt').encode() != source:        # a page is no text
            fail('the text is not the source')
    lines = [json.loads(l) for l in run('export', '--file', path, '--format', 'jsonl').split('\n') if l]
    if lines != nodes:
        fail('JSON Lines differ from tiao parse --json')
    rows = list(csv.DictReader(io.StringIO(run('export', '--file', path, '--format', 'csv'), newline='')))
    if [(r['address'], r['text']) for r in rows] != [(n['address'], n['text']) for n in nodes]:
        fail('CSV rows differ from the nodes')
    doc = json.loads(run('export', '--file', path, '--format', 'json'))
    flat = []
    def walk(children, parent):
        for c in children:
            if c['parent'] != parent: fail(f'{c["address"]} is nested under {parent}')
            flat.append(c['address'])
            walk(c['children'], c['address'])
    walk(doc['children'], None)
    if flat != [n['address'] for n in nodes] or doc['nodes'] != len(nodes):
        fail('the nested JSON has other nodes')

    page = Page(); source = run('export', '--file', path, '--format', 'html'); page.feed(source)
    if bare(''.join(page.text)) != want:
        fail('the text of the page is another')
    if page.tags - set('html head meta title style body header h1 dl dt dd div nav p input form label button output details summary span strong ol li a main h2 h3 h4 '
                       'h5 h6 script section table thead tbody tr th td'.split()):
        fail(f'tags of the page: {page.tags}')
    found = re.findall(r' id="([^"]*)"', source)
    if len(found) != len(set(found)):
        fail('ids of the page stand twice')
    missing = {n['address'].split(':', 1)[1] for n in nodes if n['number'] or n['text'] or n['kind'] == 'cover'} - set(found)
    if missing:
        fail(f'no place in the page for {sorted(missing)}')

    md = run('export', '--file', path, '--format', 'md')
    md = re.sub(r'<a id="[^"]*"></a>|<br>|^#+ ', '', md, flags=re.M)
    md = re.sub(r'\\([\\`*_{}\[\]|~$.)#+=-])', r'\1', md)
    for a, b in (('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'), ('&#39;', "'"), ('&#13;', '\r'), ('&amp;', '&')):
        md = md.replace(a, b)
    if bare(md) != want:
        fail('the text of the Markdown is another')


with tempfile.TemporaryDirectory() as folder:
    for name, text in (('hostile', HOSTILE), ('one', '人才'), ('plain', '人才。\n资金。\n'), ('attached', '关于人才的意见\n一、甲\n甲事。\n某某市人民政府\n2015年8月14日\n附件1\n名单\n1.甲\n2.乙\n附件2\n第一条　甲。\n'), ('marker', '附件\n'),
                       ('deep', '第一编 甲\n第一章 乙\n第一节 丙\n第一条 丁。\n（一）戊；\n1.己；\n（1）庚。\n第二款。\n（一）辛。\n'),
                       ('<a&b>', '一、甲\n甲事。\n')):
        path = os.path.join(folder, name + '.txt')
        with open(path, 'w', encoding='utf-8', newline='') as f:
            f.write(text)
        check(path)
    # through a library and back, byte for byte
    library, folder_out = os.path.join(folder, 'all.tiao'), os.path.join(folder, 'out')
    run('import', '--library', library, *files)
    run('export', '--library', library, '--format', 'txt', '--output', folder_out + '/')
    for path in files:
        name = os.path.basename(path)
        with open(path, 'rb') as a, open(os.path.join(folder_out, name), 'rb') as b:
            if a.read() != b.read():
                sys.exit(f'{path}: the library gives back another text')
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for done in [pool.submit(check, path) for path in files]:
            done.result()
print(f'{len(files) + 7} documents' + ('' if validate else ', not validated: no schema or no xmllint'))
