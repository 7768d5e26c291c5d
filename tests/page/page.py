#!/usr/bin/env python3
"""Pages of tiao export --format html in a headless Chromium, as people use them.

usage: page.py TIAO SHARED

Exit status 77 where there is no Chromium. SHARED is a folder with statutes (gold/laws/txt), or none.
"""
import json, os, re, subprocess, sys, tempfile, time
import browser

tiao, shared = sys.argv[1], sys.argv[2]
program = browser.find()
if not program:
    print('no chromium: skipped')
    sys.exit(77)

HOSTILE = ('关于</title><script>alert(1)</script>的意见\n一、甲</script><script>alert(2)</script>\n“乙”<img src=http://example.org/x onerror=alert(3)>&lt;\n'
           '（一）对企业给予<b>100万元</b>补贴"onclick="alert(4)。一是甲；二是乙。\n')
LINES = '关于换行的意见\n一、甲\n对企业减按 15％ 的税率，一是对Ａ类企业；二是对B类企业。\n'
folder = tempfile.TemporaryDirectory()
checks = 0


def page(name, *args, text=None):
    path = os.path.join(folder.name, name + '.html')
    subprocess.run([tiao, 'export', '--format', 'html', '--output', path, *args], input=text and text.encode(), check=True)
    return path


def expect(what, got, want):
    global checks
    checks += 1
    if not (want(got) if callable(want) else got == want):
        sys.exit(f'{what}: {got!r}' + ('' if callable(want) else f', expected {want!r}'))


def soon(what, b, expression, want):
    """As expect, for what comes a frame or a scroll later."""
    got, deadline = b.run(expression), time.monotonic() + 10
    while not (want(got) if callable(want) else got == want) and time.monotonic() < deadline:
        time.sleep(0.02)
        got = b.run(expression)
    expect(what, got, want)


def quiet(b, what):
    expect(what + ': console and network', b.complaints(), [])


