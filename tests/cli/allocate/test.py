"""zonewright allocate: the study allocated, explained, certified, and caught when altered by hand."""
import json
import shutil
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


class Allocate(Folder):
    @classmethod
    def setUpClass(cls):
        cls.study = demo_study()
        cls.answer = zonewright_json("allocate", cls.study, code=(0, 3))
        cls.file = cls.study / "out" / "allocation" / "study.json"

    def test_every_demand_is_met_or_its_shortfall_stated(self):
        for cluster in self.answer["clusters"]:
            self.assertAlmostEqual(cluster["shortfall_m2"], max(0, cluster["demand_m2"] - cluster["allocated_m2"]), 4)
        short = any(cluster["shortfall_m2"] > 0 for cluster in self.answer["clusters"])
        self.assertEqual(self.answer["status"], "shortfall" if short else "ok")

    def test_the_objective_lies_below_its_bounds(self):
        self.assertLessEqual(self.answer["objective"], self.answer["bound"])
        self.assertLessEqual(self.answer["bound"], self.answer["price_bound"])
        self.assertTrue(self.answer["certificate_holds"])

    def test_no_unit_goes_to_two_clusters(self):
        pieces = json.loads(self.file.read_text())["answer"]["pieces"]
        self.assertEqual(len(pieces), len({piece[0] for piece in pieces}))

    def test_verify_catches_a_file_altered_by_hand(self):
        study = self.folder / "研究"
        shutil.copytree(self.study, study, ignore=shutil.ignore_patterns(".cache", "suitability"))
        file = study / "out" / "allocation" / "study.json"
        zonewright("allocate", study, "--verify")
        certificate = json.loads(file.read_text())
        certificate["problem"]["units"][certificate["answer"]["pieces"][0][0]][1] += 10000
        file.write_text(json.dumps(certificate))
        self.assertFalse(zonewright_json("allocate", study, "--verify", code=3)["certificate_holds"])

    def test_compare_finds_no_change_against_itself(self):
        same = zonewright_json("compare", self.file, self.file)
        self.assertEqual(same["changes"], [])

    def test_an_unknown_scenario_is_named(self):
        self.assertIn("nowhere", zonewright("allocate", self.study, "--scenario", "nowhere", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
