"""zonewright supply: waterfalls that add up in the JSON, and what a user meets on the way."""
import json
import pathlib
import shutil
import sqlite3
import unittest

from zonewright_cli import Folder, demo_study, zonewright, zonewright_json


def parts_and_whole(waterfall, unit):
    lines = {line["step"]: line[unit] for line in waterfall if line["checked"]}
    return sum(value for step, value in lines.items() if step != "gross"), lines["gross"]


def copy_study(study, target):
    """The same sources, nothing computed yet."""
    return pathlib.Path(shutil.copytree(study, target, ignore=shutil.ignore_patterns("out", "*.lock")))


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

    def test_net_is_net_supply_and_stock_in_every_unit(self):
        for arguments in ((), ("--town", "虎门")):
            answer = zonewright_json("supply", demo_study(), *arguments)
            split = {row["step"]: row for row in answer["net_split"]}
            self.assertIn("in_use", split, "stock stands apart")
            for unit, places in (("area_m2", 2), ("hectares", 4), ("mu", 2)):
                self.assertEqual(round(sum(row[unit] for row in split.values()), places),
                                 round(answer["waterfall"][-1][unit], places), unit)
            in_use = sum(row["net_m2"] for row in answer["classes"] if row["supply_class"] == "in_use")
            self.assertAlmostEqual(split["in_use"]["area_m2"], in_use, places=2)
            self.assertAlmostEqual(sum(t["offered_m2"] for t in answer.get("towns", [])) or split["offered"]["area_m2"],
                                   split["offered"]["area_m2"], places=2)

    def test_a_study_says_which_classes_are_on_offer(self):
        study = copy_study(demo_study(), self.folder / "study")
        text = (study / "study.toml").read_text()
        (study / "study.toml").write_text('supply_classes = ["idle"]\n' + text)
        split = {row["step"]: row for row in zonewright_json("supply", study)["net_split"]}
        self.assertIn("approved", split)
        (study / "study.toml").write_text('supply_classes = ["idel"]\n' + text)
        self.assertIn("idle", zonewright("supply", study, code=2).stderr)

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

    def test_structure_adds_up_where_it_says_so(self):
        answer = zonewright_json("supply", demo_study(), "--structure")
        net = answer["waterfall"][-1]["area_m2"]
        tables = {table["by"]: table for table in answer["structure"]}
        self.assertEqual(list(tables), ["supply_class", "cluster", "industrial_line", "base"])
        for table in tables.values():
            if table["adds_up"]:
                rows = [row for group in table["groups"].values() for row in group]
                self.assertAlmostEqual(sum(row["net_m2"] for row in rows), net, places=2, msg=table["by"])
        self.assertEqual(set(tables["industrial_line"]["groups"]), {"inside", "outside"})
        self.assertEqual(len(tables["base"]["groups"]), 7)

    def test_structure_of_a_study_without_industrial_line_is_not_checked(self):
        study = copy_study(demo_study(), self.folder / "without")
        text = (study / "study.toml").read_text()
        kept = [part for part in text.split("[[source]]") if 'role = "industrial_line"' not in part]
        (study / "study.toml").write_text("[[source]]".join(kept))
        answer = zonewright_json("supply", study, "--structure")
        line = next(table for table in answer["structure"] if table["by"] == "industrial_line")
        self.assertIn("not_checked", line)
        self.assertNotIn("groups", line)

    def test_best_buys_rise_in_cost_and_quality_and_curves_accumulate(self):
        answer = zonewright_json("supply", demo_study(), "--offers")
        for front in answer["best_buys"]:
            pairs = [(p["cost_yuan_per_m2"]["central"], p["quality"]["central"]) for p in front["parcels"]]
            self.assertEqual(pairs, sorted(pairs))
            self.assertEqual(len({quality for _, quality in pairs}), len(pairs))
        for curve in answer["curves"]:
            total = 0
            for point in curve["points"]:
                total += point["net_m2"]
                self.assertAlmostEqual(point["cumulative_m2"], total, places=2)

    def test_scales_to_the_recorded_area_on_request_and_still_closes(self):
        study = copy_study(demo_study(), self.folder / "recorded")
        text = (study / "study.toml").read_text()
        (study / "study.toml").write_text(text.replace('area_basis = "statutory"', 'area_basis = "recorded"'))
        with sqlite3.connect(study / "data" / "parcels.gpkg") as file:
            table = file.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
            # The triggers of the spatial index call functions that plain SQLite lacks; geometries stay as they are.
            for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f'DROP TRIGGER "{trigger}"')
            file.execute(f'UPDATE "{table}" SET ZDMJ = ZDMJ * 2')
        plain, scaled = zonewright_json("supply", demo_study()), zonewright_json("supply", study)
        parts, whole = parts_and_whole(scaled["waterfall"], "area_m2")
        self.assertEqual(round(parts, 2), round(whole, 2))
        self.assertAlmostEqual(whole / plain["waterfall"][0]["area_m2"], 2, places=2)

    def test_speaks_both_languages(self):
        self.assertIn("净供应瀑布", zonewright("supply", demo_study()).stdout)
        self.assertIn("Net-supply waterfall", zonewright("supply", demo_study(), "--lang", "en").stdout)

    def test_is_one_json_object_and_nothing_on_stderr(self):
        done = zonewright("supply", demo_study(), "--json", "--quiet")
        self.assertEqual(json.loads(done.stdout)["schema_version"], 1)
        self.assertEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
