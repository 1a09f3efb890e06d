"""A folder of files as somebody handed it in: one table, and what is certain with one confirmation."""
import json
import os
import pty
import re
import shutil
import subprocess
import zipfile

from temporary_postgis import TemporaryPostgis, binaries
from zonewright_cli import PROGRAM, Folder, demo_study, zonewright, zonewright_json

STUDY = 'schema = 1\ntitle = "测试"\nplan = "dongguan-2024"\n'


class Folders(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)
        self.inbox = self.folder / "收到的文件"
        self.inbox.mkdir()

    def rows(self, *options, code=(0, 3)):
        answer = zonewright_json("import", self.study, self.inbox, *options, code=code)
        return {(row["file"].rsplit("/", 1)[-1] + ("/" + row["layer"] if row["layer"] else "")): row for row in answer["layers"]}

    def test_the_sources_of_the_demonstration_city_are_all_recognised(self):
        shutil.copytree(demo_study() / "data", self.inbox / "data")
        rows = self.rows("--yes")
        wanted = {"land_survey.gdb/XZQ": "town", "land_survey.gdb/DLTB": "land_use", "YJJBNT.shp": "farmland", "STBHHX.shp": "ecological_redline",
                  "CZKFBJ.shp": "growth_boundary", "GYBHX.gpkg": "industrial_line", "parcels.gpkg": "parcel", "transport.gpkg/LRDL": "road",
                  "environment.gpkg/SY": "water", "environment.gpkg/LSWHBHX": "heritage", "industry.gpkg/QY": "enterprise", "utilities.gpkg/BDZ": "substation"}
        for name, role in wanted.items():
            self.assertIn(name, rows)
            self.assertEqual((rows[name]["role"], rows[name]["state"]), (role, "imported"), rows[name])
            self.assertEqual(rows[name]["crs"], "EPSG:4547" if "EPSG:4547" in rows[name]["crs"] else rows[name]["crs"])
        text = (self.study / "study.toml").read_text()
        self.assertLess(text.index('role = "town"'), text.index('role = "parcel"'))
        again = self.rows()
        self.assertEqual(again["YJJBNT.shp"]["state"], "already_there")

    def test_messy_forms_of_it(self):
        data = demo_study() / "data"
        # GBK without a word about it, a zone prefix, a drawing without a CRS, a zip
        zonewright("convert", data / "STBHHX.shp", self.inbox / "STBHHX_20231231.shp", "--from-encoding", "GBK", "--encoding", "GBK", "--crs", "EPSG:4526")
        (self.inbox / "STBHHX_20231231.cpg").unlink(missing_ok=True)
        zonewright("convert", data / "CZKFBJ.shp", self.inbox / "CZKFBJ.kml.geojson", "--crs", "EPSG:4490")
        zonewright("convert", data / "parcels.gpkg", self.folder / "GYDK.gpkg")
        with zipfile.ZipFile(self.inbox / "地块.zip", "w") as archive:
            archive.write(self.folder / "GYDK.gpkg", "GYDK.gpkg")
        (self.inbox / "图.dwg").write_bytes(b"AC1032")
        (self.inbox / "说明.docx").write_bytes(b"PK")
        before = (self.study / "study.toml").read_text()
        rows = self.rows()
        self.assertEqual((self.study / "study.toml").read_text(), before, "a table changes nothing")
        redline = rows["STBHHX_20231231.shp"]
        self.assertEqual((redline["role"], redline["crs"], redline["date"], redline["state"]), ("ecological_redline", "EPSG:4526", "2023-12-31", "ready"), redline)
        self.assertEqual(rows["地块.zip/GYDK.gpkg"]["role"], "parcel")
        self.assertEqual(rows["图.dwg"]["state"], "not_read")
        self.assertIn("DXF", rows["图.dwg"]["note"])
        self.assertEqual(rows["说明.docx"]["state"], "not_read")
        taken = self.rows("--yes")
        self.assertEqual(taken["STBHHX_20231231.shp"]["state"], "imported")
        self.assertIn('date = "2023-12-31"', (self.study / "study.toml").read_text())

    def test_asks_where_two_readings_are_possible(self):
        ring = [[474000, 2544000], [474100, 2544000], [474100, 2544100], [474000, 2544100], [474000, 2544000]]
        shapes = [{"type": "Feature", "properties": {"BSM": "1"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
        bare = {"type": "FeatureCollection", "features": shapes}
        # a plane without a CRS and with one candidate is proposed; the same land twice for one role is asked about
        (self.inbox / "GYBHX.geojson").write_text(json.dumps(bare))
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
        (self.inbox / "GYBHX_2.geojson").write_text(json.dumps({**bare, "crs": crs}))
        rows = self.rows()
        states = sorted(row["state"] for row in rows.values())
        self.assertIn("question", states)
        text = zonewright("import", self.study, self.inbox, code=(0, 3)).stdout
        self.assertIn("--role industrial_line", text)

    def test_a_file_without_a_role_is_asked_for_it(self):
        path = self.inbox / "a.geojson"
        path.write_text('{"type":"FeatureCollection","features":[]}')
        self.assertIn("--role", zonewright("import", self.study, path, code=2).stderr)


def at_a_terminal(*arguments, answers=""):
    """The program with a person before it: exit code and everything on the screen."""
    person, screen = pty.openpty()
    program = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=screen, stdout=screen, stderr=screen, start_new_session=True)
    os.close(screen)
    os.write(person, answers.encode())
    said = b""
    while True:
        try:
            part = os.read(person, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(person)
    return program.wait(), said.decode().replace("\r\n", "\n")


class Conversation(Folder):
    """A folder at a terminal: one question for what is certain, one for each layer of two readings."""

    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)
        self.inbox = self.folder / "收到的文件"
        self.inbox.mkdir()
        # one certain layer, and the same land twice for one role
        ring = [[474000, 2544000], [474100, 2544000], [474100, 2544100], [474000, 2544100], [474000, 2544000]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
        for name in ("GYBHX", "GYBHX_2", "YJJBNT"):
            feature = {"type": "Feature", "properties": {"BSM": "1", "YJJBNTTBBH": "N1"}, "geometry": shape}
            (self.inbox / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))

    def roles(self):
        return sorted(re.findall(r'role = "(\w+)"', (self.study / "study.toml").read_text()))

    def test_yes_to_all(self):
        code, said = at_a_terminal("import", self.study, self.inbox, answers="y\ny\n")
        self.assertEqual(said.count("[y/n]"), 2, said)
        self.assertLess(said.index("GYBHX_2"), said.index("[y/n]"), "the table comes first")
        self.assertIn("导入 2 个可导入的图层？", said)
        self.assertEqual(self.roles(), ["farmland", "industrial_line", "industrial_line"])
        self.assertNotIn("--yes", said)
        self.assertEqual(code, 0, said)
        # Asked again, nothing is left to ask.
        code, said = at_a_terminal("import", self.study, self.inbox)
        self.assertEqual((code, said.count("[y/n]")), (0, 0), said)

    def test_no_leaves_the_study_alone_in_that_part(self):
        code, said = at_a_terminal("import", self.study, self.inbox, answers="y\n是不是\nn\n")
        self.assertEqual(said.count("[y/n]"), 3, "what is neither is asked again")
        self.assertEqual(self.roles(), ["farmland", "industrial_line"])
        self.assertEqual(code, 3, "a question is open")
        before = (self.study / "study.toml").read_text()
        at_a_terminal("import", self.study, self.inbox, answers="n\nn\n")
        self.assertEqual((self.study / "study.toml").read_text(), before)

    def test_the_end_of_the_input_is_no(self):
        code, _ = at_a_terminal("import", self.study, self.inbox, answers="\x04\x04")
        self.assertEqual((code, self.roles()), (3, []))

    def test_without_a_terminal_the_next_step_is_named(self):
        done = zonewright("import", self.study, self.inbox, code=3)
        self.assertNotIn("[y/n]", done.stdout + done.stderr)
        self.assertIn("--yes", done.stdout)
        self.assertIn("--role industrial_line", done.stdout)
        self.assertEqual(self.roles(), [])

    def test_the_readings_and_their_commands_are_in_the_json(self):
        answer = zonewright_json("import", self.study, self.inbox, code=3)
        asked = [row for row in answer["layers"] if row["state"] == "question"]
        self.assertEqual([[r["role"] for r in row["readings"]] for row in asked], [["industrial_line"]])
        self.assertIn("--role industrial_line", asked[0]["readings"][0]["command"])


class OneStudy(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)

    def parcels(self, name="地块.geojson", owner="东莞市甲厂", crs=4547):
        ring = [[474000, 2544000], [474000, 2544100], [474100, 2544100], [474100, 2544000], [474000, 2544000]]
        path = self.folder / name
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}},
                                    "features": [{"type": "Feature", "properties": {"DKBH": "D1", "QLR": owner}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))
        return path

    def owners(self, path, *options):
        """What a copy of the source says, read back."""
        zonewright("import", self.study, path, "--role", "parcel", "--repair", "--replace", *options)
        copy = next((self.study / "data").glob(f"*{path.stem}*.gpkg"))
        zonewright("convert", copy, self.folder / "back.geojson", "--overwrite")
        return [f["properties"]["owner"] for f in json.loads((self.folder / "back.geojson").read_text())["features"]]


