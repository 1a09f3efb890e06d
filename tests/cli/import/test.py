"""zonewright import: evidence, refusals, the study file, and input that is simply bad."""
import hashlib
import json
import math
import os
import shlex
import shutil
import sqlite3
import struct
import subprocess
import time
import tomllib
import unittest
import zipfile

from drawings import Drawings, said  # noqa: F401: run as tests of this program
from folders import Conversation, Folders, Sources, Statements  # noqa: F401
from messy import MessyFolder  # noqa: F401
from permissions import Permissions  # noqa: F401
from tables import MergedCells  # noqa: F401
from zonewright_cli import PROGRAM, SOURCE, Folder, real_data, zonewright, zonewright_json

STUDY = 'schema = 1\ntitle = "测试"\nplan = "dongguan-2024"  # 注释留下\n'
WEST = [[474000, 2544000], [474100, 2544000], [474100, 2544100], [474000, 2544100], [474000, 2544000]]
EAST = [[474100, 2544000], [474200, 2544000], [474200, 2544100], [474100, 2544100], [474100, 2544000]]
BOW_TIE = [[474300, 2544000], [474400, 2544100], [474400, 2544000], [474300, 2544100], [474300, 2544000]]


class Study(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)

    def layer(self, *rings, name="地块.geojson", crs=4547, ids=None):
        path = self.study / name
        features = [{"type": "Feature", "properties": {"DKBH": str(i if ids is None else ids[i])},
                     "geometry": {"type": "Polygon", "coordinates": [ring]}} for i, ring in enumerate(rings)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}}))
        return path


