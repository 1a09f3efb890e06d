"""zonewright supply: waterfalls that add up in the JSON, and what a user meets on the way."""
import json
import pathlib
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


def parts_and_whole(waterfall, unit):
    lines = {line["step"]: line[unit] for line in waterfall if line["checked"]}
    return sum(value for step, value in lines.items() if step != "gross"), lines["gross"]


class Supply(Folder):
    def test_closes_for_the_city_in_every_unit(self):
        waterfall = zonewright_json("supply", demo_study())["waterfall"]
        self.assertEqual((waterfall[0]["step"], waterfall[-1]["step"]), ("gross", "net"))
        for unit, places in (("area_m2", 2), ("hectares", 4), ("mu", 2)):
            parts, whole = parts_and_whole(waterfall, unit)
            self.assertEqual(round(parts, places), round(whole, places), unit)

    def test_towns_and_classes_add_up_to_the_city(self):
        answer = zonewright_json("supply", demo_study())
        net = answer["waterfall"][-1]["area_m2"]
        for rows in (answer["towns"], answer["classes"]):
            self.assertAlmostEqual(sum(row["net_m2"] for row in rows), net, places=2)

    def test_shows_one_town_by_the_beginning_of_its_name_or_its_code(self):
        city = zonewright_json("supply", demo_study())
        code = city["towns"][0]["town_code"]
        town = zonewright_json("supply", demo_study(), "--town", code)
        self.assertEqual(round(town["waterfall"][-1]["area_m2"], 2), round(city["towns"][0]["net_m2"], 2))
        self.assertNotIn("towns", town)
        self.assertIn("waterfall", zonewright_json("supply", demo_study(), "--town", "虎门"))

    def test_names_the_town_that_was_meant(self):
        refused = zonewright("supply", demo_study(), "--town", "虎们镇", code=2)
        self.assertIn("虎门镇", refused.stderr)

    def test_balances_supply_against_demand_and_prints_the_assumption(self):
        answer = zonewright_json("supply", demo_study(), "--demand", code=(0, 3))
        for row in answer["balance"]:
            self.assertLessEqual(row["usable_m2"], row["reachable_m2"])
            self.assertLessEqual(row["reachable_m2"], row["eligible_m2"])
            if row["town_code"] == "":
                self.assertTrue(row["assumption"])
                self.assertAlmostEqual(row["shortfall_m2"], max(0, row["demand_m2"] - row["reachable_m2"]), places=2)

    def test_writes_workbook_and_pictures_whole(self):
        book, charts = self.folder / "净供应.xlsx", self.folder / "图"
        answer = zonewright_json("supply", demo_study(), "--workbook", book, "--charts", charts)
        self.assertTrue(book.read_bytes().startswith(b"PK"))
        self.assertIn("</svg>", (charts / "waterfall.svg").read_text())
        self.assertTrue(all(pathlib.Path(made["path"] if isinstance(made, dict) else made).exists() for made in answer["outputs"]))

    def test_speaks_both_languages(self):
        self.assertIn("净供应瀑布", zonewright("supply", demo_study()).stdout)
        self.assertIn("Net-supply waterfall", zonewright("supply", demo_study(), "--lang", "en").stdout)

    def test_is_one_json_object_and_nothing_on_stderr(self):
        done = zonewright("supply", demo_study(), "--json", "--quiet")
        self.assertEqual(json.loads(done.stdout)["schema_version"], 1)
        self.assertEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
