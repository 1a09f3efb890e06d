"""The files of the page: every word has its English, and the first view is small."""
import re
import unittest
import zlib

from zonewright_cli import SOURCE

PAGE = SOURCE / "src" / "server" / "page"
WORDS = re.compile(r"'((?:[^'\\\n]|\\.)*[\u4e00-\u9fff](?:[^'\\\n]|\\.)*)'")
ENTRY = re.compile(r"'((?:[^'\\\n]|\\.)*)': ['\"]")


class Page(unittest.TestCase):
    def test_every_text_has_its_english_and_none_is_left_over(self):
        said = {words for file in PAGE.glob("*.js") if file.name != "english.js" for words in WORDS.findall(file.read_text())} - {"中文"}
        known = set(ENTRY.findall((PAGE / "english.js").read_text()))
        self.assertEqual(said - known, set())
        self.assertEqual(known - said, set())

    def test_as_many_places_for_values_in_both_languages(self):
        for words, english in re.findall(r"'((?:[^'\\\n]|\\.)*)': ['\"]((?:[^'\"\\\n]|'(?=[a-z])|\"(?=[^,\n]))*)", (PAGE / "english.js").read_text()):
            if "{}" in words:
                self.assertEqual(words.count("{}"), english.count("{}"), words)

    def test_the_first_view_is_at_most_300_kib_compressed(self):
        packed = sum(len(zlib.compress(file.read_bytes(), 6)) for file in PAGE.iterdir())
        self.assertLessEqual(packed, 300 << 10)

    def test_no_source_names_another_host(self):
        for file in PAGE.iterdir():
            hosts = set(re.findall(r"https?://([^/'\"]+)", file.read_text())) - {"www.w3.org"}
            self.assertEqual(hosts, set(), file.name)


if __name__ == "__main__":
    unittest.main()
