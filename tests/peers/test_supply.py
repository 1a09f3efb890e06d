"""The net supply of the demonstration city against PostGIS, and its workbook recalculated by LibreOffice.

PostGIS gets the raw sources and the rule files, not our constraint layers: it selects, buffers and cuts on its own.
Its areas are planar; near 114°E the statutory area differs by less than 60 ppm.
"""
import csv
import pathlib
import re
import shutil
import subprocess
import tempfile
import tomllib
import unittest
import zipfile

from temporary_postgis import TemporaryPostgis, binaries
from zonewright_cli import SOURCE, demo_study, zonewright_json


def toml(path):
    return tomllib.loads(pathlib.Path(path).read_text())


class Study:
    """The sources of the study as PostGIS tables named after their roles."""

    def __init__(self, server, folder, roles):
        self.server = server
        self.roles = set()
        for source in toml(folder / "study.toml")["source"]:
            if source["role"] not in roles:
                continue
            server.load(folder / source["path"], source["role"], source.get("layer"))
            self.roles.add(source["role"])

    def canonical(self, role, field):
        """SQL for the canonical value of a field, by the aliases and synonyms of the role."""
        definition = next(f for f in toml(SOURCE / f"layers/roles/{role}.toml")["field"] if f["name"] == field)
        names = {name.lower() for name in [field, *definition.get("aliases", [])]}
        columns = [row[0] for row in self.server.query(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{role}'")]
        column = next(c for c in columns if c.lower() in names)
        cases = "".join(f" WHEN '{word}' THEN '{meant}'" for word, meant in definition.get("synonyms", {}).items())
        return f'CASE "{column}"::text{cases} ELSE "{column}"::text END' if cases else f'"{column}"::text'

    def selected(self, rule):
        """SQL for the polygons of a constraint rule."""
        role = rule["role"]
        conditions = [f"{self.canonical(role, field)} IN ({', '.join(repr(w) for w in words)})"
                      for field, words in rule.get("where", {}).items()]
        where = " WHERE " + " AND ".join(conditions) if conditions else ""
        if rule["kind"] != "corridor":
            return f"SELECT geom FROM {role}{where}"
        widths = rule.get("width_by_class_m", {})
        width = str(rule.get("width_m", 0))
        if widths:
            field = "voltage_kv" if role == "power_line" else "class"
            cases = "".join(f" WHEN '{word}' THEN {metres}" for word, metres in widths.items())
            width = f"CASE {self.canonical(role, field)}{cases} ELSE {width} END"
        return f"SELECT ST_Buffer(geom, {width}, 'quad_segs=8') AS geom FROM {role}{where}"


@unittest.skipUnless(binaries(), "PostgreSQL is not installed")
class PostgisWaterfall(unittest.TestCase):
    def test_finds_the_same_deductions_in_the_same_order(self):
        steps = {line["step"]: line for line in zonewright_json("supply", demo_study())["waterfall"]}
        rules = sorted((toml(p) for p in (SOURCE / "layers/constraints").glob("*.toml")), key=lambda r: r["order"])
        with TemporaryPostgis() as server:
            study = Study(server, demo_study(), {"parcel", *(r["role"] for r in rules if r["kind"] not in ("fragment", "slope"))})
            server.query("CREATE TABLE rest AS SELECT row_number() OVER () AS id, geom FROM parcel")
            area = lambda: float(server.query("SELECT coalesce(sum(ST_Area(geom)), 0) FROM rest")[0][0])
            before = area()
            self.assertAlmostEqual(before / steps["gross"]["area_m2"], 1, delta=1e-4)
            compared = 0
            for rule in rules:
                if rule["kind"] in ("fragment", "slope") or rule["role"] not in study.roles:
                    if rule["kind"] == "slope":
                        self.assertLess(steps[rule["id"]].get("area_m2", 0), 1e-4 * before)  # the raster is not PostGIS's
                    continue
                self.deduct(server, study, rule)
                taken, before = before - area(), area()
                ours = steps[rule["id"]]["area_m2"]
                self.assertAlmostEqual(taken, ours, delta=5 + 1e-3 * ours, msg=rule["id"])
                compared += 1
            self.assertGreaterEqual(compared, 8)

    def deduct(self, server, study, rule):
        server.query(f"CREATE TABLE land AS {study.selected(rule)}; CREATE INDEX ON land USING gist (geom)")
        cut = "ST_Intersection(r.geom, c.geom)" if rule["kind"] == "outside" else "coalesce(ST_Difference(r.geom, c.geom), r.geom)"
        server.query(f"""CREATE TABLE next AS SELECT r.id, {cut} AS geom FROM rest r LEFT JOIN LATERAL
            (SELECT ST_Union(l.geom) AS geom FROM land l WHERE ST_Intersects(r.geom, l.geom)) c ON true;
            DROP TABLE rest; DROP TABLE land; ALTER TABLE next RENAME TO rest""")


def recalculated(book, folder):
    """The sheets as LibreOffice computes them, by name; without cached values it has to compute."""
    target = folder / "csv"
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", target, book],
                   check=True, capture_output=True, timeout=600)
    return {path.stem.split("-", 1)[1]: list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            for path in target.glob("*.csv")}


def rewritten(book, target, change):
    """A copy of the workbook without cached formula values, `change(name, xml)` applied to every sheet."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = change(name, re.sub(r"(</f>)<v>[^<]*</v>", r"\1", data.decode())).encode()
            new.writestr(name, data)


@unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
class Workbook(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-book-"))
        self.answer = zonewright_json("supply", demo_study(), "--workbook", self.folder / "book.xlsx")

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def sheets(self, change=lambda name, xml: xml):
        rewritten(self.folder / "book.xlsx", self.folder / "changed.xlsx", change)
        return recalculated(self.folder / "changed.xlsx", self.folder)

    def test_formulas_come_to_what_the_program_says(self):
        sheets = self.sheets()
        net = self.answer["waterfall"][-1]["area_m2"]
        towns, parcels = sheets["镇街瀑布"], sheets["地块"]
        city = next(row for row in towns if row[0] == "全市")
        self.assertAlmostEqual(float(city[-2]), net, places=1)
        self.assertAlmostEqual(float(city[-1]), net * 3 / 2000, places=1)
        self.assertAlmostEqual(float(next(row for row in parcels if row[0] == "合计")[-2]), net, places=1)
        by_class = sum(float(row[-2]) for row in sheets["类型与规模"][2:] if row[-1] and row[-2])  # the last says what it counts as
        self.assertAlmostEqual(by_class, net * 3 / 2000, places=1)

    def test_totals_follow_when_a_deduction_is_edited(self):
        before = self.sheets()

        def edit(name, xml):  # the third sheet holds the parcels; G is their first deduction
            return re.sub(r'(<c r="G3"[^>]*>)<v>[^<]*</v>', r"\1<v>100</v>", xml) if name.endswith("sheet3.xml") else xml

        after = self.sheets(edit)
        self.assertEqual(float(before["地块"][2][6]), 0)
        town = before["地块"][2][1]
        for sheet, key in (("镇街瀑布", "全市"), ("镇街瀑布", town), ("地块", "合计")):
            old, new = (float(next(row for row in book[sheet] if row[0] == key)[-2]) for book in (before, after))
            self.assertAlmostEqual(old - new, 100, places=2, msg=f"{sheet} {key}")


if __name__ == "__main__":
    unittest.main()
