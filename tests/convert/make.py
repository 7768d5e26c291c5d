#!/usr/bin/env python3
"""Makes the files that the cases of this folder read: make.py NAME... writes each into the working folder."""
import random, struct, sys, zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def part(name, inner, root_attributes=''):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {W} {MC} {root_attributes}>{inner}</w:{name}>'


def docx(path, body, **parts):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        z.writestr('word/document.xml', body if body.startswith('<?xml') else part('document', f'<w:body>{body}</w:body>'))
        for name, inner in parts.items():
            z.writestr(f'word/{name}.xml', part(name, inner))


def p(text, num=None, level=0, style=None, extra=''):
    props = (f'<w:pStyle w:val="{style}"/>' if style else '') + \
            (f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else '') + extra
    return f'<w:p><w:pPr>{props}</w:pPr>{text if text.startswith("<w:") else r(text)}</w:p>'


def r(text, props=''):
    return f'<w:r>{"<w:rPr>" + props + "</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def levels(*rows):
    return ''.join(f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
                   for i, (fmt, text, start, more) in enumerate(rows))


def make_numbered():
    """Chinese numbering of four levels, a restart, a number from a style, one that a paragraph takes away."""
    abstract = levels(('chineseCountingThousand', '%1、', 1, '<w:suff w:val="nothing"/>'), ('chineseCounting', '（%2）', 1, ''),
                      ('decimal', '%3.', 1, ''), ('decimalEnclosedCircle', '%4', 1, ''))
    articles = levels(('japaneseCounting', '第%1条', 1, ''), ('ideographDigital', '（%2）', 1, ''))
    numbering = (f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum><w:abstractNum w:abstractNumId="1">{articles}</w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
                 '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>')
    styles = ('<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
              '<w:style w:type="paragraph" w:styleId="L1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="L1b"><w:basedOn w:val="L1"/></w:style>')
    body = (p('关于支持科技企业发展的若干措施') + p('为支持科技企业发展，制定以下措施。') + p('加大资金支持', style='L1')
            + p('对新认定的高新技术企业给予奖励。', 1, 1) + p('首次认定的，奖励20万元；', 1, 2) + p('重新认定的，奖励10万元。', 1, 2)
            + p('对贷款给予贴息。', 1, 1) + p('5万元以下的不予贴息。', 1, 2) + p('优化人才服务', style='L1b') + p('提供公寓。', 1, 1)
            + p('面积不低于50平方米；', 3, 2) + p('租期不超过3年。', 3, 2) + p('附则', style='L1') + p('本措施由市科委负责解释。', 0, 0, style='L1'))
    docx('numbered.docx', body, numbering=numbering, styles=styles)
    docx('articles.docx', p('某某市促进科技成果转化条例') + ''.join(p(f'第{i}个事项应当依法办理。', 2, 0) for i in range(1, 13))
         + p('公开；', 2, 1) + p('公正。', 2, 1), numbering=numbering, styles=styles)


def make_formats():
    """One number of each format, at values where formats differ; a linked definition; levels that do not start anew."""
    formats = ['decimal', 'decimalZero', 'upperRoman', 'lowerLetter', 'chineseCounting', 'chineseCountingThousand', 'japaneseCounting', 'ideographDigital',
               'taiwaneseCountingThousand', 'ideographTraditional', 'ideographZodiac', 'chineseLegalSimplified', 'decimalFullWidth', 'decimalEnclosedCircle',
               'decimalEnclosedParen', 'decimalEnclosedFullstop', 'ideographEnclosedCircle', 'bullet', 'none', 'thaiLetters']
    abstracts = nums = body = ''
    for i, f in enumerate(formats):
        abstracts += f'<w:abstractNum w:abstractNumId="{i}">{levels((f, "%1：", 1, ""))}</w:abstractNum>'
        for k, start in enumerate((10, 103)):
            n = 1 + 2 * i + k
            nums += f'<w:num w:numId="{n}"><w:abstractNumId w:val="{i}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            body += p(f, n)
    link = '<w:abstractNum w:abstractNumId="90"><w:numStyleLink w:val="list"/></w:abstractNum><w:abstractNum w:abstractNumId="91">' + levels(
        ('chineseCounting', '第%1章', 1, '<w:suff w:val="space"/>'), ('decimal', '第%2条', 1, '<w:lvlRestart w:val="0"/>'),
        ('decimal', '%1.%3', 1, '<w:isLgl/>')) + '</w:abstractNum>'
    nums += '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num><w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'
    styles = '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="91"/></w:numPr></w:pPr></w:style>'
    docx('formats.docx', body, numbering=abstracts + nums)
    docx('linked.docx', p('总则', 90, 0) + p('甲事项应当办理。', 90, 1) + p('', 90, 1) + p('乙事项应当办理。', 90, 1) + p('附则', 90, 0) + p('丙事项应当办理。', 90, 1)
         + p('款项', 90, 2) + p('没有编号。', 99, 0) + p('没有级别。', 90, 8), numbering=link + nums, styles=styles)


