"""zonewright check: all findings as text, JSON and layers; one bad source does not hide the others."""
import json
import sqlite3
import unittest

from zonewright_cli import Folder, demo_study, real_data, zonewright, zonewright_json


class Check(Folder):
    def study(self, *sources):
        folder = self.folder / "研究"
        folder.mkdir()
        text = 'schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n'
        for role, path in sources:
            text += f'\n[[source]]\nrole = "{role}"\npath = "{path}"\n'
        (folder / "study.toml").write_text(text)
        return folder

    def squares(self, name, *corners):
        path = self.folder / name
        features = [{"type": "Feature", "properties": {"name": f"镇{i}", "DKBH": str(i)},
                     "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]]}}
                    for i, (x, y) in enumerate(corners)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
        return path

    def test_writes_text_json_and_layers(self):
        study = self.study(("town", self.squares("t.geojson", (474000, 2544000), (474090, 2544000))))
        answer = zonewright_json("check", study, code=3)
        overlap = [f for f in answer["findings"] if f["rule"] == "town_overlap"]
        self.assertEqual(len(overlap), 1)
        self.assertAlmostEqual(overlap[0]["area_m2"], 1000, delta=0.05)
        text = zonewright("check", study, code=3).stdout
        self.assertIn("镇0 与 镇1 重叠", text)
        with sqlite3.connect(f"file:{study}/out/findings.gpkg?mode=ro", uri=True) as db:
            self.assertEqual(db.execute("select count(*) from finding").fetchone()[0], len(answer["findings"]))
            self.assertEqual(db.execute("select count(*) from finding_area where rule = 'town_overlap'").fetchone()[0], 1)
            self.assertEqual(db.execute("select count(*) from layer_styles where useAsDefault = 1").fetchone()[0], 2)

    def test_one_bad_source_does_not_hide_the_others(self):
        bad = self.folder / "bad.geojson"
        bad.write_text("<html>502</html>")
        study = self.study(("parcel", bad), ("parcel", self.folder / "absent.gpkg"),
                           ("town", self.squares("t.geojson", (474000, 2544000), (474050, 2544000))))
        rules = [f["rule"] for f in zonewright_json("check", study, code=3)["findings"]]
        self.assertEqual(rules.count("unusable_source"), 2)
        self.assertEqual(rules.count("town_overlap"), 1)

    def test_the_demonstration_city_has_no_errors_of_shape(self):
        answer = zonewright_json("check", demo_study(), code=(0, 3))
        self.assertEqual([f for f in answer["findings"] if f["rule"] in ("unusable_source", "no_geometry", "duplicate_feature")], [])

    def test_the_real_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        answer = zonewright_json("check", self.study(("town", data / "dongguan-towns" / "towns33_wgs84.geojson")), code=3)
        rules = [f["rule"] for f in answer["findings"]]
        self.assertEqual((rules.count("town_overlap"), rules.count("town_gap")), (2, 6))


if __name__ == "__main__":
    unittest.main()
