"""zonewright demo: the study folder a user gets."""
import pathlib
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


class Demo(Folder):
    def test_makes_a_study_with_every_file_it_names(self):
        folder = self.folder / "示意 城市"
        answer = zonewright_json("demo", folder, "--size", "small")
        self.assertEqual(answer["status"], "ok")
        self.assertLess(answer["worst_town_share"], 0.03)
        self.assertLess(abs(answer["land_m2"] / 2460.1e6 - 1), 0.01)
        self.assertLessEqual(answer["growth_boundary_m2"], 1433.37e6)
        self.assertGreaterEqual(answer["industrial_line_m2"], 365e6)
        self.assertGreater(answer["parcels_below_75_mu"] / answer["parcels"], 0.9)
        study = (folder / "study.toml").read_text(encoding="utf-8")
        self.assertIn('status = "schematic"', study)
        self.assertIn("示意数据", study)
        paths = {line.split('"')[1] for line in study.splitlines() if line.startswith("path = ")}
        for path in paths:
            self.assertTrue((folder / path).exists(), path)
        self.assertEqual(study.count("[[demand]]"), 12)

    def test_refuses_to_replace_a_study_unless_told(self):
        folder = self.folder / "study"
        folder.mkdir()
        (folder / "study.toml").write_text("schema = 1\n")
        refused = zonewright("demo", folder, code=2)
        self.assertIn("--overwrite", refused.stderr)
        self.assertEqual((folder / "study.toml").read_text(), "schema = 1\n")

    def test_names_a_size_it_does_not_know(self):
        zonewright("demo", self.folder / "x", "--size", "huge", code=2)
        self.assertFalse((self.folder / "x").exists())

    def test_the_shared_study_is_a_demonstration_city(self):
        self.assertTrue((pathlib.Path(demo_study()) / "data" / "land_survey.gdb").is_dir())


if __name__ == "__main__":
    unittest.main()