class Import(Study):
    def test_adds_the_source_and_keeps_the_comments(self):
        answer = zonewright_json("import", self.study, self.layer(WEST, EAST), "--role", "parcel")
        self.assertEqual((answer["crs"], answer["features"], answer["features_kept"]), ("EPSG:4547", 2, 2))
        self.assertEqual(answer["fields"]["id"], "DKBH")
        text = (self.study / "study.toml").read_text()
        self.assertTrue(text.startswith(STUDY))
        self.assertIn('role = "parcel"\npath = "地块.geojson"\n', text)
        zonewright("import", self.study, self.study / "地块.geojson", "--role", "parcel", code=2)

    def test_dry_run_changes_nothing(self):
        zonewright("import", self.study, self.layer(WEST), "--role", "parcel", "--dry-run")
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)

    def test_refuses_what_the_study_file_would_not_take(self):
        layer = self.layer(WEST)
        for options, words in ((("--date", "去年"), "2024-12-31"), (("--date", "2024-13-45"), "2024-12-31"), (("--field", "tenur=DKBH"), "tenure"),
                               (("--crs", "EPSG:999999"), "EPSG:999999"), (("--encoding", "UTF8"), "UTF-8"), (("--code-scheme", "survey"), "survey3")):
            self.assertIn(words, zonewright("import", self.study, layer, "--role", "parcel", *options, code=2).stderr, options)
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)

    def test_repair_writes_a_copy_with_a_ledger(self):
        answer = zonewright_json("import", self.study, self.layer(WEST, BOW_TIE), "--role", "parcel", "--repair", code=3)
        self.assertEqual([f["rule"] for f in said(answer)], ["invalid_self_intersection", "multipart"])
        self.assertEqual(answer["repairs"][0]["before_m2"], 0)
        ledger = (self.study / "data" / "parcel_地块.repairs.csv").read_text("utf-8-sig").splitlines()
        self.assertEqual(len(ledger), 3)
        self.assertTrue(ledger[2].endswith(ledger[1].split(",", 4)[4]), "one repair: the closing sum is its row")
        self.assertIn('path = "data/parcel_地块.gpkg"', (self.study / "study.toml").read_text())
        again = zonewright_json("import", self.study, self.study / "data/parcel_地块.gpkg", "--role", "parcel", "--dry-run")
        self.assertEqual([f["rule"] for f in said(again)], ["multipart"], "the wings of the bow tie stay one feature")

    def test_names_the_crs_that_fits(self):
        prefixed = [[x + 38000000, y] for x, y in WEST]
        swapped = [[y, x] for x, y in WEST]
        for ring, words in ((prefixed, "EPSG:4526"), (swapped, "颠倒"), ([[113.75, 23], [113.76, 23], [113.76, 23.01], [113.75, 23]], "EPSG:4490")):
            refused = zonewright("import", self.study, self.layer(ring), "--role", "parcel", code=2)
            self.assertIn(words, refused.stderr)
        zonewright("import", self.study, self.layer(prefixed), "--role", "parcel", "--crs", "EPSG:4526")

    def test_shows_the_faults_of_the_real_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        answer = zonewright_json("import", self.study, data / "dongguan-towns" / "towns33_wgs84.geojson", "--role", "town", "--dry-run", code=3)
        rules = [f["rule"] for f in answer["findings"]]
        self.assertEqual(rules.count("town_overlap"), 2)
        self.assertEqual(rules.count("town_gap"), 6)
        self.assertAlmostEqual(sum(f["area_m2"] for f in answer["findings"] if f["rule"] == "town_gap") / 1e6, 28.74, delta=0.01)
        self.assertLessEqual({"441900402", "441900403"}, {f["feature"] for f in answer["findings"] if f["rule"] == "missing_unit"})

    def test_recognises_gcj02_by_the_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        zonewright("import", self.study, data / "dongguan-towns" / "towns33_wgs84.geojson", "--role", "town", code=3)
        city = data / "dongguan-towns" / "city_gcj02.geojson"
        answer = zonewright_json("import", self.study, city, "--role", "place", "--dry-run", code=3)
        found = [f for f in answer["findings"] if f["rule"] == "datum_gcj02"]
        self.assertEqual(len(found), 1)
        self.assertIn("+513.0 m", found[0]["message"])
        kept = zonewright_json("import", self.study, city, "--role", "place", "--datum", "gcj02", "--dry-run")
        self.assertIn("--datum gcj02 --repair duplicate_points", next(f["fix"] for f in kept["findings"] if f["rule"] == "duplicate_point"),
                      "the printed command keeps the conversion")
        answer = zonewright_json("import", self.study, city, "--role", "place", "--datum", "gcj02")
        self.assertEqual({f["rule"] for f in answer["findings"]} - {"duplicate_point", "multipart", "status_unstated"}, {"datum_converted"})
        area = zonewright_json("area", self.study / "data" / "place_city_gcj02.gpkg")["area_m2"]
        self.assertAlmostEqual(area / 1e6, 2460.29, delta=0.01)


NEEDLE = [[475000, 2544000], [475000, 2544100], [475049.9, 2544100], [475050, 2544140], [475050.1, 2544100], [475100, 2544100],
          [475100, 2544100], [475100, 2544000], [475000, 2544000]]
PARAMETERS = """# 仅供测试
from = "EPSG:2383"
to = "EPSG:4547"
shift_north_m = 61.625
shift_east_m = -113.875
rotation_arcsec = 0.5
scale_ppm = 2.5
"""


