"""The Word document of a report opened by an office program beside the PDF: the same figures, whole tables and maps, no
near-empty page, nothing beyond the margins. Needs LibreOffice Writer and poppler-utils."""
import collections
import re
import shutil
import subprocess
import unittest

from zonewright_cli import Folder, demo_study, zonewright

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
