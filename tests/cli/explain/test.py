"""zonewright explain: the ledger of one score."""
import unittest

from zonewright_cli import demo_study, zonewright, zonewright_json


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.study = demo_study()
        best = zonewright_json("suitability", cls.study, "--cluster", "semiconductor", "--top", 400)["best"]
        cls.parcels = [best[0], best[len(best) // 2], best[-1]]

    def explained(self, parcel, cluster="semiconductor"):
        return zonewright_json("explain", self.study, "--parcel", parcel, "--cluster", cluster)

    def test_contributions_sum_to_the_score_to_the_last_bit(self):
        for parcel in self.parcels:
            told = self.explained(parcel["parcel"])
            total = 0.0
            for part in told["contributions"]:
                total += part["points"]
            self.assertEqual(total, told["score"])
            self.assertEqual(told["score"], parcel["score"])

    def test_the_rank_is_the_place_in_the_list(self):
        told = self.explained(self.parcels[0]["parcel"])
        self.assertEqual(told["rank"], 1)
        self.assertGreaterEqual(told["ranked"], 1)

    def test_every_change_reaches_a_better_class_and_never_moves_the_ground(self):
        told = self.explained(self.parcels[1]["parcel"])
        for change in told["changes"]:
            self.assertGreater(change["score_after"], told["score"])
            self.assertNotIn(change["criterion"], ("slope", "relief", "elevation"))
        efforts = [change["effort"] for change in told["changes"]]
        self.assertEqual(efforts, sorted(efforts))

    def test_each_weight_lies_within_its_interval(self):
        told = self.explained(self.parcels[1]["parcel"])
        for interval in told["weight_stability"]:
            self.assertLessEqual(interval["low"], interval["weight"] + 1e-12)
            self.assertGreaterEqual(interval["high"], interval["weight"] - 1e-12)

    def test_tells_people_what_binds(self):
        told = zonewright("explain", self.study, "--parcel", self.parcels[1]["parcel"], "--cluster", "半导体及集成电路",
                          code=(0, 2))
        if told.returncode == 0:
            self.assertIn("失分最多", told.stdout)

    def test_an_unknown_parcel_is_an_error_of_the_caller(self):
        finished = zonewright("explain", self.study, "--parcel", "no such parcel", "--cluster", "ai", code=2)
        self.assertIn("no such parcel", finished.stderr)


if __name__ == "__main__":
    unittest.main()