def make_long():
    """A number with much text around it, and two styles whose names part late."""
    words = '本市支持科技企业发展若干措施申报指南第二批项目补充说明材料'
    style = 'x' * 70
    nums = ''.join(f'<w:abstractNum w:abstractNumId="{i}">{levels(("decimal", text, 1, ""))}</w:abstractNum>'
                   for i, text in enumerate((f'a（{words}）之%1：', '（%1）')))
    nums += ''.join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(2))
    styles = ''.join(f'<w:style w:type="paragraph" w:styleId="{style}{i}"><w:pPr><w:numPr><w:numId w:val="{i}"/></w:numPr></w:pPr></w:style>'
                     for i in (1, 2))
    docx('long.docx', p('甲。', style=style + '1') + p('乙。', style=style + '2'), numbering=nums, styles=styles)


def make_marked():
    """Changes, hidden text, fields, a footnote, a text box, tables, a table of contents."""
    box = ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>' + p('某某市人民政府文件') + '</w:txbxContent></w:drawing></mc:Choice>'
           '<mc:Fallback><w:pict><w:txbxContent>' + p('某某市人民政府文件') + '</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    cell = lambda t: f'<w:tc>{p(t)}</w:tc>'
    row = lambda *c: '<w:tr>' + ''.join(map(cell, c)) + '</w:tr>'
    field = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r('《管理办法》') + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    body = (f'<w:p>{box}</w:p>' + p('某府发〔2023〕15号') + p('关于印发管理办法的通知') + p('一、总体要求\t1', style='TOC1')
            + '<w:p>' + r('一、总体') + '<w:del>' + '<w:r><w:delText>目标</w:delText></w:r>' + '</w:del><w:ins>' + r('要求') + '</w:ins></w:p>'
            + '<w:p>' + r('按照') + field + r('执行') + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r('隐藏的字', '<w:vanish/>') + r('。') + '</w:p>'
            + '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>' + r('本款由两段') + '</w:p><w:p>' + r('合成一段。') + '</w:p>'
            + '<w:tbl>' + row('类别', '比例') + row('小型企业', '50%') + '</w:tbl><w:tbl>' + row('框内只有一格的文字自成一行。') + '</w:tbl>'
            + p(r('二、保障') + '<w:r><w:br/></w:r>' + r('加强组织领导。')))
    docx('marked.docx', body, footnotes=f'<w:footnote w:id="2">{p("指2020年印发的办法。")}</w:footnote>')