class Sources(OneStudy):
    """MapInfo, PostGIS, texts of other places, and formats with a way out."""

    def test_texts_in_the_encoding_that_is_stated(self):
        for encoding, cpg, owner in (("BIG5", "Big-5", "臺北市甲廠"), ("EUC-KR", "EUC-KR", "서울특별시"), ("SHIFT_JIS", "SJIS", "東京都工場"), ("WINDOWS-1251", "1251", "Москва завод")):
            with self.subTest(encoding):
                shp = self.folder / f"{encoding}.shp"
                zonewright("convert", self.parcels(owner=owner), shp, "--encoding", encoding, "--overwrite")
                shp.with_suffix(".cpg").write_text(cpg)
                self.assertEqual(self.owners(shp), [owner])

    def test_utf16_in_a_dbf_is_refused_by_name(self):
        shp = self.folder / "w.shp"
        zonewright("convert", self.parcels(owner="abc"), shp)
        shp.with_suffix(".cpg").write_text("UTF-16")
        self.assertIn("UTF-16", zonewright("import", self.study, shp, "--role", "parcel", code=2).stderr)

    def test_a_csv_in_utf16_is_read(self):
        path = self.folder / "点.csv"
        path.write_bytes("name,cluster,class,X,Y\n甲厂,ai,其他,2544000,474000\n".encode("utf-16"))
        answer = zonewright_json("import", self.study, path, "--role", "enterprise", "--crs", "EPSG:4547", "--dry-run", code=(0, 3))
        self.assertEqual(answer["features_kept"], 1)
        self.assertEqual(answer["fields"]["name"], "name")

    def test_mapinfo(self):
        if not shutil.which("ogr2ogr"):
            self.skipTest("no ogr2ogr to write one")
        for extension in ("tab", "mif"):
            with self.subTest(extension):
                path = self.folder / f"m.{extension}"
                options = ["-dsco", "FORMAT=MIF"] if extension == "mif" else []
                subprocess.run(["ogr2ogr", "-f", "MapInfo File", *options, "-lco", "ENCODING=GB18030", path, self.parcels()], check=True, capture_output=True)
                answer = zonewright_json("import", self.study, path, "--role", "parcel", "--crs", "EPSG:4547", "--dry-run", code=(0, 3))
                self.assertEqual(answer["features_kept"], 1)

    def test_formats_with_a_way_out(self):
        for name, words in (("a.dwg", "DXF"), ("a.mdb", ".gdb"), ("a.xls", ".xlsx"), ("a.wp", "MapGIS")):
            path = self.folder / name
            path.write_bytes(b"x")
            self.assertIn(words, zonewright("import", self.study, path, "--role", "parcel", code=2).stderr)

    def test_postgis(self):
        if binaries() is None:
            self.skipTest("no PostgreSQL here")
        with TemporaryPostgis() as server:
            connection = f"PG:dbname=postgres host={server.folder} user=zonewright"
            subprocess.run(["ogr2ogr", "-f", "PostgreSQL", connection, self.parcels(), "-nln", "gydk", "-nlt", "MULTIPOLYGON", "-lco", "GEOMETRY_NAME=geom"], check=True, capture_output=True)
            answer = zonewright_json("import", self.study, connection, "--role", "parcel", "--layer", "gydk")
            self.assertEqual((answer["features_kept"], answer["crs"]), (1, "EPSG:4547"))
            text = (self.study / "study.toml").read_text()
            self.assertIn('path = "data/parcel_gydk.gpkg"', text)
            self.assertIn("dbname=postgres", text)
        self.assertIn("password", zonewright("import", self.study, "PG:dbname=a password=b", "--role", "parcel", code=2, env={"ZONEWRIGHT_LANG": "en"}).stderr)


