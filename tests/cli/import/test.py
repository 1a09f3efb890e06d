"""zonewright import: evidence, refusals, the study file, and input that is simply bad."""
import json
import os
import shutil
import unittest

from zonewright_cli import Folder, real_data, zonewright, zonewright_json

STUDY = 'schema = 1\ntitle = "测试"\nplan = "dongguan-2024"  # 注释留下\n'
WEST = [[474000, 2544000], [474100, 2544000], [474100, 2544100], [474000, 2544100], [474000, 2544000]]
EAST = [[474100, 2544000], [474200, 2544000], [474200, 2544100], [474100, 2544100], [474100, 2544000]]
BOW_TIE = [[474300, 2544000], [474400, 2544100], [474400, 2544000], [474300, 2544100], [474300, 2544000]]


class Study(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)

    def layer(self, *rings, name="地块.geojson", crs=4547, ids=None):
        path = self.study / name
        features = [{"type": "Feature", "properties": {"DKBH": str(i if ids is None else ids[i])},
                     "geometry": {"type": "Polygon", "coordinates": [ring]}} for i, ring in enumerate(rings)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}}))
        return path


class Import(Study):
    def test_adds_the_source_and_keeps_the_comments(self):
        answer = zonewright_json("import", self.study, self.layer(WEST, EAST), "--role", "parcel")
        self.assertEqual((answer["crs"], answer["features"], answer["features_kept"]), ("EPSG:4547", 2, 2))
        self.assertEqual(answer["fields"]["id"], "DKBH")
        text = (self.study / "study.toml").read_text()
        self.assertTrue(text.startswith(STUDY))
        self.assertIn('role = "parcel"\npath = "地块.geojson"\n', text)
        zonewright("import", self.study, self.study / "地块.geojson", "--role", "parcel", code=2)

    def test_dry_run_changes_nothing(self):
        zonewright("import", self.study, self.layer(WEST), "--role", "parcel", "--dry-run")
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)

    def test_repair_writes_a_copy_with_a_ledger(self):
        answer = zonewright_json("import", self.study, self.layer(WEST, BOW_TIE), "--role", "parcel", "--repair", code=3)
        self.assertEqual([f["rule"] for f in answer["findings"]], ["invalid_self_intersection"])
        self.assertEqual(answer["repairs"][0]["before_m2"], 0)
        ledger = (self.study / "data" / "parcel_地块.repairs.csv").read_text("utf-8-sig").splitlines()
        self.assertEqual(len(ledger), 3)
        self.assertTrue(ledger[2].endswith(ledger[1].split(",", 4)[4]), "one repair: the closing sum is its row")
        self.assertIn('path = "data/parcel_地块.gpkg"', (self.study / "study.toml").read_text())
        again = zonewright_json("import", self.study, self.study / "data/parcel_地块.gpkg", "--role", "parcel", "--dry-run")
        self.assertEqual(again["findings"], [], "a repaired copy has no findings")

    def test_names_the_crs_that_fits(self):
        prefixed = [[x + 38000000, y] for x, y in WEST]
        swapped = [[y, x] for x, y in WEST]
        for ring, words in ((prefixed, "EPSG:4526"), (swapped, "颠倒"), ([[113.75, 23], [113.76, 23], [113.76, 23.01], [113.75, 23]], "EPSG:4490")):
            refused = zonewright("import", self.study, self.layer(ring), "--role", "parcel", code=2)
            self.assertIn(words, refused.stderr)
        zonewright("import", self.study, self.layer(prefixed), "--role", "parcel", "--crs", "EPSG:4526")

    def test_shows_the_faults_of_the_real_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        answer = zonewright_json("import", self.study, data / "dongguan-towns" / "towns33_wgs84.geojson", "--role", "town", "--dry-run", code=3)
        rules = [f["rule"] for f in answer["findings"]]
        self.assertEqual(rules.count("town_overlap"), 2)
        self.assertEqual(rules.count("town_gap"), 6)
        self.assertAlmostEqual(sum(f["area_m2"] for f in answer["findings"] if f["rule"] == "town_gap") / 1e6, 28.74, delta=0.01)
        self.assertLessEqual({"441900402", "441900403"}, {f["feature"] for f in answer["findings"] if f["rule"] == "missing_unit"})

    def test_recognises_gcj02_by_the_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        zonewright("import", self.study, data / "dongguan-towns" / "towns33_wgs84.geojson", "--role", "town", code=3)
        city = data / "dongguan-towns" / "city_gcj02.geojson"
        answer = zonewright_json("import", self.study, city, "--role", "place", "--dry-run", code=3)
        found = [f for f in answer["findings"] if f["rule"] == "datum_gcj02"]
        self.assertEqual(len(found), 1)
        self.assertIn("+513.0 m", found[0]["message"])
        answer = zonewright_json("import", self.study, city, "--role", "place", "--datum", "gcj02")
        self.assertEqual([f["rule"] for f in answer["findings"]], ["datum_converted"])
        area = zonewright_json("area", self.study / "data" / "place_city_gcj02.gpkg")["area_m2"]
        self.assertAlmostEqual(area / 1e6, 2460.29, delta=0.01)


