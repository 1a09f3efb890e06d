"""zonewright describe: the knowledge and the verbs, for people and for other programs."""
import unittest

from zonewright_cli import SOURCE, zonewright, zonewright_json

TOPICS = {"roles": "roles", "constraints": "constraints", "checks": "checks", "criteria": "criteria", "weights": "weights",
          "rules": "rules"}


class Describe(unittest.TestCase):
    def test_overview_counts_the_files_of_layers(self):
        answer = zonewright_json("describe")
        counts = {topic["id"]: topic["count"] for topic in answer["topics"]}
        for topic, folder in TOPICS.items():
            self.assertEqual(counts[topic], len(list((SOURCE / "layers" / folder).glob("*.toml"))), topic)
        self.assertEqual(len(answer["catalogue_version"]), 64)
        self.assertIn("dongguan-2024", answer["plans"])

    def test_every_item_has_its_source_and_confidence(self):
        for topic in ("constraints", "checks", "criteria", "weights"):
            for item in zonewright_json("describe", topic)[topic]:
                self.assertTrue(item["evidence"]["source"], item["id"])
                self.assertIn(item["evidence"]["confidence"], ("high", "medium", "low", "unverified"))
        for rules in zonewright_json("describe", "rules")["rules"]:
            for value in rules["values"]:
                self.assertTrue(value["evidence"]["source"], value["key"])

    def test_one_item(self):
        item = zonewright_json("describe", "constraints", "power_corridor")["item"]
        self.assertEqual(item["width_by_class_m"]["500"], 20)
        self.assertIn("电力设施保护条例", item["legal_basis"])

    def test_verbs_are_listed_with_their_options(self):
        verbs = {verb["id"]: verb for verb in zonewright_json("describe", "verbs")["verbs"]}
        self.assertIn("run", verbs)
        options = {(option["action"], option["name"]) for option in verbs["plan"]["options"]}
        self.assertIn(("show", "--cluster"), options)
        self.assertIn(("diff", "before"), options)

    def test_unknown_words_are_suggested(self):
        self.assertIn("criteria", zonewright("describe", "critera", code=2).stderr)
        self.assertIn("slope", zonewright("describe", "criteria", "slop", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
