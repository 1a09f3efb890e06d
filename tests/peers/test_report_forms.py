"""The Word document of a report opened by an office program beside the PDF: the same figures, whole tables and maps, no
near-empty page, nothing beyond the margins. Needs LibreOffice Writer and poppler-utils."""
import collections
import json
import re
import shutil
import subprocess
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json

MISSING = [name for name in ("soffice", "pdftotext", "pdfimages", "pdftoppm", "chromium") if shutil.which(name) is None]


def printed(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=300).stdout


def figures(text):
    """Figures with decimals, as often as they stand there."""
    return collections.Counter(re.findall(r"\d[\d,]*\.\d+", text))


def pages(pdf):
    return printed("pdftotext", pdf, "-").decode().split("\f")[:-1]


def has_ink_beyond(pdf, page, millimetres):
    """Is anything drawn nearer to an edge of the sheet?"""
    head, size, _, cells = printed("pdftoppm", "-r", "25.4", "-gray", "-f", page, "-l", page, pdf).split(b"\n", 3)
    width, height = map(int, size.split())
    assert head == b"P5" and len(cells) == width * height
    rows = [cells[at * width:(at + 1) * width] for at in range(height)]  # a cell is a millimetre
    return any(min(row[:millimetres] + row[-millimetres:]) < 128 for row in rows)


# A form as an office would make it: letterhead, headings, a table whose row is repeated, a merged cell, maps.
FORM = """<html><head><meta charset="utf-8"></head><body><h1 style="text-align:center">某镇人民政府选址呈批表</h1>
<p>项目：<b>{{项目名称}}</b>　编号：{{报告编号}}</p><p>面积 {{面积公顷}} 公顷（{{面积亩}} 亩），位于{{所在镇街}}。</p>
<table border="1"><tr><td colspan="3">核查情况</td></tr><tr><td>序号</td><td>事项</td><td>公顷</td></tr>
<tr><td>{{核查项.序号}}</td><td>{{核查项.名称}}：{{核查项.状态}}</td><td>{{核查项.公顷}}</td></tr></table>
<h2>结论</h2><p>{{结论框}}</p><h2>附图</h2><p>{{附图}}</p></body></html>"""


@unittest.skipIf(MISSING, "not installed: " + ", ".join(MISSING))
class OwnForm(Folder):
    """A form that an office program wrote, filled, and printed by the office program again."""

    def office(self, document, form, folder):
        printed("soffice", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless", *form, "--outdir", folder, document)

    def test_a_form_of_an_office_program_is_filled_and_printed(self):
        (self.folder / "呈批表.html").write_text(FORM)
        self.office(self.folder / "呈批表.html", ("--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"), self.folder)
        form = self.folder / "呈批表.docx"
        if not form.exists():
            self.skipTest("LibreOffice without its Writer")
        (self.folder / "project.toml").write_text('name = "光芯片项目"\nreport_number = "2026-017"\n')
        zonewright("report", demo_study(), "--find", "--town", "塘厦", "--cluster", "electronics", "--area-mu", 50, "--no-pdf", "-o", self.folder / "out",
                   "--project", self.folder / "project.toml", "--form", form, code=(0, 3))
        filled = next((self.folder / "out").glob("*/form.docx"))
        self.office(filled, ("--convert-to", "pdf"), self.folder / "word")
        text = "\n".join(pages(self.folder / "word" / "form.pdf"))
        facts = json.loads(filled.with_name("report.json").read_text())
        whole = re.sub(r"\s", "", text)
        for words in ("某镇人民政府选址呈批表", "项目：光芯片项目", "编号：2026-017", re.sub(r"\s", "", facts["headline"])):
            self.assertIn(words, whole)
        self.assertIn(f"面积{facts['area_m2'] / 1e4:.4f}公顷", whole)
        self.assertNotIn("{{", whole)
        for check in facts["checks"]:
            self.assertIn(re.sub(r"\s", "", check["title"]), whole)
        maps = [line for line in printed("pdfimages", "-list", self.folder / "word" / "form.pdf").decode().split("\n")[2:] if line.split()[2:3] == ["image"]]
        self.assertEqual(len(maps), len(list((filled.parent / "maps").glob("*.png"))))
        for number in range(1, len(pages(self.folder / "word" / "form.pdf")) + 1):
            self.assertFalse(has_ink_beyond(self.folder / "word" / "form.pdf", number, 9), f"page {number} goes beyond the margins")
        titles = [re.sub(r"\s", "", png.stem[3:]) for png in (filled.parent / "maps").glob("*.png")]
        for text in pages(self.folder / "word" / "form.pdf"):
            lines = [re.sub(r"\s", "", line) for line in text.split("\n")]
            self.assertEqual(sum(line in titles for line in lines), text.count("比例尺"), "a map stays with its title and its note")
        # Saved again by the office program it still is the report of its run.
        self.office(filled, ("--convert-to", "docx:MS Word 2007 XML"), self.folder / "saved")
        shutil.copy(self.folder / "saved" / "form.docx", filled)
        self.assertEqual(zonewright_json("verify", filled, "--study", demo_study())["reports"][0]["faults"], [])


@unittest.skipIf(MISSING, "not installed: " + ", ".join(MISSING))
class Forms(Folder):
    def setUp(self):
        super().setUp()
        zonewright("report", demo_study(), "--find", "--town", "塘厦", "--cluster", "electronics", "--area-mu", 50, "-o", self.folder,
                   code=(0, 3))
        self.pdf = next(self.folder.glob("*/report.pdf"))
        document = self.pdf.with_name("report.docx")
        printed("soffice", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
                "--outdir", self.folder / "word", document)
        self.word = self.folder / "word" / "report.pdf"
        if not self.word.exists():
            self.skipTest("LibreOffice without its Writer")

    def test_both_print_the_same_figures(self):
        ours, theirs = figures(" ".join(pages(self.pdf))), figures(" ".join(pages(self.word)))
        self.assertGreater(sum(ours.values()), 100)
        self.assertEqual(theirs - ours, collections.Counter())
        self.assertEqual(ours - theirs, collections.Counter())

    def test_the_document_is_laid_out_to_be_read(self):
        texts = pages(self.word)
        self.assertLessEqual(len(texts), 1.5 * len(pages(self.pdf)))
        listed = [line.split() for line in printed("pdfimages", "-list", self.word).decode().split("\n")[2:] if line]
        maps = collections.Counter(int(page) for page, _, kind, *_ in listed if kind == "image")  # not their masks
        self.assertGreaterEqual(max(maps.values()), 2, "two maps fit on a page")
        for number, text in enumerate(texts, 1):
            letters = len(re.sub(r"\s", "", text))
            self.assertTrue(letters > 150 or maps[number] > 0, f"page {number} is nearly empty: {text}")
            self.assertFalse(has_ink_beyond(self.word, number, 15), f"page {number} goes beyond the margins")
        # A map stays with its title and its note; a column is not so narrow that a clause or a range is broken.
        for number in maps:
            self.assertEqual(texts[number - 1].count("比例尺"), maps[number], f"page {number}")
        whole = "\n".join(texts)
        self.assertRegex(whole, r"(?m)^2\.1\.1$")
        self.assertRegex(whole, r"(?m)\d,\d{3}–\d,\d{3}$")


del Folder

if __name__ == "__main__":
    unittest.main()
