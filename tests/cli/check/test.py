"""zonewright check: all findings as text, JSON and layers; one bad source does not hide the others."""
import csv
import io
import json
import re
import sqlite3
import unittest

from damages import FINDINGS, REFUSALS, geojson, square
from zonewright_cli import SOURCE, Folder, demo_study, real_data, zonewright, zonewright_json


class Check(Folder):
    def study(self, *sources):
        folder = self.folder / "研究"
        folder.mkdir()
        text = 'schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n'
        for role, path in sources:
            text += f'\n[[source]]\nrole = "{role}"\npath = "{path}"\n'
        (folder / "study.toml").write_text(text)
        return folder

    def squares(self, name, *corners):
        path = self.folder / name
        features = [{"type": "Feature", "properties": {"name": f"镇{i}", "DKBH": str(i)},
                     "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]]}}
                    for i, (x, y) in enumerate(corners)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
        return path

    def test_writes_text_json_and_layers(self):
        study = self.study(("town", self.squares("t.geojson", (474000, 2544000), (474090, 2544000))))
        answer = zonewright_json("check", study, code=3)
        overlap = [f for f in answer["findings"] if f["rule"] == "town_overlap"]
        self.assertEqual(len(overlap), 1)
        self.assertAlmostEqual(overlap[0]["area_m2"], 1000, delta=0.05)
        text = zonewright("check", study, code=3).stdout
        self.assertIn("镇0 与 镇1 重叠", text)
        with sqlite3.connect(f"file:{study}/out/findings.gpkg?mode=ro", uri=True) as db:
            self.assertEqual(db.execute("select count(*) from finding").fetchone()[0], len(answer["findings"]))
            self.assertEqual(db.execute("select count(*) from finding_area where rule = 'town_overlap'").fetchone()[0], 1)
            self.assertEqual(db.execute("select count(*) from layer_styles where useAsDefault = 1").fetchone()[0], 2)

    def test_one_bad_source_does_not_hide_the_others(self):
        bad = self.folder / "bad.geojson"
        bad.write_text("<html>502</html>")
        study = self.study(("parcel", bad), ("parcel", self.folder / "absent.gpkg"),
                           ("town", self.squares("t.geojson", (474000, 2544000), (474050, 2544000))))
        rules = [f["rule"] for f in zonewright_json("check", study, code=3)["findings"]]
        self.assertEqual(rules.count("unusable_source"), 2)
        self.assertEqual(rules.count("town_overlap"), 1)

    def test_the_demonstration_city_has_no_errors_of_shape(self):
        answer = zonewright_json("check", demo_study(), code=(0, 3))
        self.assertEqual([f for f in answer["findings"] if f["rule"] in ("unusable_source", "no_geometry", "duplicate_feature")], [])

    def test_the_real_towns(self):
        data = real_data()
        if data is None:
            self.skipTest("no real boundaries here")
        answer = zonewright_json("check", self.study(("town", data / "dongguan-towns" / "towns33_wgs84.geojson")), code=3)
        rules = [f["rule"] for f in answer["findings"]]
        self.assertEqual((rules.count("town_overlap"), rules.count("town_gap")), (2, 6))


class Readiness(Check):
    """What a study lacks, and what that costs, before it runs."""

    def test_an_empty_study_is_not_without_errors(self):
        done = zonewright("check", self.study(), code=3)
        self.assertNotIn("共 0 个错误", done.stdout)
        self.assertIn("没有数据源", done.stdout)
        answer = zonewright_json("check", self.folder / "研究", code=3)
        self.assertFalse(answer["readiness"]["ready"])
        self.assertEqual({m["role"] for m in answer["readiness"]["missing"] if m["required"]}, {"town", "parcel"})

    def test_a_study_of_two_layers_says_what_is_missing_and_what_it_costs(self):
        towns = self.squares("t.geojson", (474000, 2544000))
        study = self.study(("town", towns), ("parcel", self.squares("p.geojson", (474000, 2544000))))
        answer = zonewright_json("check", study, code=(0, 3))
        readiness = answer["readiness"]
        self.assertTrue(readiness["ready"])
        self.assertLess(readiness["most_weight"], 1)
        missing = {m["role"]: m for m in readiness["missing"]}
        self.assertIn("road", missing)
        self.assertGreater(missing["road"]["weight"], 0)
        self.assertTrue(missing["farmland"]["constraints"] and missing["farmland"]["checks"])
        for role in missing.values():
            self.assertAlmostEqual(sum(c["weight"] for c in role["criteria"]), role["weight"], places=9)
        text = zonewright("check", study, code=(0, 3)).stdout
        for words in ("可以运行", "不核查的约束", "待核查的事项", "占权重"):
            self.assertIn(words, text)

    def test_the_demonstration_city_lacks_nothing_that_weighs(self):
        readiness = zonewright_json("check", demo_study(), code=(0, 3))["readiness"]
        self.assertTrue(readiness["ready"])
        self.assertGreater(readiness["least_weight"], 0.9)


class Damages(Folder):
    """The tables on the manual page are what the program does: every row is made, found and answered."""

    def rows(self, columns):
        page = (SOURCE / "src" / "command" / "check.md").read_text()
        head = "| " + " | ".join(columns) + " |"
        lines = page[page.index(head):].split("\n\n")[0].splitlines()[2:]
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    def command(self, name, role, maker):
        folder = self.folder / name
        study = folder / "研究"
        study.mkdir(parents=True)
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        made = maker(folder)
        arguments = made if isinstance(made, tuple) else (made,)
        return "import", study, *arguments, "--role", role, "--dry-run"

    def test_every_damage_of_the_table_is_found_with_its_severity_and_fix(self):
        rows = self.rows(["damage", "rule", "severity", "fix"])
        self.assertEqual({row[1].strip("`") for row in rows}, set(FINDINGS), "the table and the makers")
        # a bow tie has two wings; sums are told when one area is off; a hole was a closed line; ZM has heights too
        # the same parcel twice has one id twice; a parcel without an id is given one
        companions = {"seat_outside_town", "town_area", "town_code_completed", "date_unstated", "status_unstated", "datum_uncompared", "field_unstated", "multipart", "recorded_area_sum", "lines_to_polygons", "has_z", "parcel_id_repeated", "parcel_without_id", "required_value"}
        for _, rule, severity, fix in rows:
            rule = rule.strip("`")
            with self.subTest(rule):
                errors = severity == "error" or rule == "parcel_without_id"  # which is a required value that is empty, too
                answer = zonewright_json(*self.command(rule, *FINDINGS[rule]), code=3 if errors else 0)
                found = [f for f in answer["findings"] if f["rule"] == rule]
                self.assertTrue(found, "not found")
                self.assertEqual({f["severity"] for f in found}, {severity})
                self.assertLessEqual({f["rule"] for f in answer["findings"]}, {rule} | companions)
                for option in re.findall(r"--[a-z-]+(?: [a-z_]+)?", fix):
                    self.assertIn(option, found[0]["fix"])

    def test_every_refusal_of_the_table_is_one_clear_error(self):
        rows = self.rows(["damage", "name", "next step"])
        self.assertEqual({row[1].strip("`") for row in rows}, set(REFUSALS), "the table and the makers")
        for _, name, step in rows:
            with self.subTest(name):
                role, maker, words = REFUSALS[name.strip("`")]
                error = zonewright(*self.command(name.strip("`"), role, maker), code=2).stderr
                self.assertEqual(error.count("错误"), 1)
                self.assertNotIn("/vsi", error)
                for word in words + re.findall(r"--[a-z-]+", step):
                    self.assertIn(word, error)


class Control(Folder):
    """Legal totals, and the ledger that closes to 0.01 m²."""

    def study(self):
        study = self.folder / "研究"
        study.mkdir()
        rings = [square(0), square(100), square(0, 100), square(100, 100)]
        codes = ["4419001010010000000", "4419001010010000000", "4419001020010000000", "4419001030010000000"]
        geojson(study / "dltb.geojson", *rings, key="BSM", properties=[{"DLBM": "0601", "ZLDWDM": c} for c in codes])
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n\n[[source]]\nrole = "land_use"\npath = "dltb.geojson"\n')
        return study

    def test_the_ledger_closes_and_the_workbook_has_it(self):
        study, totals = self.study(), self.folder / "控制.csv"
        totals.write_text("代码,名称,控制面积(平方米)\n441900101,石碣镇,20001.37\n441900102,石龙镇,9999.99\n", encoding="utf-8")
        answer = zonewright_json("check", study, "--control", f"land_use={totals}", code=3)
        found = {f["rule"]: f for f in answer["findings"]}
        self.assertIn("石碣镇", [f["feature"].split()[0] for f in answer["findings"] if f["rule"] == "control_total"])
        self.assertIn("1 个要素", found["no_control_total"]["message"])
        rows = list(csv.DictReader(io.StringIO((study / "out" / "adjustment_land_use.csv").read_text("utf-8-sig"))))
        cents = {}
        for row in rows:
            if row["feature"] != "合计":
                cents[row["control"]] = cents.get(row["control"], 0) + round(float(row["adjusted_m2"]) * 100)
        self.assertEqual(cents, {"441900101": 2000137, "441900102": 999999})
        self.assertTrue((study / "out" / "adjustment_land_use.xlsx").exists())

    def test_totals_of_two_levels_must_agree(self):
        study, totals = self.study(), self.folder / "控制.csv"
        totals.write_text("code,name,area_ha\n4419,东莞市,5\n441900101,甲,2\n441900102,乙,1\n441900103,丙,1\n", encoding="utf-8")
        answer = zonewright_json("check", study, "--control", f"land_use={totals}", code=3)
        disagree = [f for f in answer["findings"] if f["rule"] == "control_totals_disagree"]
        self.assertEqual([f["feature"] for f in disagree], ["东莞市 4419"])
        self.assertIn("40000.00", disagree[0]["message"])

    def test_bad_tables_are_refused_by_row(self):
        study, totals = self.study(), self.folder / "控制.csv"
        for text, word in (("代码,面积\n1,2\n", "area_m2"), ("code,area_m2\n1,0\n", "正的面积"), ("code,area_m2\n1,5\n1,6\n", "代码不重复")):
            totals.write_text(text, encoding="utf-8")
            self.assertIn(word, zonewright("check", study, "--control", f"land_use={totals}", code=2).stderr)
        zonewright("check", study, "--control", "town=x.csv", code=2)


if __name__ == "__main__":
    unittest.main()
