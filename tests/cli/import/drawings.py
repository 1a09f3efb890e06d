"""Drawings (DXF) as a CAD user hands them in: closed polylines, labels, hatches, frames; drawn here entity by entity."""
import json
import math
import sqlite3
import subprocess
import shutil

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json

STUDY = 'schema = 1\ntitle = "测试"\nplan = "dongguan-2024"\n'
EAST, NORTH = 474000, 2544000


def entity(kind, layer, *pairs, handle=None, paper=False):
    codes = ([(5, handle)] if handle else []) + [(100, "AcDbEntity")] + ([(67, 1)] if paper else []) + [(8, layer), *pairs]
    return f"0\n{kind}\n" + "".join(f"{code}\n{value}\n" for code, value in codes)


def polyline(layer, points, handle=None, closed=True, bulges=None):
    pairs = [(100, "AcDbPolyline"), (90, len(points)), (70, int(closed))]
    for i, (x, y) in enumerate(points):
        pairs += [(10, x), (20, y)] + ([(42, bulges[i])] if bulges and i in bulges else [])
    return entity("LWPOLYLINE", layer, *pairs, handle=handle)


def label(layer, x, y, words, paper=False):
    return entity("TEXT", layer, (100, "AcDbText"), (10, x), (20, y), (40, 2.5), (1, words), paper=paper)


def hatch(layer, points):
    pairs = [(100, "AcDbHatch"), (10, 0), (20, 0), (30, 0), (2, "SOLID"), (70, 1), (71, 0), (91, 1), (92, 2), (72, 0), (73, 1), (93, len(points))]
    pairs += [pair for x, y in points for pair in ((10, x), (20, y))] + [(97, 0), (75, 0), (76, 1), (98, 0)]
    return entity("HATCH", layer, *pairs)


def box(x=0, y=0, side=100):
    return [(EAST + x, NORTH + y), (EAST + x, NORTH + y + side), (EAST + x + side, NORTH + y + side), (EAST + x + side, NORTH + y)]


def drawing(path, *entities, encoding="utf-8", version="AC1021"):
    head = f"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n{version}\n0\nENDSEC\n" if version else ""
    path.write_text(f"{head}0\nSECTION\n2\nENTITIES\n{''.join(entities)}0\nENDSEC\n0\nEOF\n", encoding=encoding)
    return path


# a plot with a hole, a plot beside it, an open line of 100 m, one of 3 cm, a plot with a round corner
PLOTS = [polyline("DK", box(), "1A"), polyline("DK", box(40, 40, 20), "1B"), polyline("DK", box(200), "1C"),
         polyline("DK", box(400), "1D", closed=False),
         polyline("DK", box(600) + [(EAST + 600.03, NORTH)], "1E", closed=False)]
ROUND = polyline("DK", box(800), "1F", bulges={2: math.tan(math.pi / 8)})  # a quarter of a circle bulges between the third vertex and the fourth
REST = [label("ZJ", EAST + 50, NORTH + 50, "地块 1"), entity("POINT", "ZJ", (100, "AcDbPoint"), (10, EAST), (20, NORTH)),
        label("ZJ", 4, 4, "图名", paper=True)]


def said(answer):
    """The findings but for what follows from a date, a status and fields that nobody states."""
    return [f for f in answer["findings"] if not f["rule"].endswith("_unstated")]


