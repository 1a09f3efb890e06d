"""Inputs outside any sense end in one clear error at once, and what is odd but right is taken."""
import json
import pathlib
import sqlite3
import time
import unittest
import zipfile

from tiny_study import layer, polygon, tiny_study, towns
from zonewright_cli import Folder, zonewright, zonewright_json


class Coordinates(Folder):
    """An easting that lost its point gave 0.00 m² beside a planar 3.9e9, exit code 0."""

    def test_beyond_the_earth_are_refused_by_every_reader(self):
        study = tiny_study(self.folder / "s")
        cases = {"all east": (polygon(50010000, 2530000, 50020000, 2540000), 4547),
                 "all north": (polygon(500100, 253000000, 500200, 253000100), 4547),
                 "far": (polygon(9e7, 9e7, 9.1e7, 9.1e7), 4547), "above the pole": (polygon(113, 91, 114, 92), 4490),
                 "one vertex": ({"type": "Polygon", "coordinates": [[[500000, 2530000], [5001000, 2530000],
                                [500100, 2530100], [500000, 2530100], [500000, 2530000]]]}, 4547)}
        for name, (shape, epsg) in cases.items():
            path = layer(self.folder / f"{name}.geojson", [(shape, {"id": "x"})], epsg)
            for verb in (("area", path), ("report", study, "--site", path, "--no-pdf")):
                with self.subTest(name, verb=verb[0]):
                    begin = time.monotonic()
                    finished = zonewright(*verb, code=2)
                    self.assertLess(time.monotonic() - begin, 20)
                    self.assertNotIn("内部错误", finished.stderr)

    def test_that_are_no_numbers_are_refused(self):
        path = self.folder / "nan.csv"
        path.write_text('id,WKT\n1,"POLYGON ((nan 2543000, 487100 2543000, 487100 2543100, nan 2543000))"\n')
        zonewright("area", path, "--crs", "EPSG:4547", code=2)


class Archives(Folder):
    def test_of_too_many_files_or_bytes_are_refused_at_once(self):
        many = self.folder / "many.zip"
        with zipfile.ZipFile(many, "w") as archive:
            for i in range(12000):
                archive.writestr(f"{i}.txt", "")
        large = self.folder / "large.zip"
        with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.geojson", "w", force_zip64=True) as out:
            for _ in range(2500):
                out.write(b"\0" * (1 << 20))
        for path, words in ((many, "12000 files"), (large, "2621440000 bytes")):
            begin = time.monotonic()
            finished = zonewright("area", path, "--lang", "en", code=2)
            self.assertLess(time.monotonic() - begin, 5, path)
            self.assertIn(words, finished.stderr)


class Names(Folder):
    def test_of_outputs_may_look_like_formats_and_options(self):
        town = layer(self.folder / "town.geojson", towns())
        for name in ("%s.gpkg", "-rf.gpkg", "%d%n.gpkg", "'.gpkg", "....gpkg"):
            with self.subTest(name):
                zonewright("convert", town, self.folder / name)
                with sqlite3.connect(self.folder / name) as database:
                    table, = database.execute("SELECT table_name FROM gpkg_contents").fetchone()
                    count, = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
                self.assertEqual(count, 2)

    def test_of_cells_that_look_like_formulas_are_guarded_unless_asked_otherwise(self):
        path = layer(self.folder / "a.geojson", [(polygon(500000, 2530000, 500100, 2530100), {"name": "=1+1"})])
        zonewright("convert", path, self.folder / "a.csv")
        self.assertIn("'=1+1", (self.folder / "a.csv").read_text())
        zonewright("convert", path, self.folder / "b.csv", "--plain-csv")
        self.assertNotIn("'=1+1", (self.folder / "b.csv").read_text())

    def test_that_turn_the_direction_of_text_are_shown_on_pages(self):
        study = tiny_study(self.folder / "s")
        definition = study / "study.toml"
        definition.write_text(definition.read_text().replace("小研究", "小\u202e研究"))
        zonewright("run", study, code=(0, 3))
        page = (study / "out/summary.html").read_text()
        self.assertNotIn("\u202e", page)
        self.assertIn("[U+202E]", page)


class Definitions(Folder):
    def changed(self, old, new):
        study = tiny_study(self.folder / "s")
        definition = study / "study.toml"
        definition.write_text(definition.read_text().replace(old, new))
        return study

    def test_rules_of_aggregation_take_their_number(self):
        for words in ("owa", "owa:0.3", "fuzzy:0.5", "fuzzy:1", "minimum"):
            study = self.changed('weights = "default"', f'weights = "default"\naggregation = "{words}"')
            zonewright("run", study, "--until", "suitability")
        for words in ("owa:1", "owa:x", "fuzzy:2", "wlc:1", "owa:", "owa:nan"):
            study = self.changed('weights = "default"', f'weights = "default"\naggregation = "{words}"')
            self.assertIn("aggregation", zonewright("run", study, code=2).stderr)

    def test_numbers_without_sense_are_refused_at_their_line(self):
        for key, value in (("minimum_width_m", "1e6"), ("footprint_long_m", "1e9"), ("maximum_road_gap_m", "1e300"),
                           ("snap_m", "5000"), ("minimum_frontage_m", "inf"), ("shape", "nan")):
            study = self.changed("[[demand]]", f"[sites]\n{key} = {value}\n\n[[demand]]")
            begin = time.monotonic()
            finished = zonewright("run", study, code=2)
            self.assertLess(time.monotonic() - begin, 5)
            self.assertIn(f"sites.{key}", finished.stderr)
        study = self.changed("area_mu = 30", "area_mu = 1e17")
        self.assertIn("area_mu", zonewright("run", study, code=2).stderr)

    def test_titles_hold_no_control_characters(self):
        for character in ("\\u0007", "\\u001b[31m", "\\n", "\\u007f"):
            study = self.changed("小研究", "小" + character)
            self.assertIn("title", zonewright("run", study, code=2).stderr)

    def test_dates_are_dates(self):
        for date in ('"yesterday"', '"2024-02-30"', '"2024-13"'):
            study = self.changed('date = "2024-06-01"', f"date = {date}")
            finished = zonewright("run", study, code=2)
            self.assertIn("date", finished.stderr)
            self.assertNotIn("内部错误", finished.stderr)

    def test_a_demand_without_its_smallest_site_is_told_so(self):
        study = self.changed("minimum_site_mu = 30\nmaximum_site_mu = 60\n", "")
        self.assertIn("minimum_site_mu", zonewright("run", study, code=2).stderr)


class Warnings(Folder):
    def test_name_every_source_that_says_nothing(self):
        study = tiny_study(self.folder / "s")
        layer(study / "data/water.geojson", [(polygon(500000, 2830000, 500100, 2830100), {"name": "塘", "class": "pond"})])
        layer(study / "data/metro_station.geojson", [])
        with open(study / "study.toml", "a") as definition:
            for role in ("water", "metro_station"):
                definition.write(f'\n[[source]]\nrole = "{role}"\npath = "data/{role}.geojson"\nstatus = "official"\n')
        said = zonewright_json("run", study, code=(0, 3))["warnings"]
        for role in ("water", "metro_station", "enterprise", "service", "dem"):
            self.assertTrue(any(role in warning for warning in said), (role, said))
        self.assertTrue(any("water" in warning and "城市" in warning for warning in said), said)


del Folder

if __name__ == "__main__":
    unittest.main()
