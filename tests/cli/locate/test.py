"""zonewright locate: where an outline lies, in which CRS and why, and how large it is."""
import json
import unittest

from tiny_study import tiny_study
from zonewright_cli import Folder, zonewright, zonewright_json


class Locate(Folder):
    def setUp(self):
        super().setUp()
        self.study = tiny_study(self.folder / "研究")

    def outline(self, *boxes, crs="urn:ogc:def:crs:EPSG::4547", name="红线.geojson"):
        features = [{"type": "Feature", "properties": {"name": f"地块{i}"}, "geometry": {"type": "Polygon", "coordinates": [
            [[w, s], [e, s], [e, n], [w, n], [w, s]]]}} for i, (w, s, e, n) in enumerate(boxes, 1)]
        path = self.folder / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    **({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})}))
        return path

    def test_a_square_across_two_towns(self):
        answer = zonewright_json("locate", self.study, self.outline((500900, 2530400, 501200, 2530500)))
        self.assertEqual((answer["crs"], answer["plane"]), ("EPSG:4547", "EPSG:4547"))
        self.assertEqual([(town["code"], round(town["share"], 6)) for town in answer["towns"]],
                         [("441900117", 0.666667), ("441900116", 0.333333)])
        self.assertEqual((answer["planar_m2"], answer["features"][0]["corners"]), (30000, 4))
        self.assertEqual(answer["area_m2"], zonewright_json("area", self.folder / "红线.geojson")["area_m2"])
        ring = answer["features"][0]["geometry"]["coordinates"][0]
        self.assertTrue(all(113.9 < x < 114.1 and 22.8 < y < 23 for x, y in ring), ring)
        self.assertEqual(ring[0], ring[-1])
        self.assertTrue(answer["crs_why"] and answer["crs_name"])

    def test_says_what_the_crs_rests_on(self):
        stated = zonewright_json("locate", self.study, self.outline((500100, 2530400, 500200, 2530500)), "--lang", "en")
        self.assertIn("by the file", stated["crs_why"])
        bare = self.outline((500100, 2530400, 500200, 2530500), crs=None, name="bare.geojson")
        refused = zonewright("locate", self.study, bare, "--lang", "en", code=2).stderr
        self.assertIn("crs", refused.lower())
        given = zonewright_json("locate", self.study, bare, "--crs", "EPSG:4547", "--lang", "en", code=(0, 2))
        if "crs_why" in given:
            self.assertIn("with the file", given["crs_why"])

    def test_land_in_no_town_and_overlaps_are_warned_of(self):
        answer = zonewright_json("locate", self.study, self.outline((501900, 2530400, 502100, 2530500)), code=3)
        self.assertAlmostEqual(answer["share_in_no_town"], 0.5, places=6)
        self.assertIn("50.0 %", "".join(answer["warnings"]))
        answer = zonewright_json("locate", self.study, self.outline((500100, 2530400, 500300, 2530500), (500200, 2530400, 500400, 2530500)))
        self.assertIn("10000 m²", "".join(answer["warnings"]))
        self.assertEqual(answer["planar_m2"], 40000)

    def test_people_read_the_same(self):
        text = zonewright("locate", self.study, self.outline((500100, 2530400, 500200, 2530500))).stdout
        for words in ("坐标系：EPSG:4547", "10000.00 m²", "塘厦", "100.0 %"):
            self.assertIn(words, text)

    def test_a_file_without_polygons_is_refused(self):
        path = self.folder / "点.geojson"
        path.write_text('{"type":"Point","coordinates":[113.99,22.87]}')
        self.assertTrue(zonewright("locate", self.study, path, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
