"""Shapes and numbers that are not what they seem: measured right, refused, or set aside by name, whichever verb asks."""
import unittest
from pathlib import Path

from zonewright_cli import Folder, zonewright, zonewright_json

DATA = Path(__file__).parent / "data"


class Areas(Folder):
    def test_reversed_rings_are_rewound_by_every_verb(self):
        answer = zonewright_json("area", DATA / "reversed.shp")
        self.assertEqual(answer["area_m2"], 79998.24)
        self.assertIn("嵌套", " ".join(answer["warnings"]))
        text = self.folder / "r.txt"
        zonewright("convert", DATA / "reversed.shp", text, "--crs", "EPSG:4526", "--dialect", "D1")
        self.assertEqual(zonewright_json("area", text)["area_m2"], 79998.24)

    def test_import_keeps_reversed_rings(self):
        study = self.folder / "研究"
        study.mkdir()
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        answer = zonewright_json("import", study, DATA / "reversed.shp", "--role", "farmland", "--dry-run", code=(0, 3))
        self.assertEqual(answer["features_kept"], 1)
        self.assertTrue([f for f in answer["findings"] if f["rule"] == "rings_reversed"])

    def test_polygons_without_one_area_are_refused_with_their_place(self):
        for name in ("bowtie.gpkg", "double_wrap.gpkg", "parts_overlap.shp", "hole_outside.gpkg", "lost_digit.txt"):
            with self.subTest(name):
                for command in (["area", DATA / name], ["convert", DATA / name, self.folder / f"{name}.out.txt", "--dialect", "D1"]):
                    said = zonewright(*command, code=2).stderr
                    self.assertIn(name, said)
                    self.assertRegex(said, "X\\(")

    def test_the_remark_of_the_reader_is_printed(self):
        done = zonewright("area", DATA / "one_swapped.txt", code=(0, 2, 3))
        self.assertTrue(done.returncode != 0 or done.stderr.strip())


class ReadWhole(Folder):
    def test_both_rings_of_one_inner_boundary_are_holes(self):
        proper, other = (zonewright_json("area", DATA / f"{name}.kml") for name in ("proper", "two_in_one"))
        self.assertEqual(proper["area_m2"], other["area_m2"])
        self.assertIn("innerBoundaryIs", " ".join(other["warnings"]))

    def test_features_without_a_shape_are_named(self):
        answer = zonewright_json("convert", DATA / "nulls.gpkg", self.folder / "n.txt", code=3)
        self.assertEqual(answer["features"], 2)
        self.assertIn("nulls.gpkg", " ".join(answer["warnings"]))
        zonewright("convert", DATA / "nulls.gpkg", self.folder / "n.fgb", code=3)

    def test_hidden_layers_of_a_drawing_are_named(self):
        answer = zonewright_json("area", DATA / "frozen.dxf", "--crs", "EPSG:4547")
        self.assertIn("旧界", " ".join(answer["warnings"]))


class Tables(Folder):
    def findings(self, name, field, code):
        study = self.folder / "研究"
        study.mkdir(exist_ok=True)
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        return zonewright_json("import", study, DATA / name, "--role", "parcel", "--crs", "EPSG:4547",
                               "--field", f"id={field}", "--dry-run", code=code)

    def test_a_bad_row_sets_its_parcel_aside(self):
        for name in ("bad_vertex.csv", "swapped_vertex.csv"):
            with self.subTest(name):
                answer = self.findings(name, "地块编号", 3)
                self.assertEqual(answer["features_kept"], 1)
                (said,) = [f for f in answer["findings"] if f["rule"] == "lost_vertex"]
                self.assertEqual(said["feature"], "D1")

    def test_merged_cells_hold_for_every_row_they_span(self):
        told = zonewright_json("area", DATA / "merged_ids.xlsx", "--crs", "EPSG:4547")
        self.assertEqual([feature["planar_m2"] for feature in told["features"]], [10000, 10000])
        self.assertIn("6", " ".join(told["warnings"]))

    def test_numbers_for_ids_are_refused(self):
        study = self.folder / "研究"
        study.mkdir()
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        for name, field in (("longids_excel.xlsx", "宗地代码"), ("sci.csv", "宗地代码")):
            with self.subTest(name):
                said = zonewright("import", study, DATA / name, "--role", "parcel", "--crs", "EPSG:4547",
                                  "--field", f"id={field}", "--dry-run", code=2).stderr
                self.assertIn(field, said)
                zonewright("area", DATA / name, "--crs", "EPSG:4547", code=2)


class Heights(Folder):
    def evidence(self, name, code=(0, 3)):
        study = self.folder / "研究"
        study.mkdir(exist_ok=True)
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        return zonewright_json("import", study, DATA / name, "--role", "dem", "--dry-run", code=code)

    def test_the_scale_of_a_band_is_applied(self):
        self.assertIn("25.00 … 25.00", " ".join(self.evidence("scaled.tif")["evidence"]))

    def test_voids_that_nobody_declared_are_an_error(self):
        for name in ("void32767.tif", "void9999.tif"):
            with self.subTest(name):
                said = [f for f in self.evidence(name, 3)["findings"] if f["rule"] == "raster_implausible"]
                self.assertRegex(said[0]["message"], "%")

    def test_masks_and_ends_of_the_range_are_no_data(self):
        for name in ("mask.tif", "nd_mismatch.tif"):
            with self.subTest(name):
                answer = self.evidence(name)
                self.assertFalse([f for f in answer["findings"] if f["rule"] == "raster_implausible"])
                self.assertNotIn("0.0%", " ".join(answer["evidence"]))


if __name__ == "__main__":
    unittest.main()
