"""zonewright preview: what other weights would change, before a run; and the conversation that the web door leads."""
import json
import subprocess
import unittest

from tiny_study import tiny_study
from zonewright_cli import PROGRAM, Folder, zonewright, zonewright_json


class Preview(Folder):
    def setUp(self):
        super().setUp()
        self.study = tiny_study(self.folder / "研究")

    def preview(self, *words, code=0):
        return zonewright_json("preview", self.study, "--cluster", "semiconductor", *words, code=code)

    def test_under_the_runs_weights_every_cell_is_the_runs(self):
        found = self.preview("--verify")
        self.assertEqual(found["compared"]["different"], 0)
        self.assertGreater(found["compared"]["rated"], 0)
        self.assertEqual((found["shift"]["gained"], found["shift"]["lost"]), (0, 0))

    def test_weights_are_brought_to_the_sum_1_and_all_land_stays(self):
        first = self.preview()["weights"]
        found = self.preview("--weight", f"{first[0]['criterion']}=3")
        self.assertAlmostEqual(sum(one["tried"] for one in found["weights"]), 1, places=12)
        for before, after in (("before_m2", "after_m2"), ("parcels_before", "parcels_after")):
            self.assertAlmostEqual(sum(row[before] for row in found["shift"]["classes"]), sum(row[after] for row in found["shift"]["classes"]), places=2)

    def test_what_cannot_be_weighed_is_named(self):
        for word, said in (("zone_listin=0.2", "zone_listing"), ("slope", "slope=0.2"), ("zone_listing=-1", "-1"), ("slope=x", "slope=x")):
            refused = zonewright("preview", self.study, "--cluster", "semiconductor", "--weight", word, code=2).stderr
            self.assertIn(said, refused, word)

    def test_people_read_the_same(self):
        text = zonewright("preview", self.study, "--cluster", "semiconductor", "--lang", "en").stdout
        self.assertIn("parcels gain a class", text)

    def test_a_conversation_answers_line_by_line(self):
        asked = [{"do": "open"}, {"do": "nothing"}, {"do": "surface", "cluster": "semiconductor", "column": 0, "row": 0, "width": 4, "height": 3, "step": 2}]
        done = subprocess.run([PROGRAM, "preview", str(self.study), "--conversation", "--quiet"], input="".join(json.dumps(one) + "\n" for one in asked).encode(),
                              capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        opened, refused, rest = done.stdout.split(b"\n", 2)
        self.assertTrue(json.loads(opened)["ok"])
        self.assertIn("surface", json.loads(refused)["error"]["en"])
        head, pixels = rest.split(b"\n", 1)
        self.assertEqual((json.loads(head)["bytes"], len(pixels)), (24, 24))


if __name__ == "__main__":
    unittest.main()
