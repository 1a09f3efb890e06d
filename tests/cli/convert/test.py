"""zonewright convert: formats and survey texts, exact in the coordinates."""
import json
import unittest

from zonewright_cli import Folder, real_data, zonewright, zonewright_json

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

    def test_keeps_real_plots(self):
        data = real_data()
        if data is None:
            self.skipTest("no real survey texts here")
        for name, area in (("plot_000.txt", 12247.10), ("plot_001.txt", 744.20)):
            self.assertEqual(zonewright_json("area", data / "survey-txt" / name)["planar_m2"], area)


if __name__ == "__main__":
    unittest.main()
