#!/usr/bin/env python3
"""The pages say what the program takes.

usage: man.py TIAO FOLDER

A verb of `tiao --help` has a page and a line in tiao(1). An option of its --help stands as an item in its page, or in a section
of tiao(1) that the page names; an item, and an option that the running text names, is an option of the verb; a section that a
page names holds for the verb as a whole. The columns of each view and the fields of each record stand in tiao-schema(5). A
translated page has the items, values, references and examples of the English one.
"""
import json, os, re, subprocess, sys

tiao, folder = sys.argv[1:3]
wrong = []


def run(*args):
    return subprocess.run([tiao, *args], stdout=subprocess.PIPE, check=True, encoding='utf-8',
                          env=dict(os.environ, LC_ALL='C.UTF-8')).stdout


def read(name):
    path = os.path.join(folder, name)
    return open(path, encoding='utf-8').read() if os.path.exists(path) else None


def flags(line):
    """--name and -n of the .Fl in a line, whatever macros stand around them."""
    found = set()
    for part in re.split(r'\bFl\b', line)[1:]:
        for word in part.split():
            if word in (',', '|', '.', ')', '('):
                continue
            if not re.fullmatch(r'-[a-z][a-z-]*|[A-Za-z0]', word):
                break
            found.add('-' + word)
    return found


def items(text):
    return set().union(*(flags(l) for l in text.split('\n') if l.startswith('.It ')))


def values(text):
    """The words that are typed as they stand, .Cm."""
    return {w for l in text.split('\n') if re.match(r'\.(It .*)?Cm ', l) for w in re.findall(r'[a-z][a-z-]+', l.split('Cm ', 1)[1])}


def named(text):
    """Options in the running text; those behind .Ic are another verb's."""
    text = re.sub(r'^\.Bd .*?^\.Ed', '', text, flags=re.M | re.S)
    return set().union(*(flags(l) for l in text.split('\n') if l.startswith(('.Fl ', '.Op ', '.Pq '))))


def options(verb):
    found = {}
    for letter, name in re.findall(r'^  (?:-(.), |    )--([a-z-]+)', run(verb, '--help'), re.M):
        found['--' + name] = {'--' + name} | ({'-' + letter} if letter else set())
    return found


def sections(page):
    """The sections of tiao(1) that have options, with them."""
    parts = re.split(r'^\.S[hs] (.*)\n', page, flags=re.M)
    return {name: items(text) for name, text in zip(parts[1::2], parts[2::2]) if items(text)}


def check_verb(verb, common):
    page = read(f'tiao-{verb}.1')
    if page is None:
        wrong.append(f'no page tiao-{verb}.1')
        return
    has  = options(verb)
    all_ = set().union(*has.values())
    refer = {s for s in common if re.search(rf'^\.Em (?:.* , )?{s}\b', page, re.M)}
    told = items(page) | set().union(*(common[s] for s in refer))
    for name, forms in has.items():
        if name not in told:
            wrong.append(f'tiao-{verb}.1: {name} is missing')
        elif name in items(page) and not forms <= items(page):
            wrong.append(f'tiao-{verb}.1: {name} without {" ".join(forms - items(page))}')
    for name in sorted(items(page) | named(page)):
        if name not in all_:
            wrong.append(f'tiao-{verb}.1: {name} is no option of the verb')
    for s in refer:
        for name in sorted(common[s] - all_):
            if not items(page) & common[s]:           # else only some of them hold, which the page lists
                wrong.append(f'tiao-{verb}.1: {name} of {s} is no option of the verb')
    return all_


def described(part):
    """The fields that an item of tiao-schema(5) starts with, by (name, verbs)."""
    found = {}
    for name, verbs, text in re.findall(r'^\.It Em (\w+)(?: Pq ([^\n]*))?\n(.*?)(?=^\.It |^\.El)', part, re.M | re.S):
        found[name, verbs] = re.findall(r'\w+', text.split('.\n')[0])
    return found


def check_records(part):
    ask = {'toc': [], 'show': ['municipal-2015:1'], 'grep': ['人才'], 'grep -o': ['人才'], 'grep -c': ['人才'], 'grep -l': ['人才'],
           'grep -L': ['众创空间'], 'search': ['人才'], 'thresholds': [], 'eligibility': [], 'topics': [], 'districts': [],
           'districts --mentions': [], 'topics --mentions': [], 'cites': [], 'show --cites': ['municipal-2015:title'], 'docs': [],
           'check': [], 'check --codes': []}
    for (name, verbs), fields in described(part).items():
        for verb in verbs.split(', '):
            verb = f'grep {verb}' if verb.startswith('-') else verb
            if verb == 'parse':
                continue                              # a file's; the same record as toc's
            last = json.loads(run(*verb.split(), *ask.pop(verb), '--json').split('\n')[-2])
            if list(last) != fields:
                wrong.append(f'tiao-schema.5: {name} of {verb} has {" ".join(last)}')
    for verb in ask:
        wrong.append(f'tiao-schema.5: no record of {verb}')


def check_views(part):
    about = {name: set(fields) for (name, _), fields in described(part).items()}
    views = [l for l in run('sql', '--tsv', "SELECT name FROM sqlite_schema WHERE type = 'view'").split('\n')[1:] if l]
    for view in views:
        columns = run('sql', '--tsv', f'SELECT * FROM {view} LIMIT 1').split('\n')[0].split('\t')
        if view not in about:
            wrong.append(f'tiao-schema.5: no view {view}')
        else:
            for c in sorted(set(columns) ^ about[view]):
                wrong.append(f'tiao-schema.5: {view}: {c} is {"missing" if c in columns else "no column"}')
    for view in sorted(set(about) - set(views)):
        wrong.append(f'tiao-schema.5: {view} is no view')
    return len(views)


def check_translations(language):
    pages = [p for p in sorted(os.listdir(os.path.join(folder, language)))]
    parts = {'items': r'^\.It ((?:Fl|Ic|Ev|Op) .*|\d+)$', 'references': r'^\.Xr (\S+ \d)', 'examples': r'^(\$ .*)$'}
    for page in pages:
        for word in sorted(values(read(page) or '') ^ values(read(f'{language}/{page}'))):
            wrong.append(f'{language}/{page}: {word} is in one of the pages alone')
        for what, pattern in parts.items():
            english, local = ([re.sub(r'\b(?:Ar|Op)\b.*?(?=$| , )', '', i).strip() for i in re.findall(pattern, text, re.M)]
                              for text in (read(page) or '', read(f'{language}/{page}')))
            if english != local:
                wrong.append(f'{language}/{page}: other {what} than the English page: '
                             f'{" ".join(sorted(set(english) ^ set(local))) or "in another order"}')
    return len(pages)


home   = read('tiao.1')
common = sections(home)
records, rows = read('tiao-schema.5').split('.Ss Views')
verbs  = re.findall(r'^  ([a-z-]+) +\S', run('--help'), re.M)
every  = {'--help', '--version'}
for verb in verbs:
    every |= check_verb(verb, common) or set()
    if not re.search(rf'^\.Xr tiao-{verb} 1\b', home, re.M):
        wrong.append(f'tiao.1: no word of {verb}')
for name in sorted((items(home) | named(home)) - every):
    wrong.append(f'tiao.1: {name} is no option of any verb')
check_records(records)
views = check_views(rows)
pages = check_translations('zh_CN')
print(*wrong, f'{len(verbs)} verbs, {views} views, {pages} pages in Chinese, {len(wrong)} wrong', sep='\n')
sys.exit(bool(wrong) or not verbs or not views or not pages)
