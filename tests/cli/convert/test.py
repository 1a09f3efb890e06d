"""zonewright convert: formats and survey texts, exact in the coordinates."""
import json
import re
import sqlite3
import subprocess
import unittest

from zonewright_cli import Folder, demo_study, real_data, zonewright, zonewright_json

TEXT = """[属性描述]
格式版本号=1.01版本
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.001
转换参数=,,,,,,
[地块坐标]
5,1.0000,A-1,地块一,面,,建筑用地,,@
J1,1,2544100.125,38474000.250
J2,1,2544100.125,38474100.250
J3,1,2544000.125,38474100.250
J4,1,2544000.125,38474000.250
J1,1,2544100.125,38474000.250
"""


class Convert(Folder):
    def text(self, content=TEXT, encoding="gbk"):
        path = self.folder / "地 块.txt"
        path.write_bytes(content.replace("\n", "\r\n").encode(encoding))
        return path

    def test_round_trips_a_survey_text_byte_for_byte(self):
        source, copy = self.text(), self.folder / "copy.txt"
        zonewright("convert", source, copy)
        self.assertEqual(source.read_bytes(), copy.read_bytes())

    def test_goes_through_every_format_and_back(self):
        source = self.text()
        for extension in ("gpkg", "shp", "geojson", "fgb", "gdb"):
            layer, back = self.folder / f"层.{extension}", self.folder / f"{extension}.txt"
            zonewright("convert", source, layer)
            zonewright("convert", layer, back)
            rows = back.read_bytes().decode("gbk").splitlines()
            self.assertEqual(rows[-6], "5,1.0000,A-1,地块一,面,,建筑用地,,@", extension)
            self.assertEqual(rows[-5:], ["J1,1,2544100.125,38474000.250", "J2,1,2544100.125,38474100.250",
                                         "J3,1,2544000.125,38474100.250", "J4,1,2544000.125,38474000.250",
                                         "J1,1,2544100.125,38474000.250"], extension)

    def test_results_become_a_geodatabase_with_every_layer_and_row(self):
        source, target = demo_study() / "out" / "zonewright.gpkg", self.folder / "成果.gdb"
        zonewright("convert", source, target, "--all-layers")
        with sqlite3.connect(f"file:{source}?immutable=1", uri=True) as file:
            names = [row[0] for row in file.execute("SELECT table_name FROM gpkg_contents WHERE table_name != 'layer_styles'")]
            counts = {name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        told = subprocess.run(["ogrinfo", "-so", "-al", target], capture_output=True, text=True, check=True).stdout
        found = dict(zip(re.findall(r"(?m)^Layer name: (.+)$", told), map(int, re.findall(r"(?m)^Feature Count: (\d+)$", told))))
        self.assertEqual(found, counts)
        self.assertIn('ID["EPSG",4547]', told)
        areas = [zonewright_json("area", file, "--layer", "site")["area_m2"] for file in (source, target)]
        self.assertAlmostEqual(*areas, delta=0.1)  # a geodatabase keeps coordinates on a grid of 0.1 mm
        zonewright("convert", source, self.folder / "all.shp", "--all-layers", code=2)
        zonewright("convert", source, self.folder / "two.gdb", "--all-layers", "--layer", "site", code=2)

    def test_transforms_only_when_asked(self):
        source, target = self.text(), self.folder / "b.geojson"
        zonewright("convert", source, target, "--crs", "EPSG:4547")
        ring = json.loads(target.read_text())["features"][0]["geometry"]["coordinates"][0][0]
        self.assertIn([474000.25, 2544100.125], [[round(x, 6), round(y, 6)] for x, y in ring])

    def test_writes_all_dialects(self):
        layer = self.folder / "a.gpkg"
        zonewright("convert", self.text(), layer)
        for number in (1, 2, 3, 4, 6, 7):
            text = self.folder / f"d{number}.txt"
            zonewright("convert", layer, text, "--dialect", f"D{number}")
            self.assertEqual(zonewright_json("area", text)["planar_m2"], 10000.0)
        zonewright("convert", layer, self.folder / "d5.txt", "--dialect", "D5", "--crs", "EPSG:4490")
        self.assertAlmostEqual(zonewright_json("area", self.folder / "d5.txt")["planar_m2"], 10000.0, delta=0.05)
        zonewright("convert", layer, self.folder / "wrong.txt", "--dialect", "D5", code=2)

    def test_refuses_to_replace_and_to_guess(self):
        source, target = self.text(), self.folder / "a.gpkg"
        target.write_text("mine")
        zonewright("convert", source, target, code=2)
        self.assertEqual(target.read_text(), "mine")
        zonewright("convert", source, target, "--overwrite")
        old = self.text(TEXT.replace("2000国家大地坐标系", "1980西安坐标系"))
        refused = zonewright("convert", old, self.folder / "b.gpkg", "--crs", "EPSG:4547", code=2)
        self.assertIn("四参数", refused.stderr)
        self.assertFalse((self.folder / "b.gpkg").exists())
        zonewright("convert", source, self.folder / "a.doc", code=2)

    def layer(self, *records, name="表.geojson"):
        path = self.folder / name
        features = [{"type": "Feature", "properties": r, "geometry": {"type": "Point", "coordinates": [474000 + i, 2544000]}} for i, r in enumerate(records)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}, ensure_ascii=False))
        return path

    def test_a_shapefile_that_would_change_something_is_refused_with_what_where_and_how_many(self):
        cases = {"character": ([{"name": "石𬒔村"}, {"name": "𬒔"}], "GBK", ["name", "2", "𬒔"]),
                 "length": ([{"note": "长" * 300}, {"note": "短"}], "UTF-8", ["note", "1", "254"]),
                 "name": ([{"登记单位全称": "甲", "登记单位地址": "乙"}], "UTF-8", ["登记单位全称", "登记单位地址"]),
                 "number": ([{"code": 9007199254740993 * 900}], "UTF-8", ["code"])}
        for what, (records, encoding, words) in cases.items():
            with self.subTest(what):
                source, target = self.layer(*records, name=f"{what}.geojson"), self.folder / f"{what}.shp"
                error = zonewright("convert", source, target, "--encoding", encoding, code=2).stderr
                for word in [*words, "--lossy"]:
                    self.assertIn(word, error)
                self.assertFalse(target.exists())
                told = zonewright("convert", source, target, "--encoding", encoding, "--lossy").stderr
                for word in words:
                    self.assertIn(word, told)
                target.with_suffix(".dbf").read_bytes()[32:].split(b"\r")[0]
                back = zonewright("convert", target, self.folder / f"{what}.csv", "--from-encoding", encoding, "--overwrite")
                self.assertNotIn("\ufffd", (self.folder / f"{what}.csv").read_text(encoding="utf-8-sig") + back.stderr)

    def test_a_shapefile_that_changes_nothing_says_nothing(self):
        source = self.layer({"名称": "东莞市塘厦镇", "n": 5, "x": 0.125}, {"名称": None, "n": None, "x": -17.5})
        for encoding in ("GBK", "UTF-8", "GB18030"):
            done = zonewright("convert", source, self.folder / "好.shp", "--encoding", encoding, "--overwrite")
            self.assertEqual(done.stderr, "")

    def test_keeps_real_plots(self):
        data = real_data()
        if data is None:
            self.skipTest("no real survey texts here")
        for name, area in (("plot_000.txt", 12247.10), ("plot_001.txt", 744.20)):
            self.assertEqual(zonewright_json("area", data / "survey-txt" / name)["planar_m2"], area)


if __name__ == "__main__":
    unittest.main()
