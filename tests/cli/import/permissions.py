"""Folders that may be read and not written, files that may not be read: one clear error, and nothing else harmed.

Nothing is forbidden to root; the program then runs as another user.
"""
import json
import os
import shutil
import sqlite3
import subprocess

from zonewright_cli import PROGRAM, SOURCE, Folder, zonewright

STUDY = 'schema = 1\ntitle = "测试"\nplan = "dongguan-2024"\n'
WEST = [[474000, 2544000], [474100, 2544000], [474100, 2544100], [474000, 2544100], [474000, 2544000]]
NOBODY = 65534


class Permissions(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研 究"
        self.study.mkdir()
        (self.study / "study.toml").write_text(STUDY)
        self.layer = self.folder / "地块.geojson"
        self.layer.write_text(json.dumps({
            "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}},
            "features": [{"type": "Feature", "properties": {"DKBH": "1"}, "geometry": {"type": "Polygon", "coordinates": [WEST]}}]}))
        self.user = []
        if os.geteuid() != 0:
            return
        if not shutil.which("setpriv"):
            self.skipTest("root may write everywhere, and there is no setpriv to be another user")
        self.user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        reached = subprocess.run([*self.user, "test", "-x", os.path.abspath(PROGRAM), "-a", "-r", SOURCE / "layers" / "rules"])
        if reached.returncode != 0:
            self.skipTest("root may write everywhere, and another user cannot reach the program")

    def tearDown(self):
        for folder in [self.folder, *(f for f in self.folder.rglob("*") if f.is_dir())]:
            folder.chmod(0o700)
        super().tearDown()

    def forbid(self, path, mode):
        """Gives everything to the user who runs, then takes the permission away."""
        if self.user:
            for file in [self.folder, *self.folder.rglob("*")]:
                os.chown(file, NOBODY, NOBODY)
        path.chmod(mode)

    def run_as_user(self, *arguments, code):
        done = subprocess.run([*self.user, PROGRAM, *map(str, arguments)], capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def state(self):
        return {str(f.relative_to(self.folder)): f.read_bytes() if f.is_file() else None for f in self.folder.rglob("*")}

    def refuse(self, *arguments, thing, code=1):
        before = self.state()
        error = self.run_as_user(*arguments, code=code).stderr
        self.assertEqual(error.count("错误："), 1, error)
        self.assertNotIn("内部错误", error)
        self.assertIn(str(thing), error)
        self.assertIn("权限" if code == 2 or "写入权限" in error else "重试", error)
        english = self.run_as_user(*arguments, "--lang", "en", code=code).stderr
        self.assertTrue(english.startswith("error:") and "Next step:" in english, english)
        self.assertEqual(self.state(), before, "nothing appeared, nothing changed")

    def test_a_study_that_may_not_be_written(self):
        self.forbid(self.study, 0o500)
        self.run_as_user("import", self.study, self.layer, "--role", "parcel", "--dry-run", code=0)
        self.refuse("import", self.study, self.layer, "--role", "parcel", thing=self.study)
        self.refuse("import", self.study, self.layer, "--role", "parcel", "--repair", thing=self.study)
        self.refuse("check", self.study, thing=self.study)
        for name in ("块.gpkg", "块.shp", "块.geojson", "块.gdb", "块.txt"):
            self.refuse("convert", self.layer, self.study / name, thing="研 究")

    def test_earlier_results_stay_whole(self):
        zonewright("import", self.study, self.layer, "--role", "parcel", "--repair")
        zonewright("check", self.study)
        for folder in (self.study / "data", self.study / "out", self.study):
            self.forbid(folder, 0o500)
        self.refuse("import", self.study, self.layer, "--role", "parcel", "--repair", "--replace", thing="data")
        self.refuse("check", self.study, thing="findings.gpkg")

    def test_a_source_that_may_not_be_read(self):
        self.forbid(self.layer, 0o000)
        for arguments in (("import", self.study, self.layer, "--role", "parcel"), ("area", self.layer)):
            error = self.run_as_user(*arguments, code=2).stderr
            self.assertIn("没有读取权限", error)
            self.assertIn(str(self.layer), error)

    def test_a_study_that_may_not_be_entered(self):
        self.forbid(self.study, 0o000)
        error = self.run_as_user("check", self.study, code=1).stderr
        self.assertIn("权限", error)
        self.assertNotIn("内部错误", error)

    def test_a_geopackage_in_wal_mode_in_a_read_only_folder(self):
        gpkg = self.folder / "只读" / "块.gpkg"
        gpkg.parent.mkdir()
        zonewright("convert", self.layer, gpkg)
        with sqlite3.connect(gpkg) as db:
            db.execute("PRAGMA journal_mode = WAL")
        db.close()
        before = gpkg.read_bytes()
        self.forbid(gpkg.parent, 0o500)
        done = self.run_as_user("import", self.study, gpkg, "--role", "parcel", "--dry-run", "--json", code=0)
        self.assertEqual(json.loads(done.stdout)["features_kept"], 1)
        self.assertEqual(gpkg.read_bytes(), before)
        self.assertEqual([f.name for f in gpkg.parent.iterdir()], ["块.gpkg"])