class BadInput(Study):
    """One clear error each; the study stays as it was."""

    def refuse(self, path, *words, role="parcel", code=2):
        done = zonewright("import", self.study, path, "--role", role, code=code)
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)
        for word in words:
            self.assertIn(word, done.stderr)
        return done

    def shapefile(self):
        zonewright("convert", self.layer(WEST, EAST), self.study / "块.shp")
        return self.study / "块.shp"

    def test_truncated_shapefile(self):
        shp = self.shapefile()
        shp.write_bytes(shp.read_bytes()[:200])
        self.refuse(shp, "块.shp")

    def test_shapefile_without_dbf(self):
        shp = self.shapefile()
        shp.with_suffix(".dbf").unlink()
        self.refuse(shp, "块")

    def test_dbf_longer_than_shp(self):
        shp = self.shapefile()
        dbf = shp.with_suffix(".dbf")
        zonewright("convert", self.layer(WEST, EAST, BOW_TIE, name="three.geojson"), self.study / "three.shp")
        shutil.copy(self.study / "three.dbf", dbf)
        self.refuse(shp, "dbf")

    def test_error_page_and_comments(self):
        page, comments = self.study / "page.json", self.study / "c.json"
        page.write_text("<?xml version='1.0'?><Error>502</Error>")
        comments.write_text('// 导出\n{"type":"FeatureCollection","features":[]}')
        self.refuse(page, "XML")
        self.refuse(comments, "JSON")

    def test_corrupt_geopackage(self):
        gpkg = self.study / "坏.gpkg"
        zonewright("convert", self.layer(*[[[x + 200 * i, y] for x, y in WEST] for i in range(400)]), gpkg)
        content = bytearray(gpkg.read_bytes())
        for page in range(20, len(content) // 4096):
            content[page * 4096:page * 4096 + 200] = os.urandom(200)
        gpkg.write_bytes(content)
        self.refuse(gpkg, "坏.gpkg")

    def test_text_with_broken_rows(self):
        text = self.study / "t.txt"
        text.write_text("[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n9,1,1,块,面,,,,@\nJ1,1,2544000\n")
        self.refuse(text, "第 5 行")

    def test_numbers_that_are_none_are_findings(self):
        path = self.layer(WEST, EAST)
        path.write_text(path.read_text().replace("474200", "1e300"))
        answer = zonewright_json("import", self.study, path, "--role", "parcel", "--dry-run", code=3)
        self.assertIn("absurd_coordinate", [f["rule"] for f in answer["findings"]])
        self.assertEqual(answer["features_kept"], 1)

    def test_a_million_vertices(self):
        ring = [[474000 + i * 0.05, 2544000] for i in range(500000)] + [[499000 - i * 0.05, 2544500] for i in range(500000)]
        answer = zonewright_json("import", self.study, self.layer(ring + ring[:1]), "--role", "parcel", "--dry-run")
        self.assertEqual(answer["features_kept"], 1)

    def test_absent_file_network_name_and_unknown_role(self):
        self.refuse(self.folder / "none.shp", "none.shp")
        self.refuse("/vsicurl/http://example.com/a.geojson", "vsi")
        self.refuse(self.layer(WEST), "parcel", role="parzel")


if __name__ == "__main__":
    unittest.main()
