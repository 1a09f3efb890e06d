"""zonewright zones: the plan's matrix of clusters and places, on the ground."""
import unittest

from zonewright_cli import demo_study, zonewright, zonewright_json

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


if __name__ == "__main__":
    unittest.main()
