"""What files hold beside what their readers take, and what stands in them that is not what it seems: each is read, or set
aside by name, or refused; nothing goes without a word."""
import itertools
import json
import random
import shutil
import unittest
import zipfile

from readings import ClassCells, GeoJson, Headings, PackedDegrees, Towns, TraditionalCharacters, Written  # noqa: F401: run as tests of this program
from study import AREA, EAST, NORTH, SQUARE, Study, raster
from zonewright_cli import zonewright, zonewright_json


class Kml(Study):
    def degrees(self, e, n):
        return f"{113.7463 + e / 102500:.9f},{22.9945 + n / 110750:.9f}"

    def ring(self, east=0, side=100, north=0):
        corners = ((0, 0), (side, 0), (side, side), (0, side), (0, 0))
        return "<LinearRing><coordinates>" + " ".join(self.degrees(east + x, north + y) for x, y in corners) + "</coordinates></LinearRing>"

    def polygon(self, *rings):
        outer, *holes = rings
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>" + "".join(f"<innerBoundaryIs>{h}</innerBoundaryIs>" for h in holes) + "</Polygon>"

    def kml(self, body, prefix=""):
        text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'
        if prefix:
            for name in ("kml", "Document", "Placemark", "name", "Polygon", "outerBoundaryIs", "innerBoundaryIs", "LinearRing", "coordinates"):
                text = text.replace(f"<{name}>", f"<k:{name}>").replace(f"</{name}>", f"</k:{name}>").replace(f"<{name} xmlns=", f"<k:{name} xmlns:k=")
        return self.put(f"a{prefix}.kml", text)

    def mark(self, geometry, name="A"):
        return f"<Placemark><name>{name}</name>{geometry}</Placemark>"

    def test_every_polygon_of_a_place_mark_is_read(self):
        one = self.area(self.kml(self.mark(self.polygon(self.ring()))))["area_m2"]
        two = self.area(self.kml(self.mark(self.polygon(self.ring()) + self.polygon(self.ring(300)))))
        self.assertAlmostEqual(two["area_m2"], 2 * one, delta=0.05)
        self.assertIn("MultiGeometry", " ".join(two["warnings"]))

    def test_two_outer_boundaries_are_refused(self):
        path = self.kml(self.mark(f"<Polygon><outerBoundaryIs>{self.ring()}</outerBoundaryIs><outerBoundaryIs>{self.ring(300)}</outerBoundaryIs></Polygon>"))
        self.assertIn("outerBoundaryIs", zonewright("area", path, code=2).stderr)

    def test_both_holes_of_one_boundary_with_a_prefix(self):
        body = self.mark(self.polygon(self.ring(), self.ring(10, 20, 30) + self.ring(50, 20, 30)))
        self.assertEqual(self.area(self.kml(body))["area_m2"], self.area(self.kml(body, "k"))["area_m2"])

    def test_a_coordinate_that_is_none_sets_its_place_mark_aside(self):
        good = self.mark(self.polygon(self.ring(300)), "B")
        for wrong in (lambda t: t.replace(",22", "", 1), lambda t: t.replace(",", ";", 1), lambda t: t.replace(" ", ",", 1)):
            ring = self.ring()
            head, text = ring.split("<coordinates>")
            path = self.kml(self.mark(self.polygon(head + "<coordinates>" + wrong(text))) + good)
            answer = self.area(path, code=3)
            self.assertEqual(len(answer["features"]), 1)
            self.assertIn("A", " ".join(answer["warnings"]))
            self.assertIn("empty_geometry", self.findings(path, "parcel", "--field", "id=Name"))

    def test_links_and_hidden_place_marks_are_told(self):
        body = self.mark(self.polygon(self.ring())) + "<NetworkLink><Link><href>b.kml</href></Link></NetworkLink>"
        self.assertIn("NetworkLink", " ".join(self.area(self.kml(body), code=3)["warnings"]))
        self.assertIn("not_read", self.findings(self.kml(body), "parcel", "--field", "id=Name"))
        hidden = self.mark("<visibility>0</visibility>" + self.polygon(self.ring()))
        self.assertIn("visibility", " ".join(self.area(self.kml(hidden))["warnings"]))

    def test_names_in_gbk(self):
        for declaration in ("", '<?xml version="1.0" encoding="GBK"?>', '<?xml version="1.0" encoding="UTF-8"?>'):
            text = declaration + self.kml(self.mark(self.polygon(self.ring()), "甲村")).read_text()
            answer = self.area(self.put("甲.kml", text.encode("gbk")))
            self.assertIn("GBK", " ".join(answer["warnings"]))
            self.assertIn("甲村", zonewright("convert", self.folder / "甲.kml", self.folder / "甲.csv", "--overwrite").stdout + (self.folder / "甲.csv").read_text())

    def test_the_label_of_a_polygon_costs_no_land(self):
        label = f"<Point><coordinates>{self.degrees(50, 50)}</coordinates></Point>"
        path = self.kml(self.mark(f"<MultiGeometry>{label}{self.polygon(self.ring())}</MultiGeometry>"))
        self.assertEqual(len(self.area(path)["features"]), 1)
        self.assertIn("parts_left_out", self.findings(path, "parcel", "--field", "id=Name"))

    def test_a_kmz_and_a_zip_of_macos(self):
        path = self.kml(self.mark(self.polygon(self.ring())))
        for name in ("a.kmz", "a.zip"):
            with zipfile.ZipFile(self.folder / name, "w") as archive:
                archive.write(path, "doc.kml")
                archive.writestr("__MACOSX/._doc.kml", b"\0")
                archive.writestr("._doc.kml", b"\0")
            self.assertEqual(self.area(self.folder / name)["area_m2"], self.area(path)["area_m2"])


