"""zonewright sites: cards with proof, certificates that a stranger can check, shortfalls that name what binds."""
import pathlib
import subprocess
import sys
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json


class Sites(Folder):
    @classmethod
    def setUpClass(cls):
        cls.study = demo_study()

    def test_cards_keep_the_window_and_do_not_share_parcels(self):
        answer = zonewright_json("sites", self.study, "--cluster", "semiconductor", "--area-mu", 100, "--count", 3)
        self.assertEqual(len(answer["sites"]), 3)
        used = [p for site in answer["sites"] for p in site["parcels"]]
        self.assertEqual(len(used), len(set(used)))
        for site in answer["sites"]:
            self.assertGreaterEqual(site["area_mu"], 100)
            self.assertLessEqual(site["area_mu"], 120.1)
            self.assertGreaterEqual(site["rect_long_m"], site["rect_short_m"])
            self.assertGreaterEqual(site["solver"]["objective"], site["solver"]["bound"])
            self.assertTrue(site["blocks_larger"])

    def test_certificates_hold_and_a_changed_one_is_refused(self):
        folder = self.folder / "certificates"
        zonewright("sites", self.study, "--cluster", "energy", "--area-mu", 100, "--certificates", folder)
        files = sorted(folder.glob("*.jsonl"))
        self.assertEqual(len(files), 1)
        zonewright("verify", *files)
        checker = pathlib.Path(SOURCE) / "tools" / "verify_site.py"
        self.assertEqual(subprocess.run([sys.executable, checker, *files], capture_output=True).returncode, 0)
        text = files[0].read_text()
        changed = self.folder / "changed.jsonl"
        changed.write_text(text.replace('"objective":', '"objective":1', 1))
        self.assertEqual(zonewright_json("verify", changed, code=3)["refused"], 1)
        self.assertEqual(subprocess.run([sys.executable, checker, changed], capture_output=True).returncode, 1)

    def test_an_area_beyond_reach_is_a_shortfall_with_the_nearest_miss(self):
        answer = zonewright_json("sites", self.study, "--cluster", "energy", "--area-mu", 99999, code=3)
        self.assertEqual(answer["sites"], [])
        self.assertEqual(answer["shortfall"]["missing_sites"], 1)
        self.assertRegex(answer["shortfall"]["reason"], r"\d+ 亩")

    def test_a_contradictory_window_is_refused(self):
        zonewright("sites", self.study, "--cluster", "energy", "--area-mu", 200, "--max-area-mu", 100, code=2)


if __name__ == "__main__":
    unittest.main()
