"""zonewright trim: an outline without the land on which it conflicts, checked again."""
import json
import unittest

from tiny_study import layer, polygon, tiny_study
from zonewright_cli import Folder, zonewright, zonewright_json

SOURCE = '\n[[source]]\nrole = "farmland"\npath = "data/farmland.geojson"\nstatus = "official"\ndate = "2024-06-01"\n'


class Trim(Folder):
    """Farmland lies on the eastern 30 m of an outline of 100 m × 100 m."""

    def setUp(self):
        super().setUp()
        self.study = tiny_study(self.folder / "研究")
        layer(self.study / "data" / "farmland.geojson", [(polygon(500270, 2530400, 500400, 2530500), {"id": "N1"})])
        definition = self.study / "study.toml"
        definition.write_text(definition.read_text() + SOURCE)
        self.outline = layer(self.folder / "红线.geojson", [(polygon(500200, 2530400, 500300, 2530500), {"name": "地块"})])
        self.left = self.folder / "调整后.gpkg"

    def test_what_conflicts_is_cut_and_what_is_left_is_asked_about_again(self):
        found = zonewright_json("trim", self.study, self.outline, "-o", self.left)
        shape = found["features"][0]
        self.assertEqual([cut["rule"] for cut in shape["cuts"]], ["farmland"])
        self.assertEqual((shape["planar_before_m2"], shape["planar_after_m2"]), (10000, 7000))
        self.assertAlmostEqual(shape["before_m2"], shape["after_m2"] + sum(cut["area_m2"] for cut in shape["cuts"]), places=2)
        self.assertEqual(shape["verdict_before"], "conflicts")
        self.assertNotEqual(shape["verdict_after"], "conflicts")
        located = zonewright_json("locate", self.study, self.left)
        self.assertEqual((located["planar_m2"], located["crs"]), (7000, "EPSG:4547"))
        self.assertEqual(located["area_m2"], shape["after_m2"])
        again = zonewright_json("trim", self.study, self.left, "-o", self.folder / "again.gpkg")
        self.assertEqual(again["features"][0]["cuts"], [])

    def test_nothing_left_is_said_and_not_written(self):
        inside = layer(self.folder / "在内.geojson", [(polygon(500280, 2530420, 500290, 2530440), {"name": "地块"})])
        found = zonewright_json("trim", self.study, inside, "-o", self.left, code=3)
        self.assertEqual((found["after_m2"], found["features"][0]["geometry"]), (0, None))
        self.assertFalse(self.left.exists())

    def test_parts_are_listed_and_the_largest_can_be_kept(self):
        across = layer(self.folder / "跨.geojson", [(polygon(500200, 2530390, 500300, 2530600), {"name": "地块"})])
        layer(self.study / "data" / "farmland.geojson", [(polygon(500100, 2530400, 500400, 2530500), {"id": "N1"})])
        found = zonewright_json("trim", self.study, across, "-o", self.left)
        self.assertEqual([round(part["width_m"]) for part in found["features"][0]["parts"]], [100, 10])
        largest = zonewright_json("trim", self.study, across, "-o", self.folder / "one.gpkg", "--largest")
        self.assertEqual(len(largest["features"][0]["parts"]), 1)
        self.assertGreater(largest["features"][0]["left_out_m2"], 999)

    def test_mistakes_are_named(self):
        self.assertIn("farmland", zonewright("trim", self.study, self.outline, "-o", self.left, "--rule", "farmlan", code=2).stderr)
        self.assertIn(".gpkg", zonewright("trim", self.study, self.outline, "-o", self.folder / "x.shp", code=2).stderr)

    def test_people_read_the_same(self):
        text = zonewright("trim", self.study, self.outline, "-o", self.left).stdout
        self.assertIn("永久基本农田", text)
        self.assertIn("去掉", text)


if __name__ == "__main__":
    unittest.main()