class Drawings(Study):
    def drawing(self, entities):
        return self.put("a.dxf", f"0\nSECTION\n2\nENTITIES\n{entities}0\nENDSEC\n0\nEOF\n")

    def polyline(self, closing=0.0, east=0):
        corners = [*SQUARE, (closing, 0)]
        return "0\nLWPOLYLINE\n8\n地块\n90\n5\n70\n0\n" + "".join(f"10\n{EAST + east + x!r}\n20\n{NORTH + y}\n" for x, y in corners)

    def test_entities_that_nobody_reads_are_named(self):
        for kind in ("REGION", "MPOLYGON", "ACAD_PROXY_ENTITY", "3DSOLID"):
            path = self.drawing(self.polyline() + f"0\n{kind}\n8\n地块\n" + f"0\n{kind}\n8\n别的\n")
            self.assertIn(f"2 个 {kind}", " ".join(self.area(path, "--crs", "EPSG:4547", code=3)["warnings"]))
            told = self.findings(path, "parcel", "--crs", "EPSG:4547", "--layer", "地块")
            self.assertIn(f"1 个 {kind}", told["not_read"]["message"])

    def test_invisible_entities_are_told(self):
        path = self.drawing(self.polyline() + self.polyline(east=300).replace("90\n5", "60\n1\n90\n5"))
        self.assertIn("不可见", " ".join(self.area(path, "--crs", "EPSG:4547")["warnings"]))

    def test_the_noise_of_arithmetic_opens_no_line(self):
        for gap in (1e-8, 1e-9):
            self.assertEqual(self.area(self.drawing(self.polyline(gap)), "--crs", "EPSG:4547")["area_m2"], AREA)
        self.assertIn("0.001", zonewright("area", self.drawing(self.polyline(0.001)), "--crs", "EPSG:4547", code=2).stderr)

    def test_a_line_drawn_twice_is_told(self):
        path = self.drawing(self.polyline() + self.polyline())
        self.assertIn("图形相同", " ".join(self.area(path, "--crs", "EPSG:4547")["warnings"]))


