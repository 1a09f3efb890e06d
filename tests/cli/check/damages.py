"""One maker for every damage in the tables of the manual page of check: a file that has it, and nothing else wrong.

FINDINGS: rule → (role, maker); the maker gets a folder and returns the file to import, or the file and more arguments.
REFUSALS: name → (role, maker, words of the message).
"""
import json
import pathlib
import shutil
import sqlite3
import struct
import zipfile

from zonewright_cli import zonewright, zonewright_json

NORTH, EAST = 2544000, 474000


def square(x=0, y=0, size=100):
    return [[EAST + x + a, NORTH + y + b] for a, b in ((0, 0), (0, size), (size, size), (size, 0), (0, 0))]


def geojson(path, *geometries, crs=4547, properties=None, key="DKBH"):
    features = []
    for i, geometry in enumerate(geometries):
        if isinstance(geometry, list):
            geometry = {"type": "Polygon", "coordinates": [geometry]}
        values = {key: str(i)}
        values.update((properties or {}) if not isinstance(properties, list) else properties[i])
        features.append({"type": "Feature", "properties": values, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": features}
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path.write_text(json.dumps(collection, ensure_ascii=False))
    return path


def converted(source, target):
    zonewright("convert", source, target)
    return target


def geopackage(folder, *wkb):
    """A GeoPackage whose features hold exactly these WKB geometries: what no writer of ours would write."""
    target = converted(geojson(folder / "原.geojson", *[square(200 * i) for i in range(len(wkb))]), folder / "坏.gpkg")
    with sqlite3.connect(target) as db:
        table, column = db.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchone()
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        key = next(row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5])
        for fid, shape in enumerate(wkb, 1):
            db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{key}" = ?', (b"GP\0\1" + struct.pack("<i", 4547) + shape, fid))
    db.close()
    return target


def wkb_ring(points):
    return struct.pack("<I", len(points)) + b"".join(struct.pack("<dd", *p) for p in points)


def wkb_polygon(*rings):
    return struct.pack("<BII", 1, 3, len(rings)) + b"".join(wkb_ring(r) for r in rings)


def wkb_curve_polygon():
    """A circle of 50 m around the middle of the first square."""
    x, y = EAST + 50, NORTH + 50
    arc = [(x - 50, y), (x, y + 50), (x + 50, y), (x, y - 50), (x - 50, y)]
    return struct.pack("<BII", 1, 10, 1) + struct.pack("<BI", 1, 8) + wkb_ring(arc)


def needle(tip=0.0, x=0):
    """With a tip of one vertex, or of two that lie so far apart."""
    ring, middle = square(x), EAST + x + 50
    top = [[middle - tip / 2, NORTH + 140]] + ([[middle + tip / 2, NORTH + 140]] if tip else [])
    return ring[:2] + [[middle - 0.1, NORTH + 100], *top, [middle + 0.1, NORTH + 100]] + ring[2:]


def bow_tie():
    a, b, c, d, _ = square()
    return [a, c, b, d, a]


def csv(folder, *rows):
    lines = ["name,cluster,class,X,Y"] + [f"企业{i},ai,其他,{x},{y}" for i, (x, y) in enumerate(rows)]
    return text(folder, "点.csv", "\n".join(lines) + "\n"), "--crs", "EPSG:4547"


def land_use(folder, *rings, codes=None, names=None, **more):
    return geojson(folder / "地类图斑.geojson", *rings, key="BSM", properties=[
        {"DLBM": (codes or ["0601"] * len(rings))[i], "DLMC": (names or ["工业用地"] * len(rings))[i], **more} for i in range(len(rings))])


def wrong_cpg(folder):
    rings = [square(200 * i) for i in range(12)]
    names = ["东莞市工业用地", "松山湖高新区", "物流仓储用地", "河流水面", "公路用地", "城镇住宅用地"] * 2
    source = geojson(folder / "块.geojson", *rings, properties=[{"name": n} for n in names])
    zonewright("convert", source, folder / "块.shp", "--encoding", "GBK")
    (folder / "块.cpg").write_text("UTF-8")
    return folder / "块.shp"


def wkb_polygon_with(dimensions, ring):
    """A polygon of ISO WKB with more than X and Y: 2000 is M, 3000 is ZM."""
    points = b"".join(struct.pack(f"<{len(p)}d", *p) for p in ring)
    return struct.pack("<BII", 1, dimensions + 3, 1) + struct.pack("<I", len(ring)) + points


def lines(folder, *rings):
    return geojson(folder / "线.geojson", *[{"type": "LineString", "coordinates": ring} for ring in rings])


def drawing(folder, *layers):
    """A DXF with a closed polyline and a label on each layer."""
    entities = ""
    for i, layer in enumerate(layers):
        corners = "".join(f"10\n{x}\n20\n{y}\n" for x, y in square(200 * i)[:-1])
        entities += f"0\nLWPOLYLINE\n5\n{10 + i}\n100\nAcDbEntity\n8\n{layer}\n100\nAcDbPolyline\n90\n4\n70\n1\n{corners}"
        entities += f"0\nTEXT\n8\n{layer}\n10\n{EAST}\n20\n{NORTH}\n40\n2.5\n1\nA\n"
    return text(folder, "图.dxf", f"0\nSECTION\n2\nENTITIES\n{entities}0\nENDSEC\n0\nEOF\n"), "--crs", "EPSG:4547"


def all_towns(folder, degrees=False):
    """A square of 100 m for every unit of the plan that has a code, by name and without the code: too small, and far from their seats."""
    places = [p for p in zonewright_json("plan", "show")["places"] if p.get("code")]
    rings = [square(100 * i) for i in range(len(places))]
    if degrees:
        rings = [[[113.75 + (x - EAST) / 1e5, 22.9 + (y - NORTH) / 1e5] for x, y in ring] for ring in rings]
    return geojson(folder / "XZQ.geojson", *rings, crs=None if degrees else 4547, key="id", properties=[{"XZQMC": p["name"]["zh"], "XZQDM": None} for p in places])


def parcel_of_another_town(folder):
    towns = geojson(folder / "XZQ.geojson", square(0, 0, 3000), key="id", properties={"XZQMC": "塘厦镇", "XZQDM": "441900116"})
    with open(folder / "研究" / "study.toml", "a") as study:
        study.write(f'\n[[source]]\nrole = "town"\npath = "{towns}"\n')
    return geojson(folder / "a.geojson", square(), properties={"XZQDM": "441900999"})


SURVEY = "[属性描述]\n坐标系={}\n几度分带=3\n带号=38\n[地块坐标]\n9,1,A,块,面,,,,@\n"

FINDINGS = {
    "no_geometry": ("parcel", lambda f: geojson(f / "a.geojson", square(), None)),
    "empty_geometry": ("parcel", lambda f: geopackage(f, wkb_polygon(square()), wkb_polygon())),
    "not_finite": ("parcel", lambda f: geopackage(f, wkb_polygon(square()), wkb_polygon(square(200)[:2] + [(float("nan"), NORTH)] + square(200)[2:]))),
    "absurd_coordinate": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200)[:2] + [[1e300, NORTH]] + square(200)[2:])),
    "curve": ("parcel", lambda f: geopackage(f, wkb_curve_polygon(), wkb_polygon(square(200)))),
    "other_kind": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), {"type": "Point", "coordinates": [EAST, NORTH]})),
    "has_z": ("parcel", lambda f: geojson(f / "a.geojson", [[*p, 12.5] for p in square()])),
    "has_m": ("parcel", lambda f: geopackage(f, wkb_polygon_with(2000, [[*p, 7.0] for p in square()]), wkb_polygon_with(3000, [[*p, 12.5, 7.0] for p in square(200)]))),
    "lines_to_polygons": ("parcel", lambda f: lines(f, square(), square(200))),
    "open_line": ("parcel", lambda f: lines(f, square(200), square()[:-1] + [[EAST + 0.03, NORTH]])),
    "ring_as_hole": ("parcel", lambda f: lines(f, square(), square(40, 40, 20))),
    "drawing_left_out": ("parcel", lambda f: drawing(f, "DK")),
    "unclosed_ring": ("parcel", lambda f: geopackage(f, wkb_polygon(square()[:-1]))),
    "collapsed_ring": ("parcel", lambda f: geopackage(f, wkb_polygon(square(), [square(20)[0], square(20)[1], square(20)[0]]))),
    "duplicate_point": ("parcel", lambda f: geojson(f / "a.geojson", square()[:2] + square()[1:])),
    "spike": ("parcel", lambda f: geojson(f / "a.geojson", needle(), needle(0.004, 200))),
    "invalid_self_intersection": ("parcel", lambda f: geojson(f / "a.geojson", bow_tie())),
    "sliver": ("parcel", lambda f: geojson(f / "a.geojson", square(), [[EAST + 200, NORTH], [EAST + 200, NORTH + 80], [EAST + 200.3, NORTH + 80], [EAST + 200.3, NORTH], [EAST + 200, NORTH]])),
    "multipart": ("parcel", lambda f: geojson(f / "a.geojson", {"type": "MultiPolygon", "coordinates": [[square()], [square(200)]]})),
    "duplicate_feature": ("parcel", lambda f: geojson(f / "a.geojson", square(), square()[2:] + square()[1:3], properties={"DKBH": "1"})),
    "land_use_overlap": ("land_use", lambda f: land_use(f, square(), square(90))),
    "land_use_gap": ("land_use", lambda f: geojson(f / "地类图斑.geojson", {"type": "Polygon", "coordinates": [square(), square(40, 40, 20)]}, key="BSM", properties={"DLBM": "0601"})),
    "code_scheme": ("land_use", lambda f: land_use(f, *[square(100 * i) for i in range(4)], codes=["1001", "1001", "1101", "0701"], names=["工业用地", "工业用地", "物流仓储用地", "城镇住宅用地"])),
    "recorded_area": ("parcel", lambda f: geojson(f / "a.geojson", square(), properties={"recorded_area_m2": 7.0})),
    "field_type": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), properties=[{"recorded_area_m2": "不详"}, {"recorded_area_m2": "10000"}])),
    "parcel_id_repeated": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), properties={"DKBH": "1"})),
    "parcel_without_id": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), properties=[{"DKBH": None}, {"DKBH": "2"}])),
    "bad_vertex": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), square(400)[:2] + [[0, 0]] + square(400)[3:])),
    "code_unknown": ("land_use", lambda f: land_use(f, *[square(100 * i) for i in range(4)], codes=["0601", "0601", "0601", "601"])),
    "town_code_completed": ("town", all_towns),
    "parcel_town_unknown": ("parcel", parcel_of_another_town),
    "role_doubtful": ("parcel", lambda f: geojson(f / "GYBHX.geojson", square())),
    "datum_unstated": ("town", lambda f: all_towns(f, degrees=True)),
    "seat_outside_town": ("town", all_towns),
    "town_area": ("town", all_towns),
    "date_unstated": ("parcel", lambda f: geojson(f / "a.geojson", square())),
    "status_unstated": ("parcel", lambda f: geojson(f / "a.geojson", square())),
    "field_unstated": ("parcel", lambda f: geojson(f / "a.geojson", square())),
    "required_value": ("parcel", lambda f: geojson(f / "a.geojson", square(), square(200), properties=[{"DKBH": ""}, {"DKBH": "2"}])),
    "encoding_contradiction": ("parcel", wrong_cpg),
    "coordinate_value": ("enterprise", lambda f: csv(f, (NORTH, EAST), ("不详", EAST))),
    "coordinate_order": ("enterprise", lambda f: csv(f, (NORTH, EAST), (NORTH, EAST + 9), (EAST, NORTH))),
    "reader_warning": ("parcel", lambda f: text(f, "t.txt", SURVEY.format("2000国家大地坐标系") + "".join(f"J{i},1,{y},{38000000 + x}\n" for i, (x, y) in enumerate(square(), 1)))),
}


