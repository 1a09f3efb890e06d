"""The manual pages say what the program does: one page a verb, every option on it, a help with an example."""
import unittest

from zonewright_cli import SOURCE, zonewright, zonewright_json


class Manual(unittest.TestCase):
    def setUp(self):
        self.verbs = zonewright_json("describe", "verbs")["verbs"]

    def printed(self, verb):
        return zonewright("describe", verb["id"], "--manual").stdout

    def test_every_verb_has_a_page_with_the_usual_sections(self):
        for verb in self.verbs:
            text = self.printed(verb)
            for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES"):
                self.assertIn(f"## {section}\n", text, verb["id"])

    def test_options_come_from_what_is_declared(self):
        for verb in self.verbs:
            page = (SOURCE / "src" / "command" / f"{verb['id']}.md").read_text()
            self.assertIn("## OPTIONS\n\n@OPTIONS@\n", page, f"{verb['id']}.md lists its options by hand")
            text = self.printed(verb)
            self.assertNotIn("@OPTIONS@", text)
            for option in verb["options"]:
                self.assertRegex(text, rf"`(-\w, )?{option['name']}[ `]", f"{verb['id']}: {option['name']} is not on its page")

    def test_pages_name_the_options_of_every_verb(self):
        for name in ("--json", "-q, --quiet", "--progress", "--lang", "--threads"):
            self.assertIn(f"`{name}", self.printed(self.verbs[0]))

    def test_options_are_explained_in_both_languages(self):
        text = zonewright("describe", "sites", "--manual").stdout
        for words in ("least net area in mu", "最小净面积（亩）", "more than 0", "大于 0", "cost|unit-cost|score"):
            self.assertIn(words, text)

    def test_every_verb_of_the_help_has_a_page(self):
        shown = zonewright("--help", "--lang", "en").stdout
        for verb in self.verbs:
            self.assertRegex(shown, rf"(?m)^  {verb['id']} ")
        pages = {page.stem for page in (SOURCE / "src" / "command").glob("*.md")}
        self.assertEqual(pages, {verb["id"] for verb in self.verbs})

    def test_help_speaks_both_languages_and_shows_an_example(self):
        for verb in self.verbs:
            for language, word in (("zh", "例：zonewright"), ("en", "Example: zonewright")):
                self.assertIn(word, zonewright(verb["id"], "--help", "--lang", language).stdout, verb["id"])


if __name__ == "__main__":
    unittest.main()