def make_bad():
    """Archives that are cut off, bombs, or no Word documents; random bytes."""
    make_numbered()
    whole = open('numbered.docx', 'rb').read()
    open('cut.docx', 'wb').write(whole[:len(whole) // 2])
    damaged = bytearray(whole)
    at = whole.index(b'word/document.xml') + 60
    damaged[at:at + 40] = bytes(40)
    open('damaged.docx', 'wb').write(damaged)
    docx('bomb.docx', '<?xml version="1.0"?><w:document ' + W + '><w:body>' + ' ' * (40 << 20) + '</w:body></w:document>')
    docx('huge.docx', '<?xml version="1.0"?><w:document ' + W + '><w:body>' + '<w:p/>' * (12 << 20) + '</w:body></w:document>')
    lol = '<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + ''.join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    docx('entities.docx', f'<?xml version="1.0"?><!DOCTYPE x [{lol}]><w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>')
    hidden = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [{lol}]><w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    for name, inside in (('entities16.docx', {'word/document.xml': hidden.encode('utf-16')}), ('sheet.xlsx', {'xl/workbook.xml': b'<x/>'}),
                         ('pages.ofd', {'OFD.xml': b'<x/>'}), ('other.zip', {'../../a.txt': b'a'}), ('broken.docx', {'word/document.xml': b'<w:document'})):
        with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
            for path, data in inside.items():
                z.writestr(path, data)
    with zipfile.ZipFile('many.docx', 'w') as z:
        for i in range(10001):
            z.writestr(f'a/{i}', b'')
    random.seed(2015)
    with zipfile.ZipFile('deep.docx', 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('word/document.xml', f'<w:document {W}><w:body>' + '<w:p>' * 100000)
    open('deep.html', 'w').write('<html><body>' + '<div>' * 50000 + '一、总则')
    open('old.doc', 'wb').write(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600))
    open('rich.rtf', 'w').write('{\\rtf1 a}')
    for i in range(20):
        head = [b'', b'PK\3\4', b'%PDF-1.4\n', b'<html>', b'\xff\xfe', b'{"text":'][i % 6]
        open(f'random{i}', 'wb').write(head + bytes(random.randrange(256) for _ in range(random.randrange(1, 3000))))
    for i in range(40):                                # a good archive with bytes changed
        d = bytearray(whole)
        for _ in range(random.randrange(1, 6)):
            d[random.randrange(len(d))] = random.randrange(256)
        open(f'changed{i}', 'wb').write(d)


def make_encoded():
    text = '关于支持科技企业发展的若干措施\n一、加大资金支持\n给予最高50万元补贴。\n'
    open('gbk.txt', 'wb').write(text.encode('gbk'))
    open('four.txt', 'wb').write((text + '二、生僻字\n㐀𠀀。\n').encode('gb18030'))
    open('utf16le.txt', 'wb').write(text.encode('utf-16'))
    open('utf16be.txt', 'wb').write(b'\xfe\xff' + text.encode('utf-16-be'))
    open('bare16.txt', 'wb').write(text.encode('utf-16-le'))
    open('big5.txt', 'wb').write('關於促進產業發展的辦法\n一、補助資金\n給予補助。\n'.encode('big5'))
    open('stray.txt', 'wb').write(text.encode('gbk') + b'\xff\xff\n' + text.encode('gbk'))


def make_pdf():
    """Three pages with a running head and page numbers; a paragraph goes on from the first page to the second."""
    font = '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/Identity-H/ToUnicode 3 0 R/DescendantFonts[5 0 R]>>'
    down = '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 6 0 R>>'
    desc = '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>'
    text = ('（一）对新认定的高新技术企业，给予一次性奖励；对首次认定的企业，给予二十万元奖励；对重新认定的企业，给予十万元奖励，'
            '所需资金由市级财政专项资金安排，并按照有关规定及时拨付到位。', '（二）对科技型中小企业从商业银行取得的贷款，按照实际支付利息的百分之五十给予'
            '贴息，期限不超过两年，同一企业每年贴息总额不超过五十万元，贴息资金由区级财政安排。')
    wrapped = [t[i:i + 28] for t in text for i in range(0, len(t), 28)]
    lines = [['关于支持科技企业发展的若干措施', '一、加大资金支持'] + wrapped[:2], wrapped[2:5], wrapped[5:] + ['二、优化人才服务', '提供人才公寓。']]
    cmap = ('/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def/CMapType 2 def 1 begincodespacerange <0000><ffff> '
            'endcodespacerange 100 beginbfrange ' + ' '.join(f'<{i:02x}00><{i:02x}ff><{i:02x}00>' for i in list(range(1)) + list(range(0x20, 0x21))
            + list(range(0x30, 0x31)) + list(range(0x4e, 0xa0)) + [0xff]) + ' endbfrange endcmap end end')
    objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[7 0 R 9 0 R 11 0 R]/Count 3>>', f'<</Length {len(cmap)}>>stream\n{cmap}\nendstream', font, down, desc]
    for n, page in enumerate(lines):
        ops, y = [], 780
        for text in ['某某市人民政府公报'] + page + [f'{n + 1}']:
            ops.append(f'BT /F1 12 Tf 1 0 0 1 70 {y if text != str(n + 1) else 40} Tm <{text.encode("utf-16-be").hex()}> Tj ET')
            y -= 24
        stream = '\n'.join(ops)
        objects.append(f'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents {8 + 2 * n} 0 R>>')
        objects.append(f'<</Length {len(stream)}>>stream\n{stream}\nendstream')
    out, at = b'%PDF-1.4\n', []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += f'{i + 1} 0 obj\n{o}\nendobj\n'.encode()
    start = len(out)
    out += f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'.encode() + b''.join(f'{a:010} 00000 n \n'.encode() for a in at)
    out += f'trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n'.encode()
    open('gazette.pdf', 'wb').write(out)
    open('cut.pdf', 'wb').write(out[:200])


for name in sys.argv[1:]:
    globals()['make_' + name]()
