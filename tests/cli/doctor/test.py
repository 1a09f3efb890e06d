"""zonewright doctor: a line for each check, never an error."""
import unittest

from zonewright_cli import Folder, zonewright, zonewright_json


class Doctor(Folder):
    def checks(self, *arguments, **options):
        return {each["id"]: each for each in zonewright_json("doctor", *arguments, "--lang", "en", **options)["checks"]}

    def test_says_what_is_at_hand(self):
        checks = self.checks(cwd=self.folder)
        for name in ("program", "knowledge", "manual", "libraries", "projections", "fonts", "memory", "disk", "writing"):
            self.assertIn(checks[name]["state"], ("good", "lacking"), checks[name])
            self.assertTrue(checks[name]["found"])
        self.assertIn("GDAL", checks["libraries"]["found"])
        self.assertIn("4547", checks["projections"]["found"])
        self.assertEqual(list(self.folder.iterdir()), [], "nothing is left behind")

    def test_speaks_both_languages(self):
        self.assertIn("坐标系数据库", zonewright("doctor", "--lang", "zh").stdout)
        self.assertIn("CRS database", zonewright("doctor", "--lang", "en").stdout)

    def test_a_fault_is_a_line_with_its_next_step(self):
        checks = self.checks(env={"PROJ_DATA": "/nonexistent", "PROJ_LIB": "/nonexistent"}, code=(0, 3))
        self.assertEqual(checks["program"]["state"], "good")
        broken = self.checks(env={"ZONEWRIGHT_LAYERS": "/nonexistent"}, code=3)["knowledge"]
        self.assertEqual(broken["state"], "fault")
        self.assertTrue(broken["advice"])

    def test_looks_at_a_study(self):
        study = self.folder / "study"
        zonewright("demo", study, "--size", "small")
        self.assertEqual(self.checks(study)["study"]["state"], "good")
        (study / "study.toml").write_text("schema = 1\n")
        self.assertEqual(self.checks(study, code=3)["study"]["state"], "fault")


if __name__ == "__main__":
    unittest.main()
