"""zonewright suitability: what a person and a program get to read about the scores."""
import json
import sqlite3
import tempfile
import unittest

from zonewright_cli import demo_study, zonewright, zonewright_json


class Suitability(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.study = demo_study()

    def test_rates_all_twelve_clusters(self):
        told = zonewright_json("suitability", self.study)
        self.assertEqual(len(told["clusters"]), 12)
        for cluster in told["clusters"]:
            self.assertEqual(sum(cluster["classes"].values()), cluster["scored"], cluster["cluster"])
            if cluster["scored"]:
                self.assertTrue(0 <= cluster["mean"] <= 1)

    def test_counts_scored_excluded_and_without_data_apart(self):
        told = zonewright_json("suitability", self.study)
        totals = {c["scored"] + c["excluded"] + c["no_data"] for c in told["clusters"]}
        self.assertEqual(len(totals), 1, "every parcel is in one of the three states for every cluster")

    def test_lists_weights_that_sum_to_one_and_the_best_parcels_in_order(self):
        told = zonewright_json("suitability", self.study, "--cluster", "semiconductor", "--top", 5)
        self.assertAlmostEqual(sum(c["weight"] for c in told["criteria"]), 1, places=12)
        self.assertLess(told["consistency_ratio"], 0.1)
        scores = [parcel["score"] for parcel in told["best"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertLessEqual(len(scores), 5)

    def test_draws_give_the_same_acceptability_again_at_any_number_of_threads(self):
        first = zonewright_json("--threads", 1, "suitability", self.study, "--cluster", "新能源", "--draws", 50)
        again = zonewright_json("--threads", 2, "suitability", self.study, "--cluster", "energy", "--draws", 50)
        self.assertEqual(first["best"], again["best"])
        for parcel in first["best"]:
            self.assertTrue(all(0 <= share <= 1 for share in parcel["acceptability"]))
            self.assertEqual(parcel["acceptability"], sorted(parcel["acceptability"]), "a wider band holds more")

    def test_the_profile_of_construction_states_classes_and_where_every_threshold_comes_from(self):
        told = zonewright_json("suitability", self.study, "--profile", "urban_construction")
        self.assertEqual([c["class"] for c in told["classes"]], ["1", "2", "3", "4", "5"])
        self.assertAlmostEqual(sum(c["share"] for c in told["classes"]), 1, places=9)
        self.assertTrue(all(t["source"] and t["confidence"] for t in told["thresholds"]))
        text = zonewright("suitability", self.study, "--profile", "urban_construction").stdout
        self.assertIn("待核实", text)

    def test_patches_are_polygons_of_at_least_the_wished_size(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/patches.gpkg"
            told = zonewright_json("suitability", self.study, "--cluster", "ai", "--patches", path, "--from", 0.4,
                                   "--minimum-mu", 300)
            rows = sqlite3.connect(path).execute("select id, cluster_id, area_m2, planar_m2 from patch order by fid").fetchall()
        self.assertEqual(len(rows), told["patches"]["count"])
        self.assertTrue(rows, "the demonstration city has good land")
        for _, cluster, area_m2, planar_m2 in rows:
            self.assertEqual(cluster, "ai")
            self.assertGreaterEqual(planar_m2, 300 * 2000 / 3)
            self.assertAlmostEqual(area_m2 / planar_m2, 1, places=3)
        self.assertEqual([r[3] for r in rows], sorted((r[3] for r in rows), reverse=True))

    def test_an_unknown_cluster_is_named_with_the_nearest(self):
        finished = zonewright("suitability", self.study, "--cluster", "semiconducter", code=2)
        self.assertIn("semiconductor", finished.stderr)

    def test_speaks_english(self):
        told = zonewright("--lang", "en", "suitability", self.study, "--cluster", "ai").stdout
        self.assertIn("weights", told)
        self.assertIn("best parcels", told)


if __name__ == "__main__":
    unittest.main()