class Repair(Study):
    def copy(self, name="parcel_地块"):
        with sqlite3.connect(f"file:{self.study}/data/{name}.gpkg?mode=ro", uri=True) as db:
            return dict(db.execute("SELECT id, geom FROM parcel").fetchall())

    def test_only_the_named_repairs_and_only_features_with_a_finding(self):
        layer = self.layer(WEST, NEEDLE, EAST)
        answer = zonewright_json("import", self.study, layer, "--role", "parcel", "--repair", "spikes")
        self.assertEqual([(r["rule"], r["feature"]) for r in answer["repairs"]], [("spike", "1")])
        self.assertAlmostEqual(answer["repairs"][0]["before_m2"] - answer["repairs"][0]["after_m2"], 4, delta=0.01)
        repaired = self.copy()
        zonewright("convert", layer, self.folder / "原.gpkg")
        with sqlite3.connect(self.folder / "原.gpkg") as db:
            table = db.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
            original = dict(db.execute(f'SELECT "DKBH", geom FROM "{table}"').fetchall())
        self.assertEqual(repaired["0"], original["0"], "bit for bit")
        self.assertEqual(repaired["2"], original["2"], "bit for bit")
        self.assertNotEqual(repaired["1"], original["1"])
        ledger = (self.study / "data" / "parcel_地块.repairs.csv").read_text("utf-8-sig").splitlines()
        self.assertEqual(len(ledger), 3, "head, one row, sum")

    def test_all_repairs_leave_nothing_to_repair(self):
        pair = [WEST, [[x + 500, y] for x, y in WEST]]
        layer = self.layer(WEST, NEEDLE, BOW_TIE, WEST, ids=["a", "b", "c", "a"])
        content = json.loads(layer.read_text())
        content["features"].append({"type": "Feature", "properties": {"DKBH": "m"}, "geometry": {
            "type": "MultiPolygon", "coordinates": [[[[x, y + 900] for x, y in ring]] for ring in pair]}})
        content["features"].append({"type": "Feature", "properties": {"DKBH": "n"}, "geometry": None})
        layer.write_text(json.dumps(content))
        answer = zonewright_json("import", self.study, layer, "--role", "parcel", "--repair", "all", code=3)
        self.assertEqual(sorted({r["rule"] for r in answer["repairs"]}),
                         ["duplicate_feature", "duplicate_point", "invalid_self_intersection", "multipart", "no_geometry", "spike"])
        again = zonewright_json("import", self.study, self.study / "data/parcel_地块.gpkg", "--role", "parcel", "--dry-run")
        self.assertEqual(said(again), [])
        self.assertEqual(sorted(self.copy()), ["a", "b", "c-1", "c-2", "m-1", "m-2"])

    def test_a_source_of_the_study_is_replaced_in_place(self):
        layer = self.layer(WEST, NEEDLE)
        zonewright("import", self.study, layer, "--role", "parcel")
        toml = self.study / "study.toml"
        toml.write_text(toml.read_text().replace('role = "parcel"', 'licence = "内部"  # 勿外传\nrole = "parcel"') + "\n# 末尾\n")
        self.assertIn("--replace", zonewright("import", self.study, layer, "--role", "parcel", "--repair", code=2).stderr)
        zonewright("import", self.study, layer, "--role", "parcel", "--repair", "--replace")
        text = toml.read_text()
        self.assertEqual(text.count("[[source]]"), 1)
        self.assertIn('path = "data/parcel_地块.gpkg"', text)
        self.assertIn('licence = "内部"  # 勿外传', text)
        self.assertTrue(text.startswith(STUDY) and text.endswith("# 末尾\n"))
        zonewright("import", self.study, layer, "--role", "parcel", "--repair", "all", "--replace")
        self.assertEqual(toml.read_text().count("[[source]]"), 1, "the original file again takes the place of its copy")

    def test_the_fix_command_of_a_finding_works_as_printed(self):
        layer = self.layer(WEST, NEEDLE)
        zonewright("import", self.study, layer, "--role", "parcel")
        answer = zonewright_json("check", self.study)
        fix = next(f["fix"] for f in answer["findings"] if f["rule"] == "spike")
        command = shlex.split(fix[fix.index("zonewright import"):])
        zonewright(*command[1:], cwd=self.study)
        self.assertNotIn("spike", [f["rule"] for f in zonewright_json("check", self.study)["findings"]])

    def test_an_unknown_repair_is_named(self):
        refused = zonewright("import", self.study, self.layer(WEST), "--role", "parcel", "--repair", "spike", code=2)
        self.assertIn("spikes", refused.stderr)


