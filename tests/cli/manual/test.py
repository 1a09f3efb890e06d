"""The manual pages say what the program does: one page a verb, every option on it, a help with an example."""
import unittest

from zonewright_cli import SOURCE, zonewright, zonewright_json

COMMON = {"--help", "-h,--help"}


class Manual(unittest.TestCase):
    def setUp(self):
        self.verbs = zonewright_json("describe", "verbs")["verbs"]

    def test_every_verb_has_a_page_with_the_usual_sections(self):
        for verb in self.verbs:
            page = SOURCE / "src" / "command" / f"{verb['id']}.md"
            self.assertTrue(page.exists(), f"{page} is missing")
            text = page.read_text()
            for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES"):
                self.assertIn(f"## {section}", text, verb["id"])

    def test_every_option_is_on_the_page(self):
        for verb in self.verbs:
            text = (SOURCE / "src" / "command" / f"{verb['id']}.md").read_text()
            for option in verb["options"]:
                if option["name"] in COMMON:
                    continue
                self.assertTrue(any(name in text for name in option["name"].split(",")), f"{verb['id']}: {option['name']} is not in its page")

    def test_help_speaks_both_languages_and_shows_an_example(self):
        for verb in self.verbs:
            for language, word in (("zh", "例：zonewright"), ("en", "Example: zonewright")):
                self.assertIn(word, zonewright(verb["id"], "--help", "--lang", language).stdout, verb["id"])


if __name__ == "__main__":
    unittest.main()
