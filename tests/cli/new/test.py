"""zonewright new, and studies that lay files of their own over the installed knowledge."""
import json
import os
import pathlib
import shutil
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json

LAYERS = SOURCE / "layers"


class New(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        zonewright("init", self.study)

    def own(self):
        return {each["file"]: each for each in zonewright_json("describe", self.study, "layers")["own_layers"]}

    def test_of_what_is_installed_the_draft_is_the_installed_file(self):
        answer = zonewright_json("new", "criterion", "slope", self.study)
        file = self.study / "layers" / "criteria" / "slope.toml"
        self.assertEqual(answer["file"], str(file))
        self.assertTrue(answer["replaces"])
        self.assertTrue(file.read_text().endswith((LAYERS / "criteria" / "slope.toml").read_text()))
        self.assertEqual(self.own()["criteria/slope.toml"]["does"], "repeats")

    def test_every_kind_has_a_template_that_reads(self):
        for kind, folder in (("criterion", "criteria"), ("constraint", "constraints"), ("weights", "weights"),
                             ("role", "roles"), ("rule", "rules")):
            zonewright("new", kind, "of_our_own", self.study)
            text = (self.study / "layers" / folder / "of_our_own.toml").read_text()
            self.assertNotIn("@", text.replace("@…", ""), kind)
            self.assertIn("#", text)
        self.assertEqual({each["does"] for each in self.own().values()}, {"adds"})
        self.assertIn("of_our_own", [each["value"] for each in zonewright_json("describe", self.study, "roles")["choices"]["roles"]])

    def test_two_constraints_have_bits_of_their_own(self):
        for name in ("first", "second"):
            zonewright("new", "constraint", name, self.study)
        self.assertEqual(len(self.own()), 2)

    def test_refuses_what_is_there_and_odd_ids(self):
        zonewright("new", "rule", "cost", self.study)
        self.assertIn("exists already", zonewright("new", "rule", "cost", self.study, "--lang", "en", code=2).stderr)
        for identifier in ("../cost", "Cost", "中文", "a b"):
            zonewright("new", "rule", identifier, self.study, code=2)
        self.assertIn("criterion", zonewright("new", "criteria", "slope", self.study, "--lang", "en", code=2).stderr)


class Overrides(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "study"
        shutil.copytree(demo_study(), self.study, ignore=shutil.ignore_patterns("out"))

    def write(self, relative, text):
        file = self.study / "layers" / relative
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def test_same_file_replaces_new_file_adds_retired_removes(self):
        zonewright("new", "criterion", "slope", self.study)
        file = self.study / "layers" / "criteria" / "slope.toml"
        installed = file.read_text()
        file.write_text(installed.replace("[3, 1]", "[3, 0.9]", 1))
        zonewright("new", "constraint", "drone_corridor", self.study)
        self.write("constraints/heritage.toml", "retired = true\n")
        answer = zonewright_json("describe", self.study, "layers")
        own = {each["file"]: each for each in answer["own_layers"]}
        self.assertEqual({name: each["does"] for name, each in own.items()},
                         {"criteria/slope.toml": "replaces", "constraints/drone_corridor.toml": "adds",
                          "constraints/heritage.toml": "removes"})
        self.assertEqual(own["criteria/slope.toml"]["changes"], [{"key": "value.knots[0][1]", "installed": "1", "own": "0.9"}])
        self.assertEqual(answer["warnings"], [])
        printed = zonewright("describe", self.study, "layers", "--lang", "en").stdout
        self.assertIn("criteria/slope.toml: replaced", printed)
        self.assertIn("value.knots[0][1]: 1 → 0.9", printed)

    def test_a_run_takes_them_and_the_summary_names_them(self):
        zonewright("run", self.study, "--quiet", code=(0, 3))
        before = zonewright_json("suitability", self.study, "--cluster", "semiconductor")
        zonewright("new", "criterion", "slope", self.study)
        file = self.study / "layers" / "criteria" / "slope.toml"
        file.write_text(file.read_text().replace("[3, 1]", "[3, 0.8]", 1))
        zonewright("run", self.study, "--quiet", code=(0, 3))
        after = zonewright_json("suitability", self.study, "--cluster", "semiconductor")
        self.assertNotEqual(before["clusters"], after["clusters"]) if "clusters" in before else self.assertNotEqual(before, after)
        self.assertIn("criteria/slope.toml", (self.study / "out" / "summary.html").read_text())

    def test_an_upgrade_that_changes_an_overridden_file_is_told(self):
        layers = self.folder / "layers"
        shutil.copytree(LAYERS, layers)
        elsewhere = {"ZONEWRIGHT_LAYERS": str(layers)}
        zonewright("new", "criterion", "slope", self.study, env=elsewhere)
        self.assertEqual(zonewright_json("describe", self.study, "layers", env=elsewhere)["warnings"], [])
        upgraded = layers / "criteria" / "slope.toml"
        upgraded.write_text(upgraded.read_text().replace("[3, 1]", "[3, 0.8]", 1))
        answer = zonewright_json("describe", self.study, "layers", "--lang", "en", env=elsewhere)
        self.assertTrue(answer["own_layers"][0]["installed_changed"])
        self.assertIn("has changed since", answer["warnings"][0])

    def test_layers_without_a_copy_of_styles_are_enough(self):
        layers = self.folder / "layers"
        shutil.copytree(LAYERS, layers)
        zonewright("run", self.study, "--quiet", code=(0, 3), env={"ZONEWRIGHT_LAYERS": str(layers)})
        self.assertTrue((self.study / "out" / "summary.html").exists())

    def test_files_that_nothing_reads_are_told(self):
        self.write("criterion/slope.toml", 'id = "slope"\n')
        answer = zonewright_json("describe", self.study, "layers", "--lang", "en")
        self.assertEqual(answer["own_layers"][0]["does"], "unread")
        self.assertIn("read by nothing", answer["warnings"][0])

    def test_mistakes_name_the_file_of_the_study(self):
        self.write("criteria/slope.toml", 'id = "slope"\ntitel = 1\n')
        self.assertIn(str(self.study / "layers" / "criteria" / "slope.toml"), zonewright("zones", self.study, code=2).stderr)
        self.write("criteria/slope.toml", 'retired = true\nid = "slope"\n')
        self.assertIn("retired", zonewright("zones", self.study, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