class Datum(Study):
    def old_layer(self):
        return self.layer(WEST, EAST, crs=2383, name="西安80.geojson")

    def test_an_older_datum_stays_refused_without_parameters(self):
        self.assertIn("--datum-parameters", zonewright("import", self.study, self.old_layer(), "--role", "parcel", code=2).stderr)

    def test_parameters_are_used_and_only_their_hash_is_kept(self):
        secret = self.folder / "参数.toml"
        secret.write_text(PARAMETERS)
        done = zonewright("import", self.study, self.old_layer(), "--role", "parcel", "--datum-parameters", secret)
        digest = hashlib.sha256(secret.read_bytes()).hexdigest()
        self.assertIn(digest, done.stdout)
        self.assertIn(digest, (self.study / "study.toml").read_text())
        for value in ("61.625", "113.875"):
            self.assertNotIn(value, done.stdout + done.stderr)
            for file in self.study.rglob("*"):
                if file.is_file():
                    self.assertNotIn(value.encode(), file.read_bytes(), file)
        self.assertNotIn(secret.name, (self.study / "study.toml").read_text())
        with sqlite3.connect(f"file:{self.study}/data/parcel_西安80.gpkg?mode=ro", uri=True) as db:
            blob = db.execute("SELECT geom FROM parcel ORDER BY fid").fetchone()[0]
        x, y = struct.unpack_from("<dd", blob, 8 + 32 + 9 + 9 + 4)
        angle, scale = math.radians(0.5 / 3600), 1 + 2.5e-6
        north, east = zip(*[(61.625 + scale * (n * math.cos(angle) - e * math.sin(angle)), -113.875 + scale * (n * math.sin(angle) + e * math.cos(angle)))
                            for e, n in WEST])
        self.assertTrue(any(abs(x - e) < 1e-6 and abs(y - n) < 1e-6 for e, n in zip(east, north)), (x, y))
        zonewright("check", self.study)

    def test_parameters_that_lead_elsewhere_are_refused(self):
        secret = self.folder / "参数.txt"
        secret.write_text(PARAMETERS.replace("61.625", "6162500.0"))
        refused = zonewright("import", self.study, self.old_layer(), "--role", "parcel", "--datum-parameters", secret, code=2)
        self.assertNotIn("6162500", refused.stderr)
        secret.write_text(PARAMETERS)
        zonewright("import", self.study, self.layer(WEST), "--role", "parcel", "--datum-parameters", secret, code=2)

    def test_a_local_grid_needs_no_crs(self):
        secret = self.folder / "参数.txt"
        secret.write_text("源坐标系 = local\n目标坐标系 = EPSG:4547\n北平移 = 2500000\n东平移 = 400000\n旋转 = 0\n尺度 = 0\n", encoding="gbk")
        local = self.layer([[x - 400000, y - 2500000] for x, y in WEST], crs=4547)
        answer = zonewright_json("import", self.study, local, "--role", "parcel", "--datum-parameters", secret)
        self.assertEqual(answer["crs"], "local")