class Drawings(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)

    def bring(self, path, *more, code=0):
        return zonewright_json("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", *more, code=code)

    def found(self, answer):
        rules = {}
        for finding in said(answer):
            rules.setdefault(finding["rule"], []).append(finding)
        return rules

    def test_closed_polylines_become_polygons_and_everything_else_is_said(self):
        path = drawing(self.folder / "宗 地.dxf", *PLOTS, ROUND, *REST)
        answer = self.bring(path, code=3)
        found = self.found(answer)
        self.assertEqual(answer["features_kept"], 2)
        self.assertEqual(answer["fields"]["id"], "EntityHandle")
        self.assertIn("3 条闭合线成为 2 个面，其中 1 条成为洞", found["lines_to_polygons"][0]["message"])
        self.assertEqual([(f["feature"], round(f["area_m2"])) for f in found["ring_as_hole"]], [("1B", 400)])
        self.assertIn("1A", found["ring_as_hole"][0]["message"])
        self.assertEqual([f["feature"] for f in found["open_line"]], ["1D", "1E"])
        self.assertIn("100.000 m", found["open_line"][0]["message"])
        self.assertIn("X(北) 2544000.000 Y(东) 474400.000", found["open_line"][0]["message"])
        self.assertNotIn("--repair", found["open_line"][0]["fix"])
        self.assertIn("--repair close_lines", found["open_line"][1]["fix"])
        self.assertEqual([f["feature"] for f in found["curve"]], ["1F"])
        self.assertIn("2 个其他图层的图元、1 个图纸空间图元", found["drawing_left_out"][0]["message"])
        checked = self.found(zonewright_json("check", self.study, code=3))
        self.assertEqual({rule: len(rows) for rule, rows in checked.items()}, {rule: len(rows) for rule, rows in found.items()})

    def test_open_lines_are_closed_only_by_name_and_no_vertex_moves(self):
        path = drawing(self.folder / "宗地.dxf", *PLOTS)
        for repair, ids in (("spikes", {"1A", "1C"}), ("close_lines", {"1A", "1C", "1E"})):
            answer = self.bring(path, "--repair", repair, "--replace", code=3)
            with sqlite3.connect(f"file:{self.study}/data/parcel_宗地.gpkg?mode=ro", uri=True) as db:
                shapes = dict(db.execute("SELECT id, geom FROM parcel").fetchall())
            self.assertEqual(set(shapes), ids)
            if repair == "spikes":
                before = shapes
                self.assertEqual(answer["repairs"], [])
        self.assertEqual({k: v for k, v in shapes.items() if k in before}, before, "bit for bit")
        row, = answer["repairs"]
        self.assertEqual((row["rule"], row["feature"], row["before_m2"]), ("open_line", "1E", 0))
        self.assertAlmostEqual(row["after_m2"], 10000, delta=2)

    def test_arcs_become_chords_only_when_asked(self):
        path = drawing(self.folder / "弧.dxf", polyline("DK", box(), "A"), ROUND)
        self.assertEqual(self.bring(path, "--dry-run", code=3)["features_kept"], 1)
        answer = self.bring(path, "--repair", "linearize")
        self.assertEqual({f["rule"] for f in said(answer)}, {"curve", "lines_to_polygons"}, "no repeated vertex is left either")
        area = zonewright_json("area", self.study / "data" / "parcel_弧.gpkg")["features"][1]["planar_m2"]
        segment = 5000 * (math.pi / 4 - 0.5)  # of a circle of √5000 m over a chord of 100 m
        self.assertLess(abs(abs(area - 10000) - segment), 0.0002 * segment)

    def test_a_circle_is_an_arc(self):
        circle = entity("CIRCLE", "DK", (100, "AcDbCircle"), (10, EAST), (20, NORTH), (40, 50), handle="2A")
        beside = self.bring(drawing(self.folder / "圆.dxf", circle, polyline("DK", box(200), "A")), "--dry-run", code=3)
        self.assertEqual([f["feature"] for f in self.found(beside)["curve"]], ["2A"])
        alone = self.bring(drawing(self.folder / "只有圆.dxf", circle), "--dry-run", code=3)
        self.assertEqual(([f["rule"] for f in said(alone)], alone["features_kept"]), (["curve"], 0))

    def test_a_hatch_counts_only_where_no_line_is_closed(self):
        with_line = drawing(self.folder / "a.dxf", polyline("DK", box(), "A"), hatch("DK", box()))
        answer = self.bring(with_line, "--dry-run")
        self.assertEqual(answer["features_kept"], 1, "the hatch repeats the line")
        self.assertIn("1 个填充面", self.found(answer)["drawing_left_out"][0]["message"])
        alone = self.bring(drawing(self.folder / "b.dxf", hatch("DK", box()), label("DK", EAST, NORTH, "x")), "--dry-run", "--field", "id=Layer")
        self.assertEqual(alone["features_kept"], 1)

    def test_layers_of_the_drawing_are_asked_for_not_guessed(self):
        path = drawing(self.folder / "多层.dxf", polyline("DK", box(), "A"), polyline("房屋", box(200), "B"))
        refused = zonewright("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", code=2)
        self.assertIn("DK, 房屋", refused.stderr)
        self.assertIn("--layer", refused.stderr)
        self.assertEqual(self.bring(path, "--layer", "房屋")["features_kept"], 1)
        self.assertEqual(self.bring(path, "--layer", "entities", "--dry-run")["features_kept"], 2)
        self.assertIn("房屋", zonewright("area", path, "--crs", "EPSG:4547", "--layer", "房子", code=2).stderr)
        by_alias = drawing(self.folder / "别名.dxf", polyline("宗地", box(), "A"), polyline("房屋", box(200), "B"))
        self.assertEqual(self.bring(by_alias, "--dry-run")["features_kept"], 1, "the usual name of the role")

    def test_names_in_gbk_stated_or_not(self):
        plots = polyline("权属线", box(), "A"), polyline("房屋", box(200), "B")
        bare = drawing(self.folder / "无头.dxf", *plots, encoding="gbk", version=None)
        self.assertEqual(self.bring(bare, "--layer", "权属线", "--field", "owner=Layer")["features_kept"], 1)
        zonewright("check", self.study)
        self.assertEqual(self.bring(bare, "--layer", "权属线", "--encoding", "GBK", "--dry-run")["features_kept"], 1)
        stated = self.folder / "有头.dxf"
        stated.write_bytes(bare.read_bytes().replace(b"0\nSECTION", b"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\nANSI_936\n0\nENDSEC\n0\nSECTION", 1))
        self.assertEqual(self.bring(stated, "--layer", "权属线", "--dry-run")["features_kept"], 1)

    def test_a_drawing_that_is_cut_or_binary_is_one_clear_error(self):
        path = drawing(self.folder / "断.dxf", *PLOTS)
        text = path.read_text()
        path.write_text(text[:text.index("1C")])
        self.assertEqual(zonewright("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", code=2).stderr.count("错误"), 1)
        path.write_bytes(b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(range(256)))
        refused = zonewright("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", code=2).stderr
        self.assertEqual(refused.count("错误"), 1)
        self.assertIn("DXF", refused)

    def test_what_gdal_writes_is_read_too(self):
        if not shutil.which("ogr2ogr"):
            self.skipTest("no ogr2ogr here")
        ring = [[x, y] for x, y in box() + box()[:1]]
        source = self.folder / "面.geojson"
        source.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"Layer": "DK"}, "geometry": {"type": "LineString", "coordinates": ring}}]}))
        subprocess.run(["ogr2ogr", "-f", "DXF", self.folder / "面.dxf", source], check=True, capture_output=True)
        self.assertEqual(self.bring(self.folder / "面.dxf", "--dry-run")["features_kept"], 1)

    def test_closed_lines_of_other_formats(self):
        rings = [[[x, y] for x, y in points] for points in (box() + box()[:1], box(20, 20, 10) + box(20, 20, 10)[:1], box(200))]
        source = self.folder / "界线.geojson"
        source.write_text(json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}, "features": [
            {"type": "Feature", "properties": {"DKBH": f"L{i}"}, "geometry": {"type": "LineString", "coordinates": r}} for i, r in enumerate(rings)]}))
        for extension in ("geojson", "gpkg", "shp"):
            path = source.with_suffix("." + extension)
            if extension != "geojson":
                zonewright("convert", source, path)
            found = self.found(zonewright_json("import", self.study, path, "--role", "parcel", "--dry-run", code=3))
            self.assertEqual({rule: [f["feature"] for f in rows] for rule, rows in found.items()},
                             {"open_line": ["L2"], "ring_as_hole": ["L1"], "lines_to_polygons": [""]}, extension)

    def test_area_and_survey_text_of_a_drawing(self):
        path = drawing(self.folder / "宗地.dxf", *PLOTS, ROUND, *REST, polyline("TK", [(x, y) for x, y in box(-500, -500, 2000)], "FF"))
        answer = zonewright_json("area", path, "--crs", "EPSG:4547", "--layer", "DK")
        self.assertEqual([(f["name"], f["planar_m2"]) for f in answer["features"]][:2], [("1A", 9600), ("1C", 10000)])
        said = "".join(answer["warnings"])
        for words in ("4 条闭合线成为 3 个面", "线 1D 未闭合", "线 1E 未闭合", "圆弧", "未使用"):
            self.assertIn(words, said)
        whole = zonewright_json("area", path, "--crs", "EPSG:4547")
        self.assertIn(("FF", 4000000), [(f["name"], f["planar_m2"]) for f in whole["features"]], "a frame of another layer has no holes")
        text = self.folder / "界址点.txt"
        zonewright("convert", drawing(self.folder / "b.dxf", *PLOTS[:3]), text, "--from-crs", "EPSG:4547", "--crs", "EPSG:4526")
        self.assertEqual(zonewright_json("area", text)["planar_m2"], 19600)
        refused = zonewright("area", drawing(self.folder / "c.dxf", PLOTS[3]), "--crs", "EPSG:4547", code=2).stderr
        self.assertIn("100.000 m", refused)

    def test_a_site_report_of_a_drawing(self):
        study = demo_study()
        with sqlite3.connect(f"file:{study}/out/zonewright.gpkg?mode=ro", uri=True) as db:
            x0, x1, y0, y1 = db.execute("SELECT minx, maxx, miny, maxy FROM rtree_parcel_geom LIMIT 1").fetchone()
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        path = drawing(self.folder / "选址.dxf", polyline("0", [(x, y), (x, y + 60), (x + 80, y + 60), (x + 80, y)], "A"), label("0", x, y, "选址"))
        answer = zonewright_json("report", study, "--site", path, "--crs", "EPSG:4547", "--no-pdf", "-o", self.folder / "报告", code=(0, 3))
        self.assertEqual(len(answer["reports"]), 1)
        self.assertIn("1 条闭合线成为 1 个面", "".join(answer["warnings"]))
        facts = json.loads(next((self.folder / "报告").rglob("*.json")).read_text())
        self.assertRegex(json.dumps(facts), "4799[.]|4800[.]")
