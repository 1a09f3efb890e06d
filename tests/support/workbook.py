"""A workbook of one sheet as spreadsheet programs write them, made of texts and numbers."""
import zipfile


def letters(column):
    return chr(ord("A") + column)


def workbook(path, rows, merged=()):
    """`merged` are ranges such as A2:A5; None is no cell, an empty row no row."""
    cells = ""
    for r, row in enumerate(rows, 1):
        inner = ""
        for c, value in enumerate(row):
            if value is None:
                continue
            place = f"{letters(c)}{r}"
            inner += f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, (int, float)) else f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        cells += f'<row r="{r}">{inner}</row>'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    blocks = "".join(f'<mergeCell ref="{m}"/>' for m in merged)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {space}><sheets><sheet xmlns:r="{relation}" name="界址点" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet {space}><sheetData>{cells}</sheetData><mergeCells count="{len(merged)}">{blocks}</mergeCells></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