class Formats(Study):
    """Each format brings the same two parcels."""

    def expect(self, path, *more, role="parcel"):
        answer = zonewright_json("import", self.study, path, "--role", role, "--dry-run", *more, code=(0, 3))
        self.assertEqual(answer["features_kept"], 2, path)
        return answer

    def test_what_convert_writes(self):
        for extension in ("shp", "gpkg", "fgb", "gdb", "csv"):
            target = self.folder / f"格 式.{extension}"
            zonewright("convert", self.layer(WEST, EAST), target)
            self.expect(target, *(["--crs", "EPSG:4547"] if extension == "csv" else []))

    def test_kml(self):
        kml = self.folder / "图.kml"
        places = "".join(f"<Placemark><name>{i}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
                         + " ".join(f"{x},{y}" for x, y in ((113.75 + i, 23), (113.75 + i, 23.001), (113.751 + i, 23.001), (113.75 + i, 23)))
                         + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>" for i in (0, 0.01))
        kml.write_text(f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{places}</Document></kml>')
        self.expect(kml, "--field", "id=Name")

    def test_m_values_are_said_and_dropped(self):
        flat = self.layer(WEST, EAST)
        for dimension, rules in (("XYM", {"has_m"}), ("XYZM", {"has_m", "has_z"})):
            for extension, driver in (("shp", "ESRI Shapefile"), ("gpkg", "GPKG"), ("gdb", "OpenFileGDB")):
                path = self.folder / f"{dimension}.{extension}"
                done = subprocess.run(["ogr2ogr", "-f", driver, "-dim", dimension, path, flat], capture_output=True, text=True) if shutil.which("ogr2ogr") else None
                if done is None or done.returncode != 0:
                    continue
                answer = self.expect(path)
                self.assertEqual({f["rule"] for f in said(answer)}, rules, path.name)
                self.assertTrue(all("2 个要素" in f["message"] for f in said(answer)), path.name)
                self.assertEqual(zonewright_json("area", path)["planar_m2"], 20000)

    def test_zip_with_one_member_and_with_several(self):
        zonewright("convert", self.layer(WEST, EAST), self.folder / "地块.shp", "--encoding", "GBK")
        archive = self.folder / "交 付.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
            for file in self.folder.glob("地块.*"):
                z.write(file, f"成果/{file.name}")
        self.expect(archive)
        with zipfile.ZipFile(archive, "a") as z:
            z.write(self.layer(WEST, name="其他.geojson"), "其他.geojson")
        refused = zonewright("import", self.study, archive, "--role", "parcel", code=2)
        self.assertIn("成果/地块.shp", refused.stderr)
        self.expect(archive, "--layer", "成果/地块.shp")
        zonewright("import", self.study, archive, "--role", "parcel", "--layer", "地块")
        self.assertIn('path = "' + str(archive), (self.study / "study.toml").read_text())
        zonewright("check", self.study)
        self.assertEqual(zonewright_json("convert", archive, self.folder / "出.gpkg", "--layer", "地块")["features"], 2)
        scratch = self.folder / "tmp"
        scratch.mkdir()
        zonewright("check", self.study, env={"TMPDIR": str(scratch)})
        self.assertEqual(list(scratch.iterdir()), [], "nothing left behind")

    def test_zip_names_in_gbk_and_names_that_lead_out(self):
        class Gbk(zipfile.ZipInfo):
            def _encodeFilenameFlags(self):
                return self.filename.encode("gbk"), self.flag_bits & ~0x800

        archive = self.folder / "g.zip"
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr(Gbk("目录/地块.geojson"), self.layer(WEST, EAST).read_text())
        self.expect(archive, "--layer", "目录/地块.geojson")
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr("../../外面.geojson", self.layer(WEST, EAST).read_text())
        zonewright("import", self.study, archive, "--role", "parcel", "--dry-run", code=(0, 2))
        self.assertFalse((self.folder / "外面.geojson").exists())

    def test_tables_with_coordinates(self):
        rows = [("甲", "ai", "其他", 113.75, 23.0), ("乙", "ai", "其他", 113.76, 23.01)]
        for head, order in ((("经度", "纬度"), (3, 4)), (("lat", "lng"), (4, 3))):
            path = self.folder / "企业.csv"
            path.write_bytes(("名称,cluster,class," + ",".join(head) + "\n" + "".join(
                f"{r[0]},{r[1]},{r[2]},{r[order[0]]},{r[order[1]]}\n" for r in rows)).encode("gbk"))
            asked = zonewright("import", self.study, path, "--role", "enterprise", code=2)
            self.assertIn("EPSG:4490", asked.stderr, "asked, not guessed")
            answer = self.expect(path, "--crs", "EPSG:4490", "--field", "name=名称", role="enterprise")
            self.assertTrue(any("经度" in line for line in answer["evidence"]))
        sheet = [["name", "cluster", "class", "X坐标", "Y坐标"]] + [[r[0], r[1], r[2], 2544000.5 + i, 38474000.25] for i, r in enumerate(rows)]
        self.expect(workbook(self.folder / "企业.xlsx", sheet), "--crs", "EPSG:4526", role="enterprise")

    def test_a_list_of_boundary_points_becomes_parcels(self):
        lines = ["地块编号,圈号,点号,X,Y"]
        for parcel, ring in (("A", WEST), ("B", EAST)):
            lines += [f"{parcel},1,J{i},{y},{x}" for i, (x, y) in enumerate(ring, 1)]
        path = self.folder / "界址点.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        self.assertEqual(said(self.expect(path, "--crs", "EPSG:4547", "--field", "id=地块编号")), [])
        self.assertEqual(zonewright_json("convert", path, self.folder / "p.gpkg", "--from-crs", "EPSG:4547")["features"], 2)

    def test_a_layer_without_features_lacks_no_field_whatever_the_role(self):
        empty = self.folder / "空.geojson"
        empty.write_text('{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}, '
                         '"features": []}')
        roles = [tomllib.loads(path.read_text()) for path in sorted((SOURCE / "layers/roles").glob("*.toml"))]
        roles = [role for role in roles if role.get("geometry") in ("point", "line", "polygon")]
        self.assertTrue(any(field.get("required") for role in roles for field in role.get("field", [])))
        for role in roles:
            with self.subTest(role["id"]):
                said = zonewright_json("import", self.study, empty, "--role", role["id"], "--dry-run", code=(0, 3))
                self.assertIn("layer_empty", [f["rule"] for f in said["findings"]])


class Rasters(Study):
    GRID = "ncols 4\nnrows 3\nxllcorner 474000\nyllcorner 2544000\ncellsize 10\nNODATA_value -9999\n1 2 3 4\n5 6 7 8\n9 10 -9999 12\n"

    def grid(self, text=GRID, crs=True):
        path = self.folder / "高 程.asc"
        path.write_text(text)
        if crs:
            prj = subprocess.run(["gdalsrsinfo", "-o", "wkt1", "EPSG:4547"], capture_output=True, text=True).stdout if shutil.which("gdalsrsinfo") else ""
            if not prj.strip():
                self.skipTest("no gdalsrsinfo here")
            path.with_suffix(".prj").write_text(prj.strip())
        return path

    def test_ascii_grid_geotiff_and_img_say_the_same(self):
        source = self.grid()
        for driver, extension in (("AAIGrid", "asc"), ("GTiff", "tif"), ("HFA", "img")):
            path = source
            if driver != "AAIGrid":
                path = self.folder / f"高程.{extension}"
                subprocess.run(["gdal_translate", "-q", "-of", driver, source, path], check=True)
            answer = zonewright_json("import", self.study, path, "--role", "dem", "--dry-run")
            self.assertEqual(answer["findings"], [], extension)
            evidence = "".join(answer["evidence"])
            for words in ("4 列 × 3 行", "EPSG:4547", "1.00 … 12.00", "8.3%"):
                self.assertIn(words, evidence, extension)

    def test_a_cut_raster_and_one_without_crs_are_refused(self):
        cut = self.folder / "断.tif"
        subprocess.run(["gdal_translate", "-q", "-outsize", "300", "300", self.grid(), cut], check=True)
        cut.write_bytes(cut.read_bytes()[:200000])
        zonewright("import", self.study, cut, "--role", "dem", code=2)
        bare = self.folder / "裸.asc"
        bare.write_text(self.GRID)
        self.assertIn("gdal_edit.py -a_srs", zonewright("import", self.study, bare, "--role", "dem", code=2).stderr)
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)

    def test_one_without_values_and_one_elsewhere_are_findings(self):
        empty = zonewright_json("import", self.study, self.grid(self.GRID.split("1 2 3 4")[0] + "-9999 " * 12), "--role", "dem", "--dry-run", code=3)
        self.assertEqual([f["rule"] for f in empty["findings"]], ["raster_without_values"])
        far = zonewright_json("import", self.study, self.grid(self.GRID.replace("2544000", "3544000")), "--role", "dem", "--dry-run")
        self.assertEqual([f["rule"] for f in far["findings"]], ["outside_region"])


class Codes(Study):
    """Land class codes: what is known about the schemes, and what import makes of it."""

    @staticmethod
    def scheme(name):
        return tomllib.loads((SOURCE / "layers" / "code_schemes" / f"{name}.toml").read_text())

    def test_the_same_digits_mean_other_things(self):
        survey, sea = self.scheme("survey3")["names"], self.scheme("landsea2023")["names"]
        self.assertEqual([(survey[c], sea[c]) for c in ("1001", "0601", "1101")],
                         [("铁路用地", "工业用地"), ("工业用地", "农村道路"), ("河流水面", "物流仓储用地")])

    def test_the_vintages_of_2020_and_2023_differ_as_published(self):
        old, new = self.scheme("landsea2020")["names"], self.scheme("landsea2023")["names"]
        for code, moved in {"0204": "0205", "0602": "060201", "0603": "060202", "0604": "060203", "1312": "1311", "1313": "1312",
                            "2302": "2303", "2303": "060102"}.items():
            self.assertEqual(old[code], new[moved], code)
        for code in ("090301", "090302"):
            self.assertIn(code, old)
            self.assertNotIn(code, new)

    def test_every_correspondence_ends_in_the_survey_scheme(self):
        known = self.scheme("survey3")["names"]
        for name in ("gbt21010", "landsea2020", "landsea2023"):
            scheme = self.scheme(name)
            self.assertEqual(set(scheme["survey3"]), set(scheme["names"]), name)
            self.assertEqual([t for targets in scheme["survey3"].values() for t in targets if t not in known], [], name)

    def plots(self, *codes):
        path = self.layer(*[[[x + 100 * i, y] for x, y in WEST] for i in range(len(codes))], name="dltb.geojson")
        content = json.loads(path.read_text())
        for feature, code in zip(content["features"], codes):
            feature["properties"] = {"DLBM": code}
        path.write_text(json.dumps(content))
        return path

    def test_one_meaning_is_taken_over_and_several_are_refused_with_the_candidates(self):
        answer = zonewright_json("import", self.study, self.plots("1001", "0702", "16", "1312"), "--role", "land_use", "--code-scheme", "landsea2023",
                                 "--dry-run", code=3)
        refused = {f["feature"]: (f["rule"], f["message"]) for f in answer["findings"] if f["rule"].startswith("code_")}
        self.assertEqual({k: v[0] for k, v in refused.items()}, {"0702": "code_one_to_many", "16": "code_unmapped"})
        self.assertIn("08H1", refused["0702"][1])

    def test_1312_means_other_things_by_the_vintage(self):
        for vintage, meaning in (("landsea2020", "水工"), ("landsea2023", "其他公用设施")):
            self.assertIn(meaning, self.scheme(vintage)["names"]["1312"])


def workbook(path, rows):
    """The least XLSX: one sheet, inline strings."""
    def cell(name, value):
        return f'<c r="{name}"><v>{value}</v></c>' if isinstance(value, (int, float)) else f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'

    sheet = "".join(f'<row r="{r}">' + "".join(cell("ABCDEFGH"[c] + str(r), v) for c, v in enumerate(row)) + "</row>" for r, row in enumerate(rows, 1))
    main = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{main}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        z.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="rId1" Type="{main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{main}/officeDocument/2006/relationships"><sheets><sheet name="企业" sheetId="1" r:id="rId1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="rId1" Type="{main}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        z.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><worksheet xmlns="{main}/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>')
    return path


class BadInput(Study):
    """One clear error each; the study stays as it was."""

    def refuse(self, path, *words, role="parcel", code=2):
        done = zonewright("import", self.study, path, "--role", role, code=code)
        self.assertEqual((self.study / "study.toml").read_text(), STUDY)
        for word in words:
            self.assertIn(word, done.stderr)
        return done

    def shapefile(self):
        zonewright("convert", self.layer(WEST, EAST), self.study / "块.shp")
        return self.study / "块.shp"

    def test_truncated_shapefile(self):
        shp = self.shapefile()
        shp.write_bytes(shp.read_bytes()[:200])
        self.refuse(shp, "块.shp")

    def test_shapefile_without_dbf(self):
        shp = self.shapefile()
        shp.with_suffix(".dbf").unlink()
        self.refuse(shp, "块")

    def test_dbf_longer_than_shp(self):
        shp = self.shapefile()
        dbf = shp.with_suffix(".dbf")
        zonewright("convert", self.layer(WEST, EAST, [[x + 500, y] for x, y in EAST], name="three.geojson"), self.study / "three.shp")
        shutil.copy(self.study / "three.dbf", dbf)
        self.refuse(shp, "dbf")

    def test_error_page_and_comments(self):
        page, comments = self.study / "page.json", self.study / "c.json"
        page.write_text("<?xml version='1.0'?><Error>502</Error>")
        comments.write_text('// 导出\n{"type":"FeatureCollection","features":[]}')
        self.refuse(page, "XML")
        self.refuse(comments, "JSON")

    def test_corrupt_geopackage(self):
        gpkg = self.study / "坏.gpkg"
        zonewright("convert", self.layer(*[[[x + 200 * (i % 20), y + 200 * (i // 20)] for x, y in WEST] for i in range(400)]), gpkg)
        content = bytearray(gpkg.read_bytes())
        for page in range(20, len(content) // 4096):
            content[page * 4096:page * 4096 + 200] = os.urandom(200)
        gpkg.write_bytes(content)
        self.refuse(gpkg, "坏.gpkg")

    def test_a_file_that_shrinks_while_it_is_read_is_one_error(self):
        path = self.layer(*[[[x + 200 * (i % 200), y + 200 * (i // 200)] for x, y in WEST] for i in range(20000)], name="大.geojson")
        shp = self.study / "大.shp"
        zonewright("convert", path, shp)
        program = subprocess.Popen([PROGRAM, "import", self.study, shp, "--role", "parcel", "--dry-run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.02)
        os.truncate(shp, 1000)
        _, error = program.communicate()
        if program.returncode == 0:
            self.skipTest("it was read before it shrank")
        self.assertEqual((program.returncode, error.count("错误")), (2, 1), error)
        self.assertIn("大.shp", error)

    def test_text_with_broken_rows(self):
        text = self.study / "t.txt"
        text.write_text("[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n9,1,1,块,面,,,,@\nJ1,1,2544000\n")
        self.refuse(text, "第 5 行")

    def test_numbers_that_are_none_are_findings(self):
        path = self.layer(WEST, EAST)
        path.write_text(path.read_text().replace("474200", "1e300"))
        answer = zonewright_json("import", self.study, path, "--role", "parcel", "--dry-run", code=3)
        self.assertIn("absurd_coordinate", [f["rule"] for f in answer["findings"]])
        self.assertEqual(answer["features_kept"], 1)

    def test_a_million_vertices(self):
        ring = [[474000 + i * 0.05, 2544000] for i in range(500000)] + [[499000 - i * 0.05, 2544500] for i in range(500000)]
        answer = zonewright_json("import", self.study, self.layer(ring + ring[:1]), "--role", "parcel", "--dry-run")
        self.assertEqual(answer["features_kept"], 1)

    def test_absent_file_network_name_and_unknown_role(self):
        self.refuse(self.folder / "none.shp", "none.shp")
        self.refuse("/vsicurl/http://example.com/a.geojson", "vsi")
        self.refuse(self.layer(WEST), "parcel", role="parzel")


if __name__ == "__main__":
    unittest.main()
