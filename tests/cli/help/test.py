"""The words of the command line: help in the language asked for, mistakes with the nearest word and a next step that works."""
import os
import pathlib
import re
import subprocess
import time
import unittest

from zonewright_cli import PROGRAM, demo_study, zonewright, zonewright_json

ENGLISH = re.compile(r"\b(is required|required|missing|were not expected|Could not convert|Usage|Options|OPTIONS|Subcommands|SUBCOMMAND|Positionals|REQUIRED|Print this)\b")


class Help(unittest.TestCase):
    def test_nothing_english_in_chinese_help(self):
        for verb in [()] + [(each["id"],) for each in zonewright_json("describe", "verbs")["verbs"]]:
            printed = zonewright(*verb, "--help").stdout
            self.assertIsNone(ENGLISH.search(printed), f"{verb}: {ENGLISH.search(printed)}")

    def test_help_verb_is_verb_help(self):
        self.assertEqual(zonewright("help", "sites").stdout, zonewright("sites", "--help").stdout)
        self.assertEqual(zonewright("help").stdout, zonewright("--help").stdout)
        self.assertEqual(zonewright("help", "plan", "show").stdout, zonewright("plan", "show", "--help").stdout)

    def test_mistakes_are_told_in_chinese_with_a_next_step(self):
        for words in (("sites",), ("sites", "x"), ("sites", "x", "--cluster", "ai", "--area-mu", "abc"), ("plan",),
                      ("sites", "x", "--cluster", "ai", "--area-mu"), ("area", "a", "b", "c"), ("run", "a", "b")):
            said = zonewright(*words, code=2).stderr
            self.assertIsNone(ENGLISH.search(said), f"{words}: {said}")
            self.assertIn("下一步：", said)

    def test_a_mistyped_option_is_met_with_the_nearest(self):
        for words in (("sites", "x", "--are-mu", "300"), ("sites", "x", "--cluster", "ai", "--are-mu=300")):
            self.assertIn("did you mean --area-mu?", zonewright(*words, "--lang", "en", code=2).stderr)
        self.assertIn("did you mean --quiet?", zonewright("run", "x", "--quite", "--lang", "en", code=2).stderr)

    def test_a_mistyped_verb_or_part_too(self):
        self.assertIn("did you mean sites?", zonewright("sitse", "--lang", "en", code=2).stderr)
        self.assertIn("did you mean show?", zonewright("plan", "shwo", "--lang", "en", code=2).stderr)

    def test_lists_where_a_choice_is_expected(self):
        study = demo_study()
        said = zonewright("sites", study, "--cluster", "chips", "--area-mu", "100", "--lang", "en", code=2).stderr
        self.assertIn("semiconductor", said)
        self.assertIn(f"zonewright describe {study} clusters", said)
        self.assertIn("describe STUDY clusters", zonewright("sites", study, "--area-mu", "100", "--lang", "en", code=2).stderr)

    def test_choices_come_quickly(self):
        study = demo_study()
        for kind in ("clusters", "towns", "stages", "sources", "roles"):
            zonewright("describe", study, kind)
            begin = time.monotonic()
            zonewright("describe", study, kind)
            print(f"describe {kind}: {1000 * (time.monotonic() - begin):.0f} ms")


class Tools(unittest.TestCase):
    """--help of a command of tools is the comment it begins with, and nothing is built or installed for it."""

    def test_help_is_the_comment_at_the_top(self):
        tools = pathlib.Path(os.environ["ZONEWRIGHT_SOURCE"]) / "tools"
        for name in ("build", "demo", "format", "lint", "package", "setup", "test"):
            top = []
            for line in (tools / name).read_text().splitlines()[1:]:
                if not line.startswith("#"):
                    break
                top.append(line.removeprefix("#").removeprefix(" "))
            self.assertTrue(top, name)
            for words in (["--help"], ["-h"], ["x", "--help"]):
                with self.subTest(tool=name, words=words):
                    done = subprocess.run([tools / name, *words], cwd="/", env={"PATH": "/usr/bin:/bin"}, capture_output=True,
                                          text=True, timeout=20, check=False)
                    self.assertEqual((done.returncode, done.stdout.splitlines(), done.stderr), (0, top, ""))


if __name__ == "__main__":
    unittest.main()
