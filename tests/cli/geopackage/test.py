"""Every GeoPackage the program writes meets the requirements of OGC 12-128 by number, and the check of them finds what is wrong."""
import pathlib
import shutil
import sqlite3
import unittest

from geopackage_rules import faults
from zonewright_cli import Folder, demo_study, zonewright

# What is done to a copy of the results, and the requirement it breaks.
DAMAGES = [
    (2, "PRAGMA user_version = 10000"),
    (5, "CREATE TABLE odd (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a VARCHAR); "
        "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('odd', 'attributes')"),
    (7, "UPDATE gpkg_contents SET srs_id = 9999 WHERE table_name = 'town'"),
    (11, "DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 4326"),
    (14, "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('nowhere', 'attributes')"),
    (15, "UPDATE gpkg_contents SET last_change = '2026/03/01'"),
    (16, "UPDATE gpkg_contents SET srs_id = 9999 WHERE table_name = 'town'"),
    (19, "".join(f"DROP TRIGGER rtree_town_geom_update{k}; " for k in (1, 2, 3, 4)) + "UPDATE town SET geom = zeroblob(60)"),
    (22, "DELETE FROM gpkg_geometry_columns WHERE table_name = 'town'"),
    (24, "UPDATE gpkg_geometry_columns SET column_name = 'shape' WHERE table_name = 'zone'"),
    (25, "UPDATE gpkg_geometry_columns SET geometry_type_name = 'Polygon' WHERE table_name = 'town'"),
    (28, "UPDATE gpkg_geometry_columns SET m = 3 WHERE table_name = 'town'"),
    (31, "UPDATE gpkg_geometry_columns SET geometry_type_name = 'POINT' WHERE table_name = 'town'"),
    (32, "UPDATE gpkg_geometry_columns SET geometry_type_name = 'POINT' WHERE table_name = 'town'"),
    (33, "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'town'"),
    (64, "UPDATE gpkg_extensions SET scope = 'both'"),
    (76, "UPDATE gpkg_extensions SET scope = 'read-write'"),
    (77, "DROP TRIGGER rtree_town_geom_delete"),
    (104, "INSERT INTO gpkg_data_columns (table_name, column_name) VALUES ('nowhere', 'id')"),
    (105, "INSERT INTO gpkg_data_columns (table_name, column_name) VALUES ('town', 'nowhere')"),
    (106, "UPDATE gpkg_data_columns SET constraint_name = 'none' WHERE table_name = 'town'"),
    (141, "DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'"),
    (146, "UPDATE gpkg_contents SET srs_id = 4326 WHERE table_name = 'town'"),
]


class Conformance(Folder):
    def test_the_results_of_a_run(self):
        self.assertEqual(faults(demo_study() / "out" / "zonewright.gpkg"), {})

    def test_what_questions_write(self):
        parcel = sqlite3.connect(f"file:{demo_study()}/out/zonewright.gpkg?immutable=1", uri=True).execute(
            "SELECT id FROM parcel WHERE status = 'admissible' LIMIT 1").fetchone()[0]
        zonewright("sites", demo_study(), "--cluster", "ai", "--area-mu", "80", "-o", self.folder / "sites")
        zonewright("suitability", demo_study(), "--cluster", "ai", "--patches", self.folder / "patches.gpkg")
        zonewright("report", demo_study(), "--parcel", parcel, "-o", self.folder / "report", "--no-pdf", code=(0, 3))
        zonewright("convert", demo_study() / "out/zonewright.gpkg", self.folder / "all.gpkg", "--all-layers")
        files = sorted(pathlib.Path(self.folder).rglob("*.gpkg"))
        self.assertEqual(len(files), 4, files)
        for file in files:
            with self.subTest(file.name):
                self.assertEqual(faults(file), {})

    def test_the_check_finds_what_is_wrong(self):
        for requirement, damage in DAMAGES:
            with self.subTest(requirement=requirement, damage=damage):
                copy = self.folder / "copy.gpkg"
                shutil.copy(demo_study() / "out" / "zonewright.gpkg", copy)
                with sqlite3.connect(copy) as file:
                    file.executescript(damage)
                file.close()
                self.assertIn(requirement, faults(copy))


if __name__ == "__main__":
    unittest.main()
