"""zonewright verify: every certificate of a study holds; what is no certificate is refused."""
import shutil
import sqlite3
import subprocess
import sys
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json


class Verify(Folder):
    def test_every_certificate_of_the_demo_holds(self):
        answer = zonewright_json("verify", demo_study())
        self.assertGreater(len(answer["certificates"]), 10)
        self.assertEqual(answer["refused"], 0)
        self.assertEqual(answer["certificates"][0]["kind"], "portfolio")

    def test_another_file_is_refused(self):
        other = self.folder / "other.jsonl"
        other.write_text("{}\n")
        self.assertEqual(zonewright_json("verify", other, code=3)["refused"], 1)

    def altered(self, change):
        """Faults after one SQL statement on the published GeoPackage of a copy of the study."""
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        with sqlite3.connect(study / "out" / "zonewright.gpkg") as package:
            package.executescript(without_triggers(package, "site") + change)
        answer = zonewright_json("verify", study, code=3)
        return [(fault["layer"], fault["field"]) for fault in answer["altered_rows"]]

    def test_published_rows_agree_with_the_certificates(self):
        self.assertEqual(zonewright_json("verify", demo_study())["altered_rows"], [])

    def test_the_language_of_the_run_is_no_alteration(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study)
        for run, check in (("en", "zh"), ("zh", "en")):
            zonewright("run", study, "--quiet", "--lang", run, code=(0, 3))
            answer = zonewright_json("verify", study, "--lang", check)
            self.assertEqual((answer["altered_rows"], answer["refused"]), ([], 0), f"run in {run}, verified in {check}")

    def test_what_was_altered_taken_out_or_added_is_named(self):
        faults = self.altered("""UPDATE site SET area_m2 = area_m2 + 1 WHERE fid = 1;
                                 UPDATE site SET blocks_larger = 'none' WHERE fid = 2;
                                 DELETE FROM site WHERE fid = 3;
                                 DELETE FROM site_parcel WHERE rowid = 1;""")
        self.assertEqual(sorted(faults), [("site", "area_m2"), ("site", "blocks_larger"), ("site", "id"),
                                          ("site_parcel", "parcel_id")])


class PublishedInstances(unittest.TestCase):
    """The instances in tests/bench/assembly hold for both checkers, and a changed bound for neither."""

    files = sorted((SOURCE / "tests" / "bench" / "assembly").glob("*.jsonl"))

    def test_zonewright_accepts_them(self):
        self.assertGreater(len(self.files), 4)
        answer = zonewright_json("verify", *self.files)
        self.assertEqual((len(answer["certificates"]), answer["refused"]), (len(self.files), 0))

    def test_the_independent_script_accepts_them(self):
        checked = subprocess.run([sys.executable, SOURCE / "tools" / "verify_site.py", *self.files],
                                 capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertEqual(checked.stdout.count("holds"), len(self.files))


def without_triggers(package, table):
    """The index triggers call functions that plain SQLite lacks."""
    names = package.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    return "".join(f'DROP TRIGGER "{name}";' for (name,) in names)


if __name__ == "__main__":
    unittest.main()