class Grids(Study):
    PRJ = 'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",114],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["Meter",1]]'

    def grid(self, rows, east=EAST):
        self.put("dem.prj", self.PRJ)
        head = f"ncols 5\nnrows 5\nxllcorner {east}\nyllcorner {NORTH}\ncellsize 10\nNODATA_value -9999\n"
        return self.put("dem.asc", head + "\n".join(" ".join(row) for row in rows) + "\n")

    def test_a_word_or_a_missing_value_is_no_height(self):
        sound = [["25.5"] * 5 for _ in range(5)]
        self.findings(self.grid(sound), "dem")
        for seed in range(20):
            draw = random.Random(seed)
            rows = [list(row) for row in sound]
            row = draw.randrange(5)
            change = draw.choice(("word", "short", "long"))
            if change == "word":
                rows[row][draw.randrange(5)] = draw.choice(("NODATA", "N/A", "nan", "-", "25.5m", "无"))
            elif change == "short":
                rows[row].pop()
            else:
                rows[row].append("25.5")
            said = zonewright("import", self.study, self.grid(rows), "--role", "dem", "--dry-run", code=2).stderr
            self.assertIn("dem.asc", said)
            self.assertIn(f"第 {row + 7} 行" if change == "word" else "5 列 × 5 行", said)

    def test_the_wrong_zone_is_refused_with_the_one_that_fits(self):
        said = zonewright("import", self.study, self.grid([["25.5"] * 5] * 5, 38_000_000 + EAST), "--role", "dem", "--dry-run", code=2).stderr
        self.assertIn("gdal_edit.py -a_srs EPSG:4526", said)


class Rasters(Study):
    def told(self, *arguments, code=(0, 3), **options):
        path = raster(self.folder / "a.tif", *arguments, **options)
        return zonewright_json("import", self.study, path, "--role", "dem", "--dry-run", code=code)

    def test_an_alpha_band_of_any_type_is_a_mask(self):
        for kind in ("Int16", "UInt16", "Float32", "Int32"):
            with self.subTest(kind):
                self.assertIn("无数据 10.0%", " ".join(self.told((25, 0), kind=kind, bands=2, alpha=True)["evidence"]))

    def test_a_stored_filler_is_a_void_whatever_the_scale(self):
        for scale, filler in ((0.01, -9999), (0.005, -32768), (0.1, -9999)):
            rules = {f["rule"] for f in self.told((2500, filler), kind="Int16", scale=scale, code=3)["findings"]}
            self.assertIn("raster_implausible", rules)
        self.assertNotIn("raster_implausible", {f["rule"] for f in self.told((2500, -99), kind="Int16", scale=0.01)["findings"]})

    def test_heights_in_the_crs_are_no_obstacle(self):
        answer = self.told((25, 25), epsg="EPSG:4490+5737", origin=(113.7, 1e-4, 0, 23, 0, -1e-4))
        self.assertIn("EPSG:4490", " ".join(answer["evidence"]))

    def test_the_place_of_a_turned_raster_is_its_own(self):
        said = " ".join(self.told((25, 25), origin=(EAST, 8, 6, NORTH, 6, -8))["evidence"])
        self.assertIn(f"东 {EAST}.000 … {EAST + 140}.000，北 {NORTH - 80}.000 … {NORTH + 60}.000", said)
        self.assertIn("像元 10，", said)

    def test_cells_without_a_size_are_refused(self):
        path = raster(self.folder / "零.tif", (25, 25), origin=(EAST, 0, 0, NORTH, 0, 0))
        self.assertIn("零.tif", zonewright("import", self.study, path, "--role", "dem", "--dry-run", code=2).stderr)

    def test_a_picture_is_no_dem(self):
        rules = {f["rule"] for f in self.told((25, 25), kind="Byte", bands=3, colours=True, code=3)["findings"]}
        self.assertIn("raster_picture", rules)


