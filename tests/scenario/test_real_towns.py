"""The same run with real town boundaries in place of the demonstration towns. The file cannot be shipped: the test skips
without it."""
import shutil
import sqlite3
import unittest

from zonewright_cli import Folder, demo_study, real_data, zonewright

# Stated for these boundaries beforehand, in km².
OVERLAPS = {frozenset({"石龙镇", "石碣镇"}): 0.326, frozenset({"东城街道", "莞城街道"}): 0.121}
GAPS_TOTAL, GAP_COUNT = 28.74, 6


class RealTowns(Folder):
    def test_run_and_name_what_is_wrong_with_them(self):
        data = real_data()
        towns = data / "dongguan-towns" / "towns33_wgs84.geojson" if data else None
        if towns is None or not towns.exists():
            self.skipTest("no real town boundaries on this machine (set ZONEWRIGHT_DATA)")
        study = self.folder / "study"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        shutil.copy(towns, study / "data" / "towns.geojson")
        blocks = (study / "study.toml").read_text().split("[[source]]")
        replaced = ['\nrole = "town"\npath = "data/towns.geojson"\nstatus = "approximate"\ndate = "2024-01-01"\n\n'
                    if 'role = "town"' in block else block for block in blocks]
        (study / "study.toml").write_text("[[source]]".join(replaced))
        zonewright("run", study, "--quiet", code=(0, 3))
        with sqlite3.connect(study / "out" / "zonewright.gpkg") as db:
            zones = dict(db.execute("select cluster_id, count(*) from zone group by 1"))
            findings = db.execute("select rule, feature, area_m2 from finding where source like 'town%'").fetchall()
        self.assertEqual(zones, {"electronics": 4, "equipment": 4, "semiconductor": 3, "materials": 4, "energy": 4,
                                 "biomedicine": 4, "ai": 4, "low_altitude": 3, "life_health": 3})
        overlaps = {frozenset(f.split(", ")): a / 1e6 for rule, f, a in findings if rule == "town_overlap"}
        self.assertEqual(overlaps.keys(), OVERLAPS.keys())
        for pair, km2 in OVERLAPS.items():
            self.assertAlmostEqual(overlaps[pair], km2, delta=0.001)
        gaps = [a / 1e6 for rule, _, a in findings if rule == "town_gap"]
        self.assertEqual(len(gaps), GAP_COUNT)
        self.assertAlmostEqual(sum(gaps), GAPS_TOTAL, delta=0.01)
        self.assertLessEqual({"441900402", "441900403"}, {f for rule, f, _ in findings if rule == "missing_unit"})


if __name__ == "__main__":
    unittest.main()