def shapefile(folder):
    converted(geojson(folder / "块.geojson", square(), square(200)), folder / "块.shp")
    return folder / "块.shp"


def truncated(folder):
    shp = shapefile(folder)
    shp.write_bytes(shp.read_bytes()[:200])
    return shp


def without(folder, extension):
    shp = shapefile(folder)
    shp.with_suffix(extension).unlink()
    return shp


def longer_table(folder):
    shp = shapefile(folder)
    converted(geojson(folder / "three.geojson", square(), square(200), square(400)), folder / "three.shp")
    shutil.copy(folder / "three.dbf", shp.with_suffix(".dbf"))
    return shp


def corrupt_page(folder):
    gpkg = converted(geojson(folder / "块.geojson", *[square(200 * i) for i in range(400)]), folder / "坏 页.gpkg")
    content = bytearray(gpkg.read_bytes())
    page = len(content) // 4096 // 2
    content[page * 4096:page * 4096 + 64] = bytes(range(64))
    gpkg.write_bytes(content)
    return gpkg


def text(folder, name, content, encoding="utf-8"):
    (folder / name).write_text(content, encoding=encoding)
    return folder / name


def two_layers(folder):
    with zipfile.ZipFile(folder / "两个.zip", "w") as archive:
        for name in ("甲.geojson", "乙.geojson"):
            archive.write(geojson(folder / name, square()), name)
    return folder / "两个.zip"