class Texts(Study):
    HEAD = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=38\n转换参数=,,,,,,\n[地块坐标]\n"

    def parcel(self, name, east, prefix=38_000_000, row=None):
        rows = [f"J{i % 4 + 1},1,{NORTH + y}.000,{prefix + east + x}.000" for i, (x, y) in enumerate([*SQUARE, (0, 0)])]
        if row:
            rows[2] = row
        return f"5,1,{name},块,面,,,,@\n" + "\n".join(rows) + "\n"

    def test_a_bad_row_sets_its_parcel_aside(self):
        for row in ("J3,1,25441OO.000,38474100.000", "J3,1,,", "J3,一,2544100.000,38474100.000"):
            path = self.put("a.txt", self.HEAD + self.parcel("A", EAST, row=row) + self.parcel("B", EAST))
            answer = self.area(path, code=3)
            self.assertEqual(answer["area_m2"], AREA)
            self.assertIn(row, " ".join(answer["warnings"]))
            told = self.findings(path, "parcel")["unreadable_geometry"]
            self.assertEqual(told["feature"], "A")
            zonewright("convert", path, self.folder / "b.txt", code=2)

    def test_what_the_keys_state_and_the_coordinates_do_not_follow_is_told(self):
        parcel = self.parcel("A", EAST)
        for change, word in ((("[地块坐标]", "计量单位=公里\n[地块坐标]"), "计量单位写为 公里"), (("转换参数=,,,,,,", "转换参数=12.5,2,3,0.1,0,0,1"), "写有转换参数"),
                             (("几度分带=3", "几度分带=6"), "几度分带写为 6"), (("块,面", "块,线"), "图形属性写为“线”")):
            told = " ".join(self.area(self.put("a.txt", (self.HEAD + parcel).replace(*change)))["warnings"])
            self.assertIn(word, told)
            self.assertNotIn("12.5", told, "parameters may be secret")
        self.assertEqual(self.area(self.put("a.txt", self.HEAD + parcel))["warnings"], [])

    def test_a_comma_in_a_name_is_told(self):
        path = self.put("a.geojson", json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "A,1"}, "geometry": {
            "type": "Polygon", "coordinates": [[[113.746, 22.994], [113.747, 22.994], [113.747, 22.995], [113.746, 22.995], [113.746, 22.994]]]}}]}))
        answer = zonewright_json("convert", path, self.folder / "a.txt", "--crs", "EPSG:4526")
        self.assertIn("A,1", " ".join(answer["warnings"]))

    def test_the_zone_of_another_meridian_is_no_easting_of_this_one(self):
        path = self.put("a.txt", self.HEAD + self.parcel("A", EAST) + self.parcel("B", 167000, 39_000_000))
        answer = self.area(path, code=3)
        self.assertEqual(answer["area_m2"], AREA)
        self.assertEqual(self.findings(path, "parcel")["bad_vertex"]["feature"], "B")


class Tables(Study):
    def rows(self, *parcels, head="村名,地块编号,点号,X坐标,Y坐标", closed=False):
        text = head + "\n"
        for village, parcel, east in parcels:
            for i, (x, y) in enumerate([*SQUARE, (0, 0)] if closed else SQUARE):
                text += f"{village},{parcel},J{i % 4 + 1},{NORTH + y},{EAST + east + x}\n"
        return self.put("a.csv", text)

    def test_two_villages_with_one_number_are_told(self):
        for closed in (False, True):
            path = self.rows(("甲村", "DK01", 0), ("乙村", "DK01", 500), closed=closed)
            answer = self.area(path, "--crs", "EPSG:4547")
            self.assertAlmostEqual(answer["area_m2"], 2 * AREA, delta=0.05)
            self.assertIn("乙村", " ".join(answer["warnings"]))
            self.assertIn("乙村", self.findings(path, "parcel", "--crs", "EPSG:4547")["parcel_rows_mixed"]["message"])

    def test_the_number_of_a_parcel_is_its_id_without_being_told(self):
        for head in ("地块编号", "宗地代码", "地块编号（必填）", "宗地 编号"):
            path = self.put("a.geojson", json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {head: "DK1"}, "geometry": {
                "type": "Polygon", "coordinates": [[[113.746, 22.994], [113.747, 22.994], [113.747, 22.995], [113.746, 22.995], [113.746, 22.994]]]}}]}))
            answer = zonewright_json("import", self.study, path, "--role", "parcel", "--dry-run", code=(0, 3))
            self.assertEqual(answer["fields"]["id"], head)


