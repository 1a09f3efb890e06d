"""zonewright sites: cards with proof, certificates that a stranger can check, shortfalls that name what binds."""
import contextlib
import pathlib
import sqlite3
import struct
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

    def classes_of(self, parcels):
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            marks = ",".join("?" * len(parcels))
            return {row[0] for row in package.execute(f"select supply_class from parcel where id in ({marks})", parcels)}

    def test_people_read_words_for_a_site_and_for_the_end_of_its_search(self):
        told = zonewright("sites", self.study, "--cluster", "energy", "--area-mu", 100, "--count", 1, code=(0, 3)).stdout
        self.assertRegex(told, r"以地块 GY\d+ 为中心的连片用地（.+，编号 energy-GY\d+）")
        self.assertRegex(told, r"与此中心最优的差距 [\d.]+ %（(已证明最优|已到所求精度|计算量用完)）")

    def test_land_in_normal_use_is_no_supply_unless_asked_for(self):
        ask = ("sites", self.study, "--cluster", "semiconductor", "--area-mu", 60, "--count", 3)
        answer = zonewright_json(*ask)
        self.assertNotIn("in_use", self.classes_of([p for site in answer["sites"] for p in site["parcels"]]))
        left_out = {one["supply_class"]: one for one in answer["supply_left_out"]}
        self.assertGreater(left_out["in_use"]["net_mu"], 0)
        self.assertIn("--supply in_use", zonewright(*ask).stdout, "what the class would add is told")
        used = zonewright_json(*ask, "--supply", "in_use")
        self.assertEqual(self.classes_of([p for site in used["sites"] for p in site["parcels"]]), {"in_use"})
        self.assertNotIn("in_use", {one["supply_class"] for one in used["supply_left_out"]})
        self.assertIn("in_use", zonewright(*ask, "--supply", "in_used", code=2).stderr)

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

    def test_the_folder_holds_cards_a_map_styled_layers_and_certificates(self):
        folder = self.folder / "答复"
        answer = zonewright_json("sites", self.study, "--cluster", "semiconductor", "--area-mu", 100, "--count", 2, "-o", folder)
        page = (folder / "sites.html").read_text(encoding="utf-8")
        self.assertEqual(page.count('<section class="site">'), 2)
        self.assertEqual(page.count("data:image/png"), 3)
        for site in answer["sites"]:
            self.assertAlmostEqual(sum(reason["points"] for reason in site["reasons"]), site["score"], places=9)
            self.assertIn(f"{site['area_m2']:,.2f}", page)
            self.assertIn(site["blocks_larger"], page)
            self.assertTrue(all(parcel in page for parcel in site["parcels"]))
            zonewright("verify", folder / "certificates" / f"{site['id']}.jsonl")
        picture = (folder / "sites.png").read_bytes()
        self.assertEqual(picture[:4], b"\x89PNG")
        width, height = struct.unpack(">II", picture[16:24])
        self.assertEqual(width, 248 * 6)
        self.assertGreater(height, (150 + 14 + 2 * 7) * 6, "title above, legend and scale below the map")
        with contextlib.closing(sqlite3.connect(folder / "sites.gpkg")) as layers:
            def rows(question):
                return layers.execute(question).fetchall()
            self.assertEqual({name for name, in rows("SELECT f_table_name FROM layer_styles")} >= {"site", "link", "town"}, True)
            self.assertEqual(rows("SELECT id FROM site ORDER BY id"), sorted((site["id"],) for site in answer["sites"]))
            self.assertEqual(len(rows("SELECT * FROM site_parcel")), sum(len(site["parcels"]) for site in answer["sites"]))
            self.assertEqual(len(rows("SELECT * FROM link")), sum(len(site["links"]) for site in answer["sites"]))

    def test_a_shortfall_is_said_on_the_page(self):
        folder = self.folder / "答复"
        answer = zonewright_json("sites", self.study, "--cluster", "energy", "--area-mu", 99999, "-o", folder, code=3)
        page = (folder / "sites.html").read_text(encoding="utf-8")
        self.assertIn("没有满足条件的连片用地", page)
        self.assertIn(answer["shortfall"]["reason"], page)

    def test_an_area_beyond_reach_is_a_shortfall_with_the_nearest_miss(self):
        answer = zonewright_json("sites", self.study, "--cluster", "energy", "--area-mu", 99999, code=3)
        self.assertEqual(answer["sites"], [])
        self.assertEqual(answer["shortfall"]["missing_sites"], 1)
        self.assertRegex(answer["shortfall"]["reason"], r"\d+ 亩")

    def test_all_lists_every_site_above_the_score_and_says_whether_it_is_complete(self):
        ask = ("sites", self.study, "--cluster", "energy", "--area-mu", 100, "--max-area-mu", 105, "--all")
        few = zonewright_json(*ask, "--min-score", 0.5, "--limit", 5)
        self.assertLessEqual(len(few["sites"]), 5)
        for site in few["sites"]:
            self.assertGreaterEqual(site["score"], 0.5 - 1e-6)
            self.assertTrue(100 <= site["area_mu"] <= 105.1)
        if few["list"]["end"] == "limit":
            self.assertEqual(len(few["sites"]), 5)
        best = max((s["score"] for s in zonewright_json(*ask, "--limit", 2000)["sites"]), default=0)
        none = zonewright_json(*ask, "--min-score", min(1, best + 0.2), "--limit", 5, code=(0, 3))
        self.assertIn(none["list"]["end"], ("all", "node_budget"))

    def test_all_agrees_with_the_best_score(self):
        """Around one centre the list holds a site as good as the one the search finds."""
        first = zonewright_json("sites", self.study, "--cluster", "energy", "--area-mu", 60)["sites"][0]
        around = ("sites", self.study, "--cluster", "energy", "--area-mu", 60, "--around", first["centre"], "--all")
        listed = zonewright_json(*around, "--limit", 100000)
        if listed["list"]["complete"]:
            self.assertIn(sorted(first["parcels"]), [sorted(s["parcels"]) for s in listed["sites"]])
            self.assertEqual(len({tuple(sorted(s["parcels"])) for s in listed["sites"]}), len(listed["sites"]))

    def test_a_contradictory_window_is_refused(self):
        zonewright("sites", self.study, "--cluster", "energy", "--area-mu", 200, "--max-area-mu", 100, code=2)


if __name__ == "__main__":
    unittest.main()