def steps(*args):
    lines = subprocess.run([tiao, *args, '--json'], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    return [json.loads(l) for l in lines]


def lum(colour):                                         # WCAG 2.1, relative luminance
    channel = lambda c: c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
    r, g, b = (channel(int(c) / 255) for c in re.findall(r'\d+', colour)[:3])
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    light, dark = sorted((lum(a), lum(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


MARKS = "[...document.querySelectorAll('mark')].map(m=>m.textContent)"
HITS = "document.getElementById('hits').textContent"
SHOWN = "[...document.querySelectorAll('main .n')].filter(e=>e.offsetParent).map(e=>e.id)"
TOP = "(s=>{var r=document.getElementById(s).getBoundingClientRect();return [r.top, document.getElementById('bar').getBoundingClientRect().bottom, innerHeight]})"


def reads(b, path):
    nodes = steps('toc', 'municipal-2015', '--all')
    b.open(path)
    expect('language', b.run('document.documentElement.lang'), 'zh-CN')
    expect('title', b.run('document.title'), '上海市委、市政府关于加快建设具有全球影响力的科技创新中心的意见')
    expect('one heading of the first level', b.run("document.querySelectorAll('h1').length"), 1)
    expect('landmarks', b.run("['header','nav','main','[role=search]'].map(s=>document.querySelectorAll(s).length)"), [1, 1, 1, 1])
    expect('a name for each control', b.run("[...document.querySelectorAll('input,button,select')].filter(e=>!(e.ariaLabel||e.labels&&e.labels.length||e.textContent.trim())).length"), 0)
    expect('every node has its place', b.run(f"{json.dumps([n['address'].split(':')[1] for n in nodes])}.filter(s=>!document.getElementById(s))"), [])
    expect('every link leads somewhere', b.run("[...document.querySelectorAll('a')].filter(a=>!document.getElementById(a.getAttribute('href').slice(1))).length"), 0)
    expect('characters a line', b.run("(e=>e.getBoundingClientRect().width/parseFloat(getComputedStyle(e).fontSize))(document.getElementById('1.p1'))"),
           lambda n: 38 <= n <= 42)
    expect('nothing wider than the window', b.run('document.documentElement.scrollWidth<=innerWidth'), True)
    for dark in (False, True):
        b.open(path, '#q=户籍', dark=dark)
        for what in ('[id="1.p1"]', '.link', '.bar .name', '.outline a', '#hits', 'mark', 'mark.now', 'dt', '#q', '.outline a[aria-current]', 'td a', 'thead th'):
            colours = b.run(f"(function(){{var e=document.querySelector('{what}'),c=getComputedStyle(e).color;while(e&&/^rgba\\(0, 0, 0, 0\\)$/.test("
                            "getComputedStyle(e).backgroundColor))e=e.parentElement;return e?[c,getComputedStyle(e).backgroundColor]:null})()")
            expect(f'contrast of {what}, {"dark" if dark else "light"}', round(contrast(*colours), 2), lambda c: c >= 4.5)
    quiet(b, 'reading')


def links(b, path):
    b.open(path, '#3.9.p1')
    top, bar, high = b.run(TOP + "('3.9.p1')")
    expect('a link leads to its provision, below the head', bar <= top < high / 2, True)
    soon('the outline follows', b, "document.querySelector('[aria-current]')?.textContent", lambda s: s and s.startswith('9、'))
    b.open(path, '#municipal-2015:3.9.p1')
    soon('a whole address leads there too', b, 'location.hash', '#3.9.p1')
    b.click('.outline a[href="#4.15"]')
    soon('the outline leads', b, 'location.hash', '#4.15')
    top, bar, high = b.run(TOP + "('4.15')")
    expect('to its heading', bar <= top < high / 2, True)
    b.call('Browser.grantPermissions', permissions=['clipboardReadWrite', 'clipboardSanitizedWrite'])
    b.click('[id="4.15.p1"] > .link')
    soon('the link is copied', b, 'navigator.clipboard.readText()', lambda s: s.endswith('municipal-2015.html#4.15.p1'))
    soon('and that is told', b, "document.getElementById('said').textContent", '已复制 4.15.p1 的链接')
    b.open(path, '#1')
    b.press('Tab')
    expect('the keyboard has an outline of its own', b.run('getComputedStyle(document.activeElement).outlineStyle'), 'solid')
    quiet(b, 'links')


def searches(b, path):
    want = sum(n['text'].count('人才') + n['number'].count('人才') for n in steps('toc', 'municipal-2015', '--all') if n['kind'] != 'inline')
    clauses = sum('人才' in n['text'] for n in steps('toc', 'municipal-2015', '--all') if n['kind'] != 'inline')
    b.open(path)
    before = b.run("document.querySelector('main').innerHTML")
    b.press('/')
    expect('a slash goes to the search', b.run('document.activeElement.id'), 'q')
    b.type('人才')
    expect('hits', b.run(HITS), f'{want} 处，{clauses} 条')
    expect('marks', b.run(MARKS), ['人才'] * want)
    b.press('Enter')
    expect('the first', b.run(HITS), f'1 / {want} 处，{clauses} 条')
    b.press('Enter'); b.press('Enter')
    expect('the third', b.run("[...document.querySelectorAll('mark')].findIndex(m=>m.className=='now')"), 2)
    b.press('Enter', modifiers=8)
    expect('one back', b.run("[...document.querySelectorAll('mark')].findIndex(m=>m.className=='now')"), 1)
    b.click('#prev'); b.click('#prev')
    expect('from the first to the last', b.run(HITS), f'{want} / {want} 处，{clauses} 条')
    expect('which is in sight', b.run("(r=>r.top>0&&r.bottom<innerHeight)(document.querySelector('mark.now').getBoundingClientRect())"), True)
    b.click('#only')
    expect('only clauses with hits', len(b.run(SHOWN)), clauses)
    b.run("location.hash='#2.3'")
    soon('a link shows what was left out', b, SHOWN, lambda s: '2.3' in s)
    b.click('#q')
    b.press('Escape')
    expect('the page is as before', b.run("document.querySelector('main').innerHTML.replace(/ class=\"n (\\w+) \"/g,' class=\"n $1\"')") == before, True)
    b.type('户籍 人才')
    expect('all words', b.run('[...document.querySelectorAll("mark")].every(m=>/^(户籍|人才)$/.test(m.textContent))'), True)
    both = sum('人才' in n['text'] and '户籍' in n['text'] for n in steps('toc', 'municipal-2015', '--all') if n['kind'] != 'inline')
    expect('in one clause', b.run(HITS), lambda s: s.endswith(f'，{both} 条'))
    b.press('Escape')
    b.type('没有这样的词')
    expect('none', b.run(HITS), '没有')
    b.open(path, '#q=减按15%')
    expect('a query in the link, over the blank that is printed', b.run(MARKS), ['减按 15%'])
    quiet(b, 'searching')


def folds(b):
    b.open(page('lines', '--file', '-', text=LINES), '#q=减按15%')
    expect('over blanks and full width', b.run(MARKS), ['减按 15％'])
    b.run("document.getElementById('q').focus()"); b.press('Escape'); b.type('a类')
    expect('case and width', b.run(MARKS), ['Ａ类'])
    b.press('Escape'); b.type('企业；二是')
    expect('over two items', b.run(MARKS), ['企业；', '二是'])
    expect('is one hit', b.run(HITS), '1 处，1 条')
    quiet(b, 'folding')


def filters(b, path):
    rows = steps('eligibility', '--doc', 'municipal-2015')
    b.open(path, '#eligibility')
    shown = "[...document.querySelectorAll('#eligibility tbody tr')].filter(e=>e.offsetParent).length"
    expect('all rows', b.run(shown), len(rows))
    b.run("(s=>{s.value='允许';s.dispatchEvent(new Event('change'))})(document.querySelector('#eligibility select'))")
    expect('rows of one modality', b.run(shown), sum(r['modality'] == 'allow' for r in rows))
    b.run("(s=>{s.value='人才';s.dispatchEvent(new Event('change'))})(document.querySelectorAll('#eligibility select')[2])")
    both = sum(r['modality'] == 'allow' and r['class'] == 'talent' for r in rows)
    expect('and of one class', b.run(shown), both)
    expect('their number is told', b.run("document.querySelector('#eligibility output').textContent"), f'{both} / {len(rows)} 行')
    quiet(b, 'filters')


def fits_a_phone(b, path):
    for fragment in ('', '#thresholds', '#eligibility'):
        b.open(path, fragment, width=390, height=844)
        expect('nothing wider than a phone', b.run('document.documentElement.scrollWidth'), lambda w: w <= 390)
    expect('a table is one still', b.run("[...document.querySelectorAll('table,tr,td')].every(e=>e.getAttribute('role'))"), True)
    expect('the outline is folded', b.run("document.getElementById('outline').open"), False)
    b.click('summary')
    expect('and opens', b.run("document.getElementById('outline').open"), True)
    b.click('.outline a[href="#4.15"]')
    soon('and closes behind a link', b, "document.getElementById('outline').open", False)
    top, bar, high = b.run(TOP + "('4.15')")
    expect('which is in sight', bar < top < high / 2, True)
    quiet(b, 'phone')


def prints(b, path):
    b.open(path, '#q=没有这样的词')
    b.click('#only')
    b.call('Emulation.setEmulatedMedia', media='print')
    expect('no furniture on paper', b.run("['.bar','.outline','.link','.filters'].filter(s=>document.querySelector(s).offsetParent||getComputedStyle(document.querySelector(s)).display!='none')"), [])
    expect('and nothing left out', len(b.run(SHOWN)), b.run("document.querySelectorAll('main .n').length"))
    pdf = os.path.join(folder.name, 'out.pdf')
    b.print(pdf)
    text = subprocess.run(['pdftotext', pdf, '-'], stdout=subprocess.PIPE, check=True).stdout.decode()
    expect('the text on paper', ''.join(text.split()), lambda s: '推进“双自”联动建设人才改革试验区' in s and '只看命中的条' not in s)
    quiet(b, 'print')


def is_safe(b):
    path = page('hostile', '--file', '-', text=HOSTILE)
    b.open(path)
    expect('no script of the document', b.run("document.querySelectorAll('script').length"), 1)
    expect('no element of the document', b.run("document.querySelectorAll('main img, main b, [onclick], [onerror]').length"), 0)
    expect('its title', b.run('document.title'), '关于</title><script>alert(1)</script>的意见')
    b.run("document.getElementById('q').focus()"); b.type('<script>')
    expect('found as text', b.run(MARKS), ['<script>', '<script>'])
    b.run("document.getElementById('q').focus()"); b.press('Escape'); b.type('<img')
    expect('and marked as text', b.run("document.querySelectorAll('main img').length"), 0)
    quiet(b, 'hostile text')
    b.run("document.body.insertAdjacentHTML('beforeend','<img src=\"http://example.org/\"><b onclick=\"x()\">')")
    expect('the policy holds where markup comes in', b.run("(function(){var s=document.createElement('script');s.textContent='window.ran=1';document.body.append(s);return window.ran})()"), None)
    expect('and is told', [c for c in b.complaints() if 'Content Security Policy' in c], lambda c: len(c) >= 2)


def leads(b):
    subprocess.run([tiao, 'export', '--format', 'html', '--output', folder.name + '/all/'], check=True)
    b.open(folder.name + '/all/index.html', width=390, height=844)
    expect('nothing wider than a phone', b.run('document.documentElement.scrollWidth'), lambda w: w <= 390)
    names = b.run("[...document.querySelectorAll('a')].map(a=>decodeURIComponent(a.getAttribute('href')))")
    expect('a link to each document', sorted(names), sorted(set(os.listdir(folder.name + '/all')) - {'index.html'}))
    b.click('a')
    b.wait('Page.loadEventFired')
    expect('which opens', b.run("document.querySelectorAll('.n').length"), lambda n: n > 40)
    quiet(b, 'index')


def is_quick(b, path, what):
    """Prints how long the page takes over a search; that is no test."""
    b.open(path)
    took = b.run("(function(){var q=document.getElementById('q'),t=[];['的','人','企业','不在其中'].forEach(w=>{var s=performance.now();q.value=w;q.dispatchEvent(new Event('input'));"
                 "t.push(w+' '+(performance.now()-s).toFixed(0)+' ms, '+document.querySelectorAll('mark').length+' marks')});return t.join('; ')})()")
    print(f'{what}: {b.run("document.querySelectorAll(%s).length" % json.dumps("main .n"))} provisions; {took}')
    quiet(b, what)


municipal = page('municipal-2015', 'municipal-2015')
b = browser.Browser(program)
try:
    for test in (reads, links, searches, filters, fits_a_phone, prints):
        test(b, municipal)
    for test in (folds, is_safe, leads):
        test(b)
    is_quick(b, page('plan-2016', 'plan-2016'), 'plan-2016')
    law = os.path.join(shared, 'gold/laws/txt')
    if os.path.isdir(law):
        longest = max((os.path.join(law, n) for n in os.listdir(law)), key=os.path.getsize)
        is_quick(b, page('law', '--file', longest), os.path.basename(longest))
finally:
    b.close()

b = browser.Browser(program, script=False)
try:
    for width in (1280, 390):
        b.open(municipal, '#3.9.p1', width=width)
        shown = b.call('Runtime.evaluate', expression="[...document.querySelectorAll('main .n')].every(e=>e.offsetParent) && !document.getElementById('find').offsetParent"
                       " && getComputedStyle(document.getElementById('outline')).display!='none' && document.documentElement.scrollWidth<=innerWidth", returnByValue=True)['result'].get('value')
        expect(f'all is there without script, at {width}', shown, True)
finally:
    b.close()
folder.cleanup()
print(f'{checks} checks')
