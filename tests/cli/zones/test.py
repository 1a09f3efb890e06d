"""zonewright zones: the plan's matrix of clusters and places, on the ground."""
import contextlib
import re
import shutil
import sqlite3
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json

# The plan's own table (二、重点方向): which places each clause names.
MATRIX = {
    "electronics": {"songshanhu", "binhaiwan", "changan", "tangxia"},
    "equipment": {"songshanhu", "binhaiwan", "houjie", "xiegang"},
    "semiconductor": {"songshanhu", "binhaiwan", "base_linshen_electronics"},
    "materials": {"songshanhu", "shuixiang", "liaobu", "dalang"},
    "energy": {"shuixiang", "songshanhu", "tangxia", "changan"},
    "biomedicine": {"songshanhu", "binhaiwan", "shilong", "shuixiang"},
    "ai": {"songshanhu", "binhaiwan", "nancheng", "fenggang"},
    "low_altitude": {"songshanhu", "xiegang", "shuixiang"},
    "life_health": {"songshanhu", "chashan", "dongcheng"},
}


class Zones(unittest.TestCase):
    def test_equal_the_matrix_of_the_plan(self):
        found = {}
        for zone in zonewright_json("zones", demo_study())["zones"]:
            self.assertGreater(zone["area_m2"], 0)
            found.setdefault(zone["cluster"], set()).add(zone["place"])
        self.assertEqual(found, MATRIX)

    def test_one_cluster_with_its_clause(self):
        said = zonewright("zones", demo_study(), "--cluster", "新能源产业集群").stdout
        self.assertIn("2.1.5", said)
        self.assertIn("名单开放", said)
        self.assertNotIn("人工智能", said)


class AnotherCluster(Folder):
    """A cluster is added by its plan file and its weights, by nothing else."""

    def test_appears_in_zones_columns_styles_and_maps(self):
        for folder in ("layers", "styles"):
            shutil.copytree(SOURCE / folder, self.folder / folder)
        clusters = self.folder / "layers/plans/dongguan-2024/clusters"
        text = (clusters / "life_health.toml").read_text(encoding="utf-8")
        text = text.replace('id = "life_health"', 'id = "quantum"', 1)
        text = re.sub(r"^name = .*$", 'name = { zh = "量子科技", en = "Quantum technology" }', text, count=1, flags=re.M)
        (clusters / "quantum.toml").write_text(text, encoding="utf-8")
        weights = self.folder / "layers/weights/default.toml"
        weights.write_text(weights.read_text(encoding="utf-8") +
                           '\n[[cluster]]\ncluster = "quantum"\nmethod = "direct"\nweights = { zone_listing = 0.6, slope = 0.4 }\n',
                           encoding="utf-8")
        study = self.folder / "study"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        zonewright("run", study, "--quiet", code=(0, 3), env={"ZONEWRIGHT_LAYERS": str(self.folder / "layers")})
        with contextlib.closing(sqlite3.connect(study / "out/zonewright.gpkg")) as layers:
            zones = layers.execute("SELECT DISTINCT cluster_name FROM zone WHERE cluster_id = 'quantum'").fetchall()
            self.assertEqual(zones, [("量子科技",)])
            scored = layers.execute("SELECT count(*) FROM parcel WHERE s_quantum IS NOT NULL").fetchone()[0]
            self.assertGreater(scored, 0)
            styles = dict(layers.execute("SELECT f_table_name, styleQML FROM layer_styles"))
            for layer in ("zone", "allocation"):
                self.assertIn("量子科技", styles[layer], layer)
        self.assertTrue((study / "out/suitability/quantum.tif").exists())
        self.assertIn("量子科技", (study / "out/summary.html").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
