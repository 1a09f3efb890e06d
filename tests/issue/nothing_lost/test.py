"""What came in is used or set aside by name, and what is unknown is never clear: as a user meets it."""
import json
import random
import shutil
import sqlite3
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json

EAST, NORTH = 474000, 2544000


def square(x, y=NORTH, size=100):
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def parcels(path, *rows, crs=4547):
    features = [{"type": "Feature", "properties": {"DKBH": key}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
                for key, ring in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}}))
    return path


class NothingLost(Folder):
    def empty_study(self):
        folder = self.folder / "研究"
        folder.mkdir(exist_ok=True)
        (folder / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        return folder

    def demo_copy(self, parcel_files=None):
        """The inputs of the demonstration city, perhaps with other parcels."""
        copy = self.folder / "城"
        shutil.copytree(demo_study(), copy, ignore=shutil.ignore_patterns("out", ".zonewright", "cache"))
        if parcel_files:
            text = (copy / "study.toml").read_text()
            at = text.index('role = "parcel"')
            first, last = text.rindex("[[source]]", 0, at), text.find("[[", at)
            new = "".join(f'[[source]]\nrole = "parcel"\npath = "{p}"\ndate = "2024"\n\n' for p in parcel_files)
            (copy / "study.toml").write_text(text[:first] + new + (text[last:] if last > 0 else ""))
        return copy

    def findings(self, answer, rule):
        return [f for f in answer["findings"] if f["rule"] == rule]

    def test_parcels_of_two_towns_with_the_same_numbers_are_all_there(self):
        a = parcels(self.folder / "town_a.geojson", ("DK0001", square(EAST)), ("DK0002", square(EAST + 200)))
        b = parcels(self.folder / "town_b.geojson", ("DK0001", square(EAST, NORTH + 500)), ("DK0002", square(EAST + 200, NORTH + 500)))
        study = self.demo_copy([a, b])
        said = self.findings(zonewright_json("check", study, code=(0, 3)), "parcel_id_repeated")
        self.assertEqual({f["feature"] for f in said}, {"DK0001", "DK0002"})
        zonewright("run", study, "--until", "supply", code=(0, 3))
        steps = {step["step"]: step for step in zonewright_json("supply", study)["waterfall"]}
        self.assertAlmostEqual(steps["gross"]["area_m2"], 40000, delta=20)

    def test_an_import_says_that_an_id_is_repeated_in_the_file(self):
        path = parcels(self.folder / "p.geojson", ("1", square(EAST)), ("1", square(EAST + 200)))
        answer = zonewright_json("import", self.empty_study(), path, "--role", "parcel", "--dry-run", code=(0, 3))
        (said,) = self.findings(answer, "parcel_id_repeated")
        self.assertIn("1@p", said["message"])

    def test_codes_without_their_zero_leave_the_checks_of_a_site_undecided(self):
        study = self.demo_copy()
        dltb = study / "data" / "dltb.gpkg"
        zonewright("convert", study / "data" / "land_survey.gdb", dltb, "--layer", "DLTB")
        with sqlite3.connect(dltb) as db:
            table, = db.execute("SELECT table_name FROM gpkg_geometry_columns").fetchone()
            for trigger, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f'DROP TRIGGER "{trigger}"')
            db.execute(f"UPDATE \"{table}\" SET DLBM = ltrim(DLBM, '0')")
        db.close()
        text = (study / "study.toml").read_text()
        at = text.index('role = "land_use"')
        text = text[:at] + text[at:].replace("data/land_survey.gdb", "data/dltb.gpkg", 1)
        (study / "study.toml").write_text("\n".join(line for line in text.splitlines() if 'layer = "DLTB"' not in line) + "\n")
        (said, *_) = self.findings(zonewright_json("check", study, code=3), "code_unknown")
        self.assertIn("101 → 0101", said["feature"])
        self.assertIn("--repair leading_zeros", said["fix"])
        site = parcels(self.folder / "site.geojson", ("s", square(483803.3367, 2553611.9035, 120)))
        zonewright("report", study, "--site", site, "--no-pdf", "--lang", "en", "-o", self.folder / "out", code=(0, 3))
        report = json.loads(next((self.folder / "out").rglob("report.json")).read_text())
        states = {c["rule"]: c["state"] for c in report["checks"]}
        self.assertEqual(states["cultivated_land"], "not_checked")
        self.assertEqual(states["agricultural_land"], "not_checked")
        self.assertNotIn("clear of cultivated land", json.dumps(report))

    def test_one_bad_vertex_sets_its_feature_aside_and_no_other(self):
        ring = square(38000000 + EAST + 400)
        for what, bad in (("zero", [0, 0]), ("digit", [3847050, 2540100])):
            with self.subTest(what):
                rows = [("B1", square(38000000 + EAST)), ("B2", square(38000000 + EAST + 200)), ("B3", ring[:2] + [bad] + ring[3:])]
                path = parcels(self.folder / f"{what}.geojson", *rows, crs=4526)
                answer = zonewright_json("import", self.empty_study(), path, "--role", "parcel", "--dry-run", code=3)
                (said,) = self.findings(answer, "bad_vertex")
                self.assertEqual(said["feature"], "B3")
                self.assertEqual(answer["features_kept"], 2)
                areas = zonewright_json("area", path, code=3)
                self.assertEqual(len(areas["features"]), 2)
                self.assertLess(areas["area_m2"], 20100)
                told = zonewright("area", path, code=3).stderr
                self.assertIn("B3", told)
                self.assertIn(f"{what}.geojson", told)
                target = self.folder / f"{what}.gpkg"
                zonewright("convert", path, target, "--crs", "EPSG:4547", code=3)
                self.assertEqual(len(zonewright_json("area", target)["features"]), 2)

    def test_run_says_on_the_terminal_what_was_renamed_or_set_aside(self):
        a = parcels(self.folder / "town_a.geojson", ("DK0001", square(EAST)), ("DK0002", square(EAST + 200)))
        b = parcels(self.folder / "town_b.geojson", ("DK0001", square(EAST, NORTH + 500)), ("DK0002", square(EAST + 200, NORTH + 500)[:2] + [[0, 0]] + square(EAST + 200, NORTH + 500)[3:]),
                    ("DK0003", square(EAST + 400, NORTH + 500)))
        study = self.demo_copy([a, b])
        done = zonewright("run", study, "--until", "supply", code=(0, 3))
        for word in ("parcel_id_repeated", "DK0001", "bad_vertex", "DK0002"):
            self.assertIn(word, done.stderr)
        answer = zonewright_json("run", study, "--until", "supply", code=(0, 3))
        counts = {f["rule"]: f["count"] for f in answer["findings"]}
        self.assertEqual((counts["parcel_id_repeated"], counts["bad_vertex"]), (1, 1))
        self.assertTrue(any("parcel_id_repeated" in w for w in answer["warnings"]))

    def test_an_import_says_that_another_source_has_the_id(self):
        study = self.empty_study()
        a = parcels(self.folder / "town_a.geojson", ("DK0001", square(EAST)), ("DK0002", square(EAST + 200)))
        b = parcels(self.folder / "town_b.geojson", ("DK0001", square(EAST, NORTH + 500)), ("DK0009", square(EAST + 200, NORTH + 500)))
        self.assertEqual(self.findings(zonewright_json("import", study, a, "--role", "parcel"), "parcel_id_repeated"), [])
        (said,) = self.findings(zonewright_json("import", study, b, "--role", "parcel"), "parcel_id_repeated")
        self.assertEqual(said["feature"], "DK0001")
        self.assertIn("town_a", said["message"])
        self.assertIn("DK0001@town_b", said["message"])
        again = zonewright_json("import", study, b, "--role", "parcel", "--replace")
        self.assertEqual(len(self.findings(again, "parcel_id_repeated")), 1, "not with itself")

    def test_land_in_is_land_used_and_land_set_aside_in_every_verb(self):
        """Parcels of which some have no shape, a vertex that is no place, or cross themselves."""
        for seed in range(6):
            draw = random.Random(seed)
            rows, sound, lost = [], 0.0, 0
            for i in range(draw.randint(4, 14)):
                side, x = draw.randint(30, 150), EAST + 250 * i
                ring = square(x, NORTH, side)
                damage = draw.choice(["none", "none", "none", "vertex", "bow", "empty"]) if i > 2 else "none"
                if damage == "vertex":
                    ring[draw.randint(1, 3)] = draw.choice([[0, 0], [x, 0], [38000000 + x, NORTH]])
                elif damage == "bow":
                    ring = [ring[0], ring[2], ring[1], ring[3], ring[0]]
                elif damage == "empty":
                    ring = None
                lost += damage != "none"
                sound += side * side if damage == "none" else 0
                rows.append((f"D{i}", ring))
            path = self.folder / f"p{seed}.geojson"
            features = [{"type": "Feature", "properties": {"DKBH": key}, "geometry": ring and {"type": "Polygon", "coordinates": [ring]}} for key, ring in rows]
            path.write_text(json.dumps({"type": "FeatureCollection", "features": features, "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
            code = 3 if lost else 0
            with self.subTest(seed=seed, verb="area"):
                areas = zonewright_json("area", path, code=code)
                self.assertEqual(len(areas["features"]), len(rows) - lost)
                self.assertAlmostEqual(areas["planar_m2"], sound, delta=0.1)
                self.assertEqual(len(areas["warnings"]), lost)
            with self.subTest(seed=seed, verb="convert"):
                target = self.folder / f"p{seed}.txt"
                answer = zonewright_json("convert", path, target, code=code)
                self.assertEqual(answer["features"] + len(answer["warnings"]), len(rows))
            with self.subTest(seed=seed, verb="import"):
                answer = zonewright_json("import", self.empty_study(), path, "--role", "parcel", "--dry-run", code=(0, 3))
                aside = {f["feature"] for f in answer["findings"] if f["rule"] in ("bad_vertex", "no_geometry")}
                self.assertEqual(answer["features_kept"] + len(aside), len(rows))
                rebuilt = [r for r in answer["repairs"] if r["rule"].startswith("invalid_")]
                self.assertEqual(len(aside) + len(rebuilt), lost, "what is kept of a bow tie stands in the ledger")


if __name__ == "__main__":
    unittest.main()