def broken_zip(folder):
    path = two_layers(folder)
    path.write_bytes(path.read_bytes()[:300])
    return path


REFUSALS = {
    "truncated_shapefile": ("parcel", truncated, ["块.shp"]),
    "shapefile_without_dbf": ("parcel", lambda f: without(f, ".dbf"), ["没有 .dbf"]),
    "shapefile_without_shx": ("parcel", lambda f: without(f, ".shx"), ["没有 .shx"]),
    "dbf_longer_than_shp": ("parcel", longer_table, ["块.dbf", "3 条记录", "2 条"]),
    "xml_error_page": ("parcel", lambda f: text(f, "page.json", "<?xml version='1.0'?><Error>502</Error>"), ["XML"]),
    "json_with_comments": ("parcel", lambda f: text(f, "c.json", '// 导出\n{"type":"FeatureCollection","features":[]}'), ["带注释的 JSON"]),
    "corrupt_page": ("parcel", corrupt_page, ["坏 页.gpkg", "完好的 GeoPackage"]),
    "broken_row": ("parcel", lambda f: text(f, "t.txt", SURVEY.format("2000国家大地坐标系") + "J1,1,2544000\n"), ["第 7 行"]),
    "several_layers_in_drawing": ("parcel", lambda f: drawing(f, "DK", "房屋"), ["DK, 房屋", "--layer"]),
    "broken_zip": ("parcel", broken_zip, ["两个.zip", "zip"]),
    "several_layers_in_zip": ("parcel", two_layers, ["乙.geojson", "甲.geojson", "--layer"]),
    "no_crs": ("parcel", lambda f: geojson(f / "a.geojson", square(), crs=None), ["EPSG:4547", "--crs"]),
    "wrong_crs": ("parcel", lambda f: geojson(f / "a.geojson", [[x + 38e6, y] for x, y in square()]), ["EPSG:4526"]),
    "swapped_axes": ("parcel", lambda f: geojson(f / "a.geojson", [[y, x] for x, y in square()]), ["X/Y 颠倒"]),
    "older_datum": ("parcel", lambda f: geojson(f / "a.geojson", square(), crs=2383), ["--datum-parameters"]),
    "table_without_coordinates": ("enterprise", lambda f: text(f, "e.csv", "name,cluster,class\n甲,ai,其他\n"), ["经度", "X坐标"]),
    "missing_field": ("land_use", lambda f: geojson(f / "地类图斑.geojson", square()), ["DLBM", "--field"]),
    "wrong_kind": ("parcel", lambda f: geojson(f / "a.geojson", {"type": "Point", "coordinates": [EAST, NORTH]}), ["点", "面"]),
    "unknown_format": ("parcel", lambda f: text(f, "a.doc", "x"), [".gpkg", ".zip"]),
    "empty_file": ("parcel", lambda f: text(f, "a.geojson", ""), ["空文件"]),
}
