"""zonewright area: the worked examples of the area rules (T1 and T4), as files."""
import json
import unittest

from zonewright_cli import Folder, zonewright, zonewright_json


class StatutoryArea(Folder):
    def polygons(self, *rings_of_features, crs=4547):
        path = self.folder / "面.geojson"
        features = [{"type": "Feature", "properties": {"name": f"T{i}"}, "geometry": {"type": "Polygon", "coordinates": rings}}
                    for i, rings in enumerate(rings_of_features, 1)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}}))
        return path

    def test_worked_examples(self):
        square = [[[474000, 2544000], [475000, 2544000], [475000, 2545000], [474000, 2545000], [474000, 2544000]]]
        holed = [[[480000, 2540000], [480400, 2540000], [480400, 2540300], [480000, 2540300], [480000, 2540000]],
                 [[480100, 2540100], [480200, 2540100], [480200, 2540200], [480100, 2540200], [480100, 2540100]]]
        answer = zonewright_json("area", self.polygons(square, holed))
        self.assertEqual([f["area_m2"] for f in answer["features"]], [999983.94, 109998.94])
        self.assertEqual([f["planar_m2"] for f in answer["features"]], [1000000, 110000])
        self.assertEqual(answer["area_m2"], 1109982.88)
        self.assertAlmostEqual(sum(f["area_mu"] for f in answer["features"]), 1664.97, places=6)

    def test_measures_degrees_on_their_own_zone(self):
        ring = [[[113.75, 23.0], [113.76, 23.0], [113.76, 23.01], [113.75, 23.01], [113.75, 23.0]]]
        answer = zonewright_json("area", self.polygons(ring, crs=4490))
        self.assertEqual(answer["plane"], "EPSG:4547")
        self.assertLess(answer["area_m2"], answer["planar_m2"])

    def test_of_half_the_earth_is_refused(self):
        """The formulas of a plane have no sense so far from its meridian: 129° of a parallel had 2.7 times their area."""
        for west, east in ((40, 169), (-1, 114), (113, 137)):
            refused = zonewright("area", self.polygons([[[west, 22], [east, 22], [east, 23], [west, 23], [west, 22]]], crs=4490), code=2)
            self.assertIn("73.5°", refused.stderr)

    def test_needs_polygons(self):
        path = self.folder / "p.geojson"
        path.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[113.7,23]}}]}')
        zonewright("area", path, code=2)


if __name__ == "__main__":
    unittest.main()