class Records(Study):
    """Parcels of the ellipsoid's area in other units, and years that are none."""

    def parcels(self, count, **fields):
        features = []
        for i in range(count):
            x = 113.70 + 0.003 * i
            ring = [[x, 22.994], [x + 0.001, 22.994], [x + 0.001, 22.995], [x, 22.995], [x, 22.994]]
            features.append({"type": "Feature", "properties": {"DKBH": f"D{i}", **{k: v(i) for k, v in fields.items()}}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
        return self.put("p.geojson", json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))

    def test_areas_in_other_units_are_told_and_not_used(self):
        true = self.area(self.parcels(1))["area_m2"]
        for (unit, word), count in itertools.product(((2000 / 3, "亩"), (1e4, "公顷"), (2e7 / 3, "万亩"), (1e6, "平方公里")), (1, 7)):
            draw = random.Random(count)
            path = self.parcels(count, **{"面积(亩)": lambda i: round(true / unit * (1 + draw.uniform(-0.005, 0.005)), 6)})
            told = self.findings(path, "parcel", code=3)
            self.assertIn(f"{count} 个要素的登记面积像是 {word}", told["recorded_area_unit"]["message"])
            self.assertNotIn("recorded_area", told)

    def test_areas_in_square_metres_are_left_alone(self):
        true = self.area(self.parcels(1))["area_m2"]
        self.assertNotIn("recorded_area_unit", self.findings(self.parcels(3, MJ=lambda i: true), "parcel"))
        self.assertNotIn("recorded_area_unit", self.findings(self.parcels(3, MJ=lambda i: true / 2), "parcel"))

    def test_a_year_that_is_none_becomes_unknown(self):
        for year in (0, 98, 36526, 20150630):
            told = self.findings(self.parcels(2, JCND=lambda i: year), "parcel", code=3)
            self.assertIn("已置空", told["field_range"]["message"])
        self.assertNotIn("field_range", self.findings(self.parcels(2, JCND=lambda i: 2015), "parcel"))

    def test_a_date_far_from_now_is_none(self):
        for date in ("0000-01-01", "9999-12-31", "1799"):
            self.assertIn(date, zonewright("import", self.study, self.parcels(1), "--role", "parcel", "--date", date, code=2).stderr)

    def test_a_code_that_its_name_contradicts_is_unknown(self):
        path = self.parcels(4, DLBM=lambda i: "0601", DLMC=lambda i: ("工业用地", "水田")[i % 2], TBMJ=lambda i: None)
        told = self.findings(path, "land_use", code=3)
        self.assertIn("2 个要素", told["code_name_contradicts"]["message"])
        sound = self.parcels(4, DLBM=lambda i: ("0601", "0101")[i % 2], DLMC=lambda i: ("工业用地", "水田")[i % 2])
        self.assertNotIn("code_name_contradicts", self.findings(sound, "land_use"))

    def test_a_layer_without_features_says_so(self):
        path = self.put("YJJBNT.geojson", '{"type":"FeatureCollection","features":[]}')
        self.assertIn("layer_empty", self.findings(path, "farmland"))


class Geodatabases(Study):
    """Coded values, aliases of fields: what a geodatabase says of its numbers."""

    def geodatabase(self, type_of_codes, codes):
        from osgeo import gdal, ogr, osr
        plane = osr.SpatialReference()
        plane.ImportFromEPSG(4547)
        shutil.rmtree(self.folder / "a.gdb", ignore_errors=True)
        file = gdal.GetDriverByName("OpenFileGDB").Create(str(self.folder / "a.gdb"), 0, 0, 0, gdal.GDT_Unknown)
        file.AddFieldDomain(ogr.CreateCodedFieldDomain("供应", "", type_of_codes, ogr.OFSTNone, codes))
        layer = file.CreateLayer("ZD", plane, ogr.wkbMultiPolygon)
        number = ogr.FieldDefn("F1", ogr.OFTString)
        number.SetAlternativeName("地块编号")
        layer.CreateField(number)
        state = ogr.FieldDefn("GYZT", type_of_codes)
        state.SetDomainName("供应")
        layer.CreateField(state)
        for i, code in enumerate(codes):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField("F1", f"D{i}")
            feature.SetField("GYZT", code)
            corners = [(EAST + 300 * i + x, NORTH + y) for x, y in [*SQUARE, (0, 0)]]
            feature.SetGeometry(ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkt("POLYGON((" + ",".join(f"{x} {y}" for x, y in corners) + "))")))
            layer.CreateFeature(feature)
        del layer, file
        return self.folder / "a.gdb"

    def test_codes_become_words_and_aliases_are_names(self):
        from osgeo import ogr
        for type_of_codes, codes in ((ogr.OFTInteger, {1: "已供", 2: "批而未供"}), (ogr.OFTString, {"G": "已供", "P": "规划新增"})):
            with self.subTest(codes):
                path = self.geodatabase(type_of_codes, codes)
                answer = zonewright_json("import", self.study, path, "--role", "parcel", "--dry-run")
                self.assertEqual(answer["fields"]["id"], "F1")
                rules = {f["rule"] for f in answer["findings"]}
                self.assertIn("domain_resolved", rules)
                self.assertNotIn("field_domain", rules)


if __name__ == "__main__":
    unittest.main()