class Statements(OneStudy):
    """What a file says of itself, and what follows where it says nothing."""

    PRJ = ('PROJCS["local",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
           'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
           'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",113.75],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')

    def test_a_meridian_of_its_own_is_used_as_it_is(self):
        shp = self.folder / "own.shp"
        zonewright("convert", self.parcels(), shp)
        shp.with_suffix(".prj").write_text(self.PRJ)
        answer = zonewright_json("import", self.study, shp, "--role", "parcel", "--repair")
        self.assertTrue(any("113.75" in line for line in answer["evidence"]), answer["evidence"])
        copy = next((self.study / "data").glob("*.gpkg"))
        zonewright("convert", copy, self.folder / "d.geojson", "--crs", "EPSG:4490")
        x, y = json.loads((self.folder / "d.geojson").read_text())["features"][0]["geometry"]["coordinates"][0][0][0]
        self.assertAlmostEqual(x, 113.75 + (474000 - 500000) / 102600, delta=0.002)
        areas = zonewright_json("area", shp)
        self.assertAlmostEqual(areas["area_m2"], 10000, delta=10)

    def test_a_crs_that_cannot_be_told_is_refused_without_a_guess(self):
        shp = self.folder / "local.shp"
        zonewright("convert", self.parcels(), shp)
        shp.with_suffix(".prj").write_text('LOCAL_CS["东莞独立坐标系",UNIT["Meter",1.0]]')
        error = zonewright("import", self.study, shp, "--role", "parcel", code=2).stderr
        self.assertNotIn("--crs EPSG:4547", error)
        self.assertIn("独立", error)

    def test_the_wrong_role_is_told(self):
        data = demo_study() / "data"
        for path, layer, role, true_role in ((data / "STBHHX.shp", "", "farmland", "ecological_redline"), (data / "land_survey.gdb", "DLTB", "parcel", "land_use"),
                                             (data / "YJJBNT.shp", "", "ecological_redline", "farmland")):
            options = ["--layer", layer] if layer else []
            extra = ["--field", "id=BSM"] if role == "parcel" else []
            answer = zonewright_json("import", self.study, path, *options, "--role", role, *extra, "--dry-run", code=(0, 3))
            said = [f for f in answer["findings"] if f["rule"] == "role_doubtful"]
            self.assertTrue(any(f"--role {true_role}" in f["fix"] for f in said), answer["rules"])
        right = zonewright_json("import", self.study, data / "STBHHX.shp", "--role", "ecological_redline", "--dry-run", code=(0, 3))
        self.assertEqual([f for f in right["findings"] if f["rule"] == "role_doubtful"], [])

    def test_what_is_not_stated_and_what_it_costs(self):
        answer = zonewright_json("import", self.study, self.parcels(), "--role", "parcel", "--dry-run")
        said = {f["rule"]: f["message"] for f in answer["findings"]}
        self.assertIn("闲置", said["date_unstated"])
        self.assertIn("未注明", said["status_unstated"])
        self.assertIn("未分类", said["field_unstated"])
        answer = zonewright_json("import", self.study, self.parcels(), "--role", "parcel", "--date", "2024", "--status", "approximate")
        self.assertFalse({"date_unstated", "status_unstated"} & {f["rule"] for f in answer["findings"]})
        self.assertIn('status = "approximate"', (self.study / "study.toml").read_text())

    def test_towns_in_degrees_of_nobody_knows_which_datum_are_asked_about(self):
        ring = [[113.9, 22.8], [113.9, 22.81], [113.91, 22.81], [113.91, 22.8], [113.9, 22.8]]
        path = self.folder / "镇街.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "塘厦镇"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))
        answer = zonewright_json("import", self.study, path, "--role", "town", "--dry-run", code=(0, 3))
        (said,) = [f for f in answer["findings"] if f["rule"] == "datum_unstated"]
        self.assertIn("--datum bd09", said["fix"])
        answer = zonewright_json("import", self.study, path, "--role", "town", "--crs", "EPSG:4490", "--dry-run", code=(0, 3))
        self.assertEqual([f for f in answer["findings"] if f["rule"] == "datum_unstated"], [])
