"""zonewright verify: every certificate of a study holds; what is no certificate is refused."""
import unittest

from zonewright_cli import Folder, demo_study, zonewright_json


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


if __name__ == "__main__":
    unittest.main()
