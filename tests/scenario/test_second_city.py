"""The plan of another city from nothing to an opened project: other clusters, codes and CRS zone. The city is made up."""
import contextlib
import json
import pathlib
import sqlite3
import unittest

import tiny_study as tiny
from zonewright_cli import Folder, zonewright, zonewright_json

EPSG = 4549  # CGCS2000, 3-degree zone on the meridian of 120°
WEST, SOUTH = 480000, 3450000
TOWNS = [("320999101", "云台镇", "yuntai"), ("320999102", "海州镇", "haizhou"), ("320999103", "连岛街道", "liandao")]

CLUSTER = """id = "{id}"
name = {{ zh = "{zh}", en = "{en}" }}
kind = "{kind}"
clause = "{clause}"
leads = [{{ zh = "市工信局", en = "bureau of industry" }}]
places = [{places}]
"""
PLACE = """id = "{id}"
name = {{ zh = "{zh}", en = "{id}" }}
kind = "{kind}"
{more}
[evidence]
source = "示意"
confidence = "unverified"
"""


class SecondCity(Folder):
    def setUp(self):
        super().setUp()
        self.plan = self.folder / "yunhai-2030"
        self.study = self.folder / "study"
        zonewright("plan", "new", self.plan, "--title", "云海市产业空间方案", "--issuer", "云海市人民政府",
                   "--extent", 119.0, 30.5, 120.5, 31.8)

    def fill(self):
        text = (self.plan / "plan.toml").read_text()
        self.assertIn('[[clause]]\nid = "1"', text)
        text = text.replace("[criterion_clauses]\n", '[criterion_clauses]\nzone_listing = "2"\n')
        at = text.index("# 发展目标")
        (self.plan / "plan.toml").write_text(
            text[:at] + '[[clause]]\nid = "2"\ntitle = { zh = "船舶海工", en = "Ships" }\n\n'
            '[[clause]]\nid = "3"\ntitle = { zh = "海洋药物", en = "Marine drugs" }\n\n' + text[at:])
        for id_, zh, en, kind, clause, places in (("ships", "船舶海工", "Ships", "strategic", "2", '"yuntai", "port"'),
                                                  ("marine_drugs", "海洋药物", "Marine drugs", "future", "3", '"haizhou"')):
            (self.plan / "clusters" / f"{id_}.toml").write_text(
                CLUSTER.format(id=id_, zh=zh, en=en, kind=kind, clause=clause, places=places))
        for code, name, id_ in TOWNS:
            (self.plan / "places" / f"{id_}.toml").write_text(
                PLACE.format(id=id_, zh=name, kind="town", more=f'code = "{code}"\ngeometry_from = ["town"]'))
        (self.plan / "places" / "port.toml").write_text(
            PLACE.format(id="port", zh="港区", kind="functional_area",
                         more='members = ["haizhou", "liandao"]\ngeometry_from = ["members"]'))

    def make_study(self):
        zonewright("init", self.study, "--plan", self.plan, "--crs", f"EPSG:{EPSG}", "--title", "云海市")
        towns = [(tiny.polygon(WEST + 1000 * t, SOUTH, WEST + 1000 * t + 1000, SOUTH + 1000), {"code": code, "name": name})
                 for t, (code, name, _) in enumerate(TOWNS)]
        parcels = [(tiny.polygon(WEST + 200 + 1000 * t + 100 * (k % 4), SOUTH + 400 + 100 * (k // 4),
                                 WEST + 300 + 1000 * t + 100 * (k % 4), SOUTH + 500 + 100 * (k // 4)),
                    {"id": f"{'ABC'[t]}{k}", "town_code": TOWNS[t][0], "owner": f"公司 {k % 2}", "land_use": "0601",
                     "approved_year": 2012}) for t in range(3) for k in range(12)]
        roads = [({"type": "LineString", "coordinates": [[WEST, SOUTH + 150], [WEST + 3000, SOUTH + 150]]},
                  {"class": "arterial", "name": "海滨路"})]
        yards = [({"type": "Point", "coordinates": [WEST + 250 + 40 * k, SOUTH + 450]},
                  {"name": f"船厂{k}", "cluster": "ships", "class": "leading" if k == 0 else "other"}) for k in range(6)]
        for role, features in (("town", towns), ("parcel", parcels), ("road", roads), ("enterprise", yards)):
            tiny.layer(self.study / "data" / f"{role}.geojson", features, EPSG)
        text = (self.study / "study.toml").read_text()
        text = text.replace("# supply_classes = [", 'supply_classes = ["unclassified"]\n# supply_classes = [', 1)
        for role in ("town", "parcel", "road", "enterprise"):
            text += f'\n[[source]]\nrole = "{role}"\npath = "data/{role}.geojson"\nstatus = "official"\ndate = "2029-06-01"\n'
        text += '\n[[demand]]\ncluster = "ships"\narea_mu = 30\nminimum_site_mu = 30\nmaximum_site_mu = 60\n'
        (self.study / "study.toml").write_text(text)

    def test_the_empty_plan_is_read_and_its_folder_is_not_taken_twice(self):
        answer = zonewright_json("plan", "show", "--plan", self.plan)
        self.assertEqual((answer["clusters"], answer["places"]), ([], []))
        self.assertIn("云海市产业空间方案", zonewright("plan", "show", "--plan", self.plan).stdout)
        zonewright("plan", "new", self.plan, code=2)

    def test_the_city_runs_end_to_end(self):
        self.fill()
        self.make_study()
        self.assertIn('plan = "../yunhai-2030"', (self.study / "study.toml").read_text())
        zonewright("check", self.study, code=(0, 3))
        zonewright("run", self.study, "--quiet", code=(0, 3))
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            columns = {row[1] for row in package.execute("PRAGMA table_info(parcel)")}
            self.assertLessEqual({"s_ships", "s_marine_drugs"}, columns)
            zones = set(package.execute("SELECT cluster_id, place_id FROM zone"))
            self.assertEqual(zones, {("ships", "yuntai"), ("ships", "port"), ("marine_drugs", "haizhou")})
            findings = package.execute("SELECT rule FROM finding WHERE rule IN ('outside_region', 'crs_missing')").fetchall()
            self.assertEqual(findings, [], "the plan says where this city lies")
        for name in ("out/zonewright.qgz", "out/manifest.json"):
            self.assertTrue((self.study / name).exists(), name)
        for words in ("东莞", "松山湖", "441900"):
            for file in [*(self.study / "out").glob("**/*.html"), self.study / "out" / "manifest.json"]:
                self.assertFalse(words in file.read_text(), f"{words} in {file}")

    def test_every_question_about_the_plan_is_answered(self):
        self.fill()
        self.make_study()
        matched = zonewright_json("plan", "match", self.study)
        self.assertEqual(len(matched["pairs"]), 6)
        listed = {(p["town_code"], p["cluster"]) for p in matched["pairs"] if p["listing"] == "listed"}
        self.assertEqual(listed, {("320999101", "ships"), ("320999102", "ships"), ("320999103", "ships"), ("320999102", "marine_drugs")})
        chains = zonewright_json("plan", "chains", self.study, "--cluster", "ships")
        self.assertEqual(chains["clusters"][0]["enterprises"], 6)
        coverage = zonewright_json("plan", "coverage", self.study)
        self.assertEqual([c["located"] for c in coverage["clusters"]], [2, 1])
        sites = zonewright_json("sites", self.study, "--cluster", "ships", "--area-mu", 29, code=(0, 3))
        self.assertEqual(len(sites["sites"]), 1)
        explained = zonewright_json("explain", self.study, "--parcel", "A0", "--cluster", "ships")
        cited = {c["criterion"]: c["clause"] for c in explained["contributions"]} if "contributions" in explained else {}
        if cited:
            self.assertEqual(cited.get("zone_listing", "2"), "2")
            self.assertEqual({v for k, v in cited.items() if k != "zone_listing"}, {"—"})


if __name__ == "__main__":
    unittest.main()
