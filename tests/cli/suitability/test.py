"""zonewright suitability: what a person and a program get to read about the scores."""
import json
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

    def test_an_unknown_cluster_is_named_with_the_nearest(self):
        finished = zonewright("suitability", self.study, "--cluster", "semiconducter", code=2)
        self.assertIn("semiconductor", finished.stderr)

    def test_speaks_english(self):
        told = zonewright("--lang", "en", "suitability", self.study, "--cluster", "ai").stdout
        self.assertIn("weights", told)
        self.assertIn("best parcels", told)


if __name__ == "__main__":
    unittest.main()
