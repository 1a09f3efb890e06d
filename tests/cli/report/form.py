"""The bureau's own Word form: made by hand here, by an office program in tests/peers."""
import re
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def row(*cells):
    return "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(run(cell))}</w:tc>' for cell in cells) + "</w:tr>"


def table(*rows):
    return f'<w:tbl><w:tblPr/><w:tblGrid/>{"".join(rows)}</w:tbl>'


def write_form(path, body, header="", types="wordprocessingml.document.main+xml", extra=()):
    """A Word document as Word of a Chinese office writes it: styles with ids of digits, a header of its own."""
    declared = f'xmlns:w="{W}" xmlns:r="{REL}"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as form:
        form.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                      f'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.{types}"/>'
                      '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
                      '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>')
        form.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>')
        form.writestr("word/_rels/document.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      f'<Relationship Id="rId1" Type="{REL}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{REL}/header" Target="header1.xml"/></Relationships>')
        form.writestr("word/styles.xml", f'<?xml version="1.0"?><w:styles {declared}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
                      '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>')
        form.writestr("word/header1.xml", f'<?xml version="1.0"?><w:hdr {declared}>{paragraph(run(header))}</w:hdr>')
        form.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document {declared}><w:body>{body}'
                      '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr></w:body></w:document>')
        for name, content in extra:
            form.writestr(name, content)
    return path


def part(path, name="word/document.xml"):
    with zipfile.ZipFile(path) as form:
        return form.read(name).decode()


def paragraphs(path, name="word/document.xml"):
    texts = []
    for found in re.findall(r"<w:p[ >].*?</w:p>", part(path, name), re.S):
        texts.append("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", found)))
    return [t for t in texts if t]
