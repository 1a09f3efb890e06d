"""Whoever changes one thing of the published results is found, and named; whoever only opens them is not accused.

Each edit is made alone on a copy of the results of the small demonstration study (without study, sources and cache), and
`verify` has to fail and name file, table, row and column. ZONEWRIGHT_SHOW_EDITS=1 prints the table of what it said.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from zonewright_cli import PROGRAM, Folder, demo_study, zonewright, zonewright_json

GPKG = "zonewright.gpkg"
SHOW = bool(os.environ.get("ZONEWRIGHT_SHOW_EDITS"))


def without_triggers(package):
    """The triggers of the spatial index call functions that plain SQLite lacks; they are no content."""
    for (name,) in package.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        package.execute(f'DROP TRIGGER "{name}"')


class Results:
    """A copy of the results in which files are changed and put back."""

    def __init__(self, folder):
        self.pristine = demo_study() / "out"
        self.out = folder / "成果"
        shutil.copytree(self.pristine, self.out, ignore=shutil.ignore_patterns(".cache", "reports"))
        with sqlite3.connect(self.pristine / GPKG) as package:
            self.columns = {table: [row[1] for row in package.execute(f"PRAGMA table_info({table})")]
                            for (table,) in package.execute("SELECT table_name FROM gpkg_contents")}
            self.cluster = next(c for c in self.columns["parcel"] if c.startswith("s_"))
            self.deduction = next(c for c in self.columns["parcel"] if c.startswith("d_"))
        self.surface = next(p for p in sorted((self.out / "suitability").glob("*.tif"))).relative_to(self.out)
        self.site = next(p for p in sorted((self.out / "certificates").glob("*.jsonl")) if p.stem != "portfolio").stem

    def restore(self, names):
        for name in names:
            source, target = self.pristine / name, self.out / name
            target.unlink(missing_ok=True)
            for side in ("-wal", "-shm", ".aux.xml"):
                pathlib.Path(f"{target}{side}").unlink(missing_ok=True)
            shutil.copy(source, target)

    def sql(self, *statements):
        package = sqlite3.connect(self.out / GPKG)
        without_triggers(package)
        for statement in statements:
            changed = package.execute(statement).rowcount
            assert changed != 0, f"nothing changed: {statement}"
        package.commit()
        package.close()

    def text(self, name, old, new):
        path = self.out / name
        content = path.read_text(encoding="utf-8")
        assert old in content, f"{old!r} is not in {name}"
        path.write_text(content.replace(old, new, 1), encoding="utf-8")

    def byte(self, name, share):
        path = self.out / name
        content = bytearray(path.read_bytes())
        content[int(len(content) * share)] ^= 0x55
        path.write_bytes(content)

    def first_line(self, name, key, change):
        path = self.out / name
        head, rest = path.read_text(encoding="utf-8").split("\n", 1)
        header = json.loads(head)
        change(header)
        path.write_text(json.dumps(header, ensure_ascii=False, separators=(",", ":")) + "\n" + rest, encoding="utf-8")

    def manifest(self, change):
        path = self.out / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        change(manifest)
        path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def translated(self, name, *options):
        """The raster written anew by GDAL with these options."""
        path = self.out / name
        path.unlink()
        subprocess.run(["gdal_translate", "-q", "-of", "COG", *options, self.pristine / name, path], check=True)


# (what is done, how, and what verify has to name: file, table, column; "" where there is none)
def edits_of_tables(r):
    def set_one(table, column, value, where="rowid = 1", named=None):
        return (f"{table}.{column} := {value}",
                lambda: r.sql(f"UPDATE {table} SET {column} = {value} WHERE {where}"), (GPKG, table, named or column))

    def delete(table):
        return (f"{table}: a row deleted", lambda: r.sql(f"DELETE FROM {table} WHERE rowid = 1"), (GPKG, table, ""))

    def swapped(table):
        return (f"{table}: two geometries swapped", lambda: r.sql(
            f"CREATE TEMP TABLE two AS SELECT fid, geom FROM {table} WHERE fid IN (1, 2)",
            f"UPDATE {table} SET geom = (SELECT geom FROM two WHERE two.fid = 3 - {table}.fid) WHERE fid IN (1, 2)"),
            (GPKG, table, "geom"))

    scored = f"{r.cluster} IS NOT NULL AND rowid = (SELECT min(rowid) FROM parcel WHERE {r.cluster} IS NOT NULL)"
    edits = [
        set_one("parcel", "net_m2", "net_m2 + 0.01"), set_one("parcel", "net_mu", "net_mu + 0.01"),
        set_one("parcel", "gross_m2", "gross_m2 * 2"), set_one("parcel", "excluded_m2", "coalesce(excluded_m2, 0) + 1"),
        set_one("parcel", r.cluster, f"{r.cluster} + 0.001", scored), set_one("parcel", r.cluster, "NULL", scored),
        set_one("parcel", "best_score", "0.99"), set_one("parcel", "best_cluster", "'nothing'"),
        set_one("parcel", "supply_class", "supply_class || 'x'"), set_one("parcel", "status", "'x'"),
        set_one("parcel", "size_class", "'x'"), set_one("parcel", "deciding_rule", "'x'"),
        set_one("parcel", "owner", "'somebody else'"), set_one("parcel", "land_use", "'0602'"),
        set_one("parcel", "town_code", "'441900999'"), set_one("parcel", r.deduction, f"coalesce({r.deduction}, 0) + 5"),
        delete("parcel"), swapped("parcel"),
        ("parcel: an id renamed", lambda: r.sql("UPDATE parcel SET id = 'OTHER' WHERE rowid = 1"), (GPKG, "parcel", "")),
        ("parcel: a row added twice", lambda: r.sql(
            "INSERT INTO parcel SELECT (SELECT max(fid) + 1 FROM parcel), " + ", ".join(r.columns["parcel"][1:]) +
            " FROM parcel WHERE rowid = 1"), (GPKG, "parcel", "")),
        ("parcel: one coordinate moved", lambda: r.sql(
            "UPDATE parcel SET geom = substr(geom, 1, length(geom) - 8) || x'0000000000000040' WHERE rowid = 1"),
         (GPKG, "parcel", "geom")),
        ("parcel: no geometry", lambda: r.sql("UPDATE parcel SET geom = NULL WHERE rowid = 1"), (GPKG, "parcel", "geom")),
        set_one("waterfall", "area_m2", "area_m2 + 1", "area_m2 IS NOT NULL AND step = 'net'"),
        set_one("waterfall", "checked", "1 - checked"), set_one("waterfall", "step_title", "'x'"), delete("waterfall"),
        set_one("zone", "area_m2", "coalesce(area_m2, 0) + 1"), set_one("zone", "clause", "'x'"), set_one("zone", "lead", "'x'"),
        delete("zone"),
        ("zone: given to another industry", lambda: r.sql("UPDATE zone SET cluster_id = 'other' WHERE rowid = 1"),
         (GPKG, "zone", "")),
        set_one("exclusion", "area_m2", "coalesce(area_m2, 0) + 1"), set_one("exclusion", "checked", "1 - checked"),
        set_one("exclusion", "legal_basis", "'none'"), delete("exclusion"),
        set_one("balance", "shortfall_m2", "0", "shortfall_m2 > 0"), set_one("balance", "demand_m2", "demand_m2 / 2"),
        set_one("balance", "allocated_m2", "allocated_m2 + 1"), set_one("balance", "price", "coalesce(price, 0) + 1"),
        set_one("balance", "eligible_m2", "coalesce(eligible_m2, 0) + 1"), delete("balance"),
        set_one("finding", "severity", "'note'", "severity <> 'note'"), set_one("finding", "message", "'nothing'"),
        delete("finding"),
        set_one("site", "area_m2", "area_m2 + 1"), set_one("site", "cost_yuan_per_m2", "cost_yuan_per_m2 - 1"),
        set_one("site", "gap", "-1"), set_one("site", "stop", "'x'"), set_one("site", "score", "2"),
        set_one("site", "rect_long_m", "rect_long_m + 50"), set_one("site", "owner_count", "0"), delete("site"),
        delete("site_parcel"),
        ("site_parcel: a parcel added", lambda: r.sql(
            "INSERT INTO site_parcel SELECT (SELECT max(fid) + 1 FROM site_parcel), site_id, 'OTHER' FROM site_parcel LIMIT 1"),
         (GPKG, "site_parcel", "")),
        set_one("link", "gap_m", "gap_m + 1"), delete("link"),
        set_one("allocation", "area_m2", "area_m2 - 1"), set_one("allocation", "score", "0.5"), delete("allocation"),
        set_one("place", "name", "'x'"), set_one("place", "area_m2", "1"), set_one("town", "name", "'x'"), delete("town"),
        ("parcel: a column added", lambda: r.sql("ALTER TABLE parcel ADD COLUMN bonus REAL"), (GPKG, "parcel", "bonus")),
        ("parcel: a column renamed", lambda: r.sql("ALTER TABLE parcel RENAME COLUMN net_m2 TO net_was"),
         (GPKG, "parcel", "net_m2")),
        ("parcel: the unit of a column changed", lambda: r.sql(
            "UPDATE gpkg_data_columns SET description = 'mu' WHERE table_name = 'parcel' AND column_name = 'net_m2'"),
         (GPKG, "parcel", "net_m2")),
        ("parcel: another CRS stated", lambda: r.sql(
            "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'parcel'"), (GPKG, "parcel", "geom")),
        ("balance: the table taken out", lambda: r.sql(
            "DELETE FROM gpkg_contents WHERE table_name = 'balance'", "DROP TABLE balance"), (GPKG, "balance", "")),
    ]
    return [edit for edit in edits if edit[2][2] in ("", "geom", "bonus") or edit[2][2] in r.columns[edit[2][1]]]


def edits_of_files(r):
    surface, site = str(r.surface), f"certificates/{r.site}.jsonl"
    allocation = "allocation/" + next((r.out / "allocation").glob("*.json")).name

    def gone(name):
        return (f"{name} deleted", lambda: (r.out / name).unlink(), (name, "", ""))

    def header(name, key, change):
        return (f"{name}: {key} changed", lambda: r.first_line(name, key, change), (name, "", ""))

    def cluster(name, key, value):
        return header(name, key, lambda h: h["clusters"][0].update({key: value(h["clusters"][0][key])}))

    edits = [(f"{surface}: the byte at {share:.0%} flipped", lambda share=share: r.byte(surface, share), (surface, "", ""))
             for share in (0.2, 0.5, 0.8, 0.95)]
    edits += [
        (f"{surface}: moved by one metre", lambda: r.translated(surface, "-a_ullr", "1", "1", "2", "0"), (surface, "", "")),
        (f"{surface}: halved", lambda: r.translated(surface, "-scale", "0", "1", "0", "0.5"), (surface, "", "")),
        (f"{surface}: another CRS", lambda: r.translated(surface, "-a_srs", "EPSG:4526"), (surface, "", "")),
        (f"{surface}: another no data", lambda: r.translated(surface, "-a_nodata", "0"), (surface, "", "")),
        ("construction.tif: a byte flipped", lambda: r.byte("construction.tif", 0.6), ("construction.tif", "", "")),
        ("admissible.tif: a byte flipped", lambda: r.byte("admissible.tif", 0.6), ("admissible.tif", "", "")),
        gone(GPKG), gone(surface), gone("construction.tif"), gone("summary.html"), gone("zonewright.qgz"), gone(allocation),
        gone(site), gone("certificates/portfolio.jsonl"), gone("manifest.rows.gz"),
        (f"{GPKG} cut in half", lambda: (r.out / GPKG).write_bytes((r.out / GPKG).read_bytes()[:100000]), (GPKG, "", "")),
        ("summary.html: a digit changed", lambda: r.text("summary.html", "1", "2"), ("summary.html", "", "")),
        ("sheet.png: a byte flipped", lambda: r.byte("suitability/sheet.png", 0.5), ("suitability/sheet.png", "", "")),
        ("admissible.qml: a colour changed", lambda: r.text("admissible.qml", "color", "colour"), ("admissible.qml", "", "")),
        ("zonewright.qgz: a byte flipped", lambda: r.byte("zonewright.qgz", 0.5), ("zonewright.qgz", "", "")),
        ("manifest.rows.gz damaged", lambda: r.byte("manifest.rows.gz", 0.5), ("manifest.rows.gz", "", "")),
        (f"{allocation}: a byte of it", lambda: r.text(allocation, "1", "2"), (allocation, "", "")),
        cluster(site, "min_area", lambda v: v - 1), cluster(site, "max_area", lambda v: v + 1),
        cluster(site, "radius", lambda v: v + 1), cluster(site, "owners", lambda v: v + 1),
        cluster(site, "count", lambda v: v + 1), header(site, "penalty", lambda h: h.update(penalty=h["penalty"] + 1)),
        header(site, "units", lambda h: h["units"].update(area="mu")),
        ("manifest.json: the seed changed", lambda: r.manifest(lambda m: m["study"].update(seed=99)), ("manifest.json", "", "")),
        ("manifest.json: one thing less listed", lambda: r.manifest(lambda m: m["published"].pop()), ("manifest.json", "", "")),
        ("manifest.json: another digest of a table", lambda: r.manifest(lambda m: next(
            p for p in m["published"] if p.get("layer") == "parcel").update(sha256="0" * 64)), (GPKG, "parcel", "")),
    ]
    return edits


class Edits(Folder):
    def test_each_is_found_and_named(self):
        r, said = Results(self.folder), []
        edits = edits_of_tables(r) + edits_of_files(r)
        self.assertGreaterEqual(len(edits), 66)
        for what, edit, (file, layer, column) in edits:
            with self.subTest(what):
                touched = {file, GPKG if layer else file, "manifest.json"}
                edit()
                answer = zonewright_json("verify", r.out, "--lang", "en", code=3)
                r.restore(touched)
                found = [a for a in answer["altered"] if a["file"] == file and a["layer"] == layer
                         and (not column or a["field"] == column)]
                said.append((what, " · ".join(filter(None, [file, layer, found[0]["row"], found[0]["field"], found[0]["fault"]]))
                             if found else f"NOT NAMED: {answer['altered'][:3]}"))
                self.assertTrue(found, f"{what}: {answer['altered'][:5]}")
                self.assertTrue(not layer or column or found[0]["row"] or "table" in found[0]["fault"]
                                or "published" in found[0]["fault"], found[0])
        if SHOW:
            for what, words in said:
                print(f"| {what} | {words} |")
        self.assertEqual(zonewright_json("verify", r.out)["altered"], [], "the copy is whole again")

    def test_many_rows_are_counted(self):
        r = Results(self.folder)
        r.sql("UPDATE parcel SET net_m2 = net_m2 + 1")
        altered = zonewright_json("verify", r.out, "--lang", "en", code=3)["altered"]
        self.assertEqual({a["layer"] for a in altered}, {"parcel"})
        self.assertLess(len(altered), 200)
        self.assertIn("more rows differ", altered[-1]["fault"])


class Unchanged(Folder):
    """What other programs do by opening, copying and tidying is no change."""

    def setUp(self):
        super().setUp()
        self.r = Results(self.folder)

    def holds(self, folder=None):
        answer = zonewright_json("verify", folder or self.r.out)
        self.assertEqual((answer["altered"], answer["altered_rows"], answer["refused"]), ([], [], 0))

    def test_after_vacuum_and_in_wal_mode(self):
        for statements in ("VACUUM", "PRAGMA journal_mode = WAL", "REINDEX; ANALYZE"):
            with self.subTest(statements):
                package = sqlite3.connect(self.r.out / GPKG)
                package.executescript(statements)
                package.close()
                self.holds()

    def test_while_the_log_is_open(self):
        package = sqlite3.connect(self.r.out / GPKG)
        package.execute("PRAGMA journal_mode = WAL")
        package.execute("UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00.000Z'")
        package.commit()
        self.assertTrue(pathlib.Path(f"{self.r.out / GPKG}-wal").stat().st_size > 0)
        self.holds()
        package.close()

    def test_rows_in_another_order_and_other_styles(self):
        names = ", ".join(self.r.columns["waterfall"])
        self.r.sql("CREATE TABLE turned AS SELECT * FROM waterfall ORDER BY fid DESC", "DELETE FROM waterfall",
                   f"INSERT INTO waterfall ({names.replace('fid, ', '')}) SELECT {names.replace('fid, ', '')} FROM turned",
                   "DROP TABLE turned", "UPDATE layer_styles SET styleQML = ''", "UPDATE gpkg_contents SET min_x = 0")
        self.holds()

    def test_without_the_spatial_index(self):
        self.r.sql("DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'", "DROP TABLE rtree_parcel_geom")
        self.holds()

    def test_with_statistics_beside_a_surface(self):
        subprocess.run(["gdalinfo", "-stats", self.r.out / self.r.surface], check=True, capture_output=True)
        self.assertTrue(pathlib.Path(f"{self.r.out / self.r.surface}.aux.xml").exists())
        self.holds()

    def test_opened_by_gdal_for_writing(self):
        subprocess.run(["ogrinfo", "-so", "-al", self.r.out / GPKG], check=True, capture_output=True)
        subprocess.run(["ogrinfo", self.r.out / GPKG, "-sql", "SELECT 1"], check=True, capture_output=True)
        self.holds()

    def test_moved_and_renamed(self):
        other = self.folder / "elsewhere" / "of the town"
        other.parent.mkdir()
        self.r.out.rename(other)
        self.holds(other)

    def test_of_a_whole_study_moved(self):
        study = self.folder / "moved study"
        shutil.copytree(demo_study(), study)
        self.holds(study)

    def test_on_a_read_only_share(self):
        package = sqlite3.connect(self.r.out / GPKG)
        package.execute("PRAGMA journal_mode = WAL")
        package.close()
        self.folder.chmod(0o755)
        for path in [self.r.out, *self.r.out.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        reader = [] if os.geteuid() else ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        if reader and not shutil.which("setpriv"):
            self.skipTest("the superuser may write anywhere, and there is no setpriv")
        done = subprocess.run([*reader, PROGRAM, "verify", str(self.r.out), "--json"], capture_output=True, text=True)
        for path in [self.r.out, *self.r.out.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        if reader and "Permission denied" in done.stderr and not done.stdout:
            self.skipTest("another user cannot reach the program")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(json.loads(done.stdout)["refused"], 0)

    @unittest.skipUnless(shutil.which("qgis_process"), "QGIS is not installed")
    def test_after_qgis_opened_it(self):
        script = self.folder / "open.py"
        script.write_text(
            "from qgis.core import QgsApplication, QgsProject, QgsVectorLayer\n"
            "import sys\n"
            "app = QgsApplication([], False); app.initQgis()\n"
            "project = QgsProject.instance(); assert project.read(sys.argv[1])\n"
            "for layer in project.mapLayers().values():\n"
            "    if isinstance(layer, QgsVectorLayer): assert layer.isValid(); list(layer.getFeatures()); layer.startEditing(); layer.rollBack()\n"
            "    else: layer.dataProvider().bandStatistics(1)\n"
            "project.clear(); app.exitQgis()\n")
        done = subprocess.run(["/usr/bin/python3", script, self.r.out / "zonewright.qgz"], capture_output=True, text=True,
                              env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(self.folder)})
        if "No module named" in done.stderr:
            self.skipTest("PyQGIS is not installed")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.holds()


class Manifests(Folder):
    """One clear sentence and exit code for each."""

    def refused(self, change, *words):
        r = Results(self.folder)
        change(r.out / "manifest.json")
        done = zonewright("verify", r.out, "--lang", "en", code=2)
        self.assertEqual(done.stdout, "")
        for word in words:
            self.assertIn(word, done.stderr)

    def test_of_another_version(self):
        self.refused(lambda m: m.write_text(m.read_text().replace('"schema_version": 2', '"schema_version": 7')), "version 7", "run again")

    def test_cut_short(self):
        self.refused(lambda m: m.write_text(m.read_text()[:500]), "cut short")

    def test_absent(self):
        self.refused(lambda m: m.unlink(), "not run yet", "zonewright run")


if __name__ == "__main__":
    unittest.main()
