"""zonewright report: from an outline to a document that can be handed on."""
import contextlib
import html
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import tempfile
import unittest
import zipfile

import form as forms
from figures import EAST, NORTH, Figures, number, outline, table_rows  # noqa: F401
from zonewright_cli import SOURCE, Folder, demo_study, real_data, zonewright, zonewright_json

def box(west, south, width, height):
    return [[west, south], [west, south + height], [west + width, south + height], [west + width, south]]


def square(east, north, size):
    return box(east, north, size, size)


def check(report, rule):
    return next(c for c in report["checks"] if c["rule"] == rule)


def text_of(folder, name="report.html"):
    return (folder / name).read_text()


def numbers(text):
    return [float(figure.replace(",", "")) for figure in re.findall(r'<td class="n">(-?[\d,]+\.\d+)%?</td>', text)]


def workbook_texts(path):
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def changed_study(folder, change):
    """A copy of the demonstration study with another list of sources."""
    shutil.copytree(demo_study(), folder, ignore=shutil.ignore_patterns("out"))
    head, *blocks = (folder / "study.toml").read_text().split("[[source]]")
    (folder / "study.toml").write_text("[[source]]".join([head, *change(blocks)]))
    return folder


def parcel_of_class(supply_class):
    """The first parcel of half a hectare and more that is of a supply class."""
    with contextlib.closing(sqlite3.connect(f"file:{demo_study() / 'out/zonewright.gpkg'}?mode=ro", uri=True)) as package:
        return package.execute("SELECT id FROM parcel WHERE supply_class = ? AND net_m2 > 5000 ORDER BY id",
                               (supply_class,)).fetchone()[0]


class Report(Folder):
    def report(self, *arguments, code=(0, 3), study=None):
        return zonewright_json("report", study or demo_study(), "-o", self.folder / "out", "--no-pdf", *arguments, code=code)

    def made(self):
        return next(path for path in (self.folder / "out").iterdir() if path.is_dir())

    def site(self, **properties):
        return outline(self.folder / "a.geojson", square(EAST, NORTH, 300), **properties)

    def test_of_found_land_closes_and_explains(self):
        parcel = self.report("--find", "--town", "塘厦", "--cluster", "electronics", "--area-mu", "20")["reports"][0]
        self.assertAlmostEqual(sum(t["area_m2"] for t in parcel["towns"]), parcel["area_m2"], delta=0.005)
        fit = next(f for f in parcel["fits"] if f["cluster"] == "electronics")
        self.assertEqual(fit["listing"], "listed")
        self.assertAlmostEqual(sum(p["points"] for p in fit["contributions"]), fit["score"], places=9)
        self.assertEqual(len(parcel["fits"]), 12)
        self.assertEqual({p.name for p in self.made().iterdir()},
                         {"report.html", "report.docx", "report.json", "report.xlsx", "evidence.gpkg", "boundary_points.txt",
                          "finished.txt", "maps"})
        standing = parcel["standing"]
        self.assertTrue(1 <= standing["rank"] <= standing["count"])
        self.assertTrue(standing["rank_low"] <= standing["mean_rank"] <= standing["rank_high"])
        self.assertGreaterEqual(len(parcel["alternatives"]), 3)
        self.assertTrue(all(a["why"] for a in parcel["alternatives"]))

    def test_states_the_cost_of_its_own_land_whenever_parcels_are_known(self):
        """Also of a parcel that is not on offer, whose cost was called not estimated."""
        for supply_class in ("in_use", "idle"):
            told = self.report("--parcel", parcel_of_class(supply_class))["reports"][0]
            cost, unit = told["cost"], told["cost_yuan_per_m2"]
            self.assertTrue(0 < unit["low"] < unit["high"])
            self.assertAlmostEqual(cost["yuan"]["low"], unit["low"] * told["net_m2"], delta=1e-3 * cost["yuan"]["low"])
            self.assertEqual((cost["known_share"], cost["verified"]), (1, False))
            page = re.sub(r"<[^>]*>", "", text_of(self.made()))
            self.assertIn(f"每平方米净面积 {unit['low']:,.0f}–{unit['high']:,.0f} 元", page)
            self.assertRegex(page, r"合计 [\d,]+–[\d,]+ 万元（单价取自规则文件，待核实）")
            self.assertNotIn("未估算", page)
            shutil.rmtree(self.folder / "out")

    def test_states_of_which_part_of_an_outline_the_cost_is(self):
        with contextlib.closing(sqlite3.connect(f"file:{demo_study() / 'out/zonewright.gpkg'}?mode=ro", uri=True)) as package:
            west, south, east, north = package.execute("SELECT minx, miny, maxx, maxy FROM rtree_parcel_geom ORDER BY id").fetchone()
        around = box(west - 300, south - 300, east - west + 600, north - south + 600)
        told = self.report("--site", outline(self.folder / "a.geojson", around))["reports"][0]
        known = sum(parcel["overlap_m2"] for parcel in told["parcels"]) / told["area_m2"]
        page = re.sub(r"<[^>]*>", "", text_of(self.made()))
        self.assertTrue(0 < known < 0.999, "the outline of this test lies partly on parcels")
        self.assertAlmostEqual(told["cost"]["known_share"], known, places=6)
        self.assertIn(f"仅为范围内有地块资料的部分（{100 * known:.2f}%），其余未估算", page)

    def test_areas_are_those_of_the_statutory_vectors(self):
        # Worked examples of the formula in 国土调查办发〔2008〕32号, rings as (X north, Y east): T1, and T4 with a hole.
        t1 = self.report("--site", outline(self.folder / "a.geojson", square(474000, 2544000, 1000)))["reports"][0]
        self.assertAlmostEqual(t1["area_m2"], 999983.94, delta=0.011)
        self.assertEqual(t1["planar_m2"], 1e6)
        t4 = self.report("--site", outline(self.folder / "b.geojson", box(480000, 2540000, 400, 300),
                                           square(480100, 2540100, 100)))["reports"][0]
        self.assertAlmostEqual(t4["area_m2"], 109998.94, delta=0.011)

    def test_printed_parts_add_up_to_the_printed_whole(self):
        report = self.report("--site", outline(self.folder / "a.geojson", box(EAST - 4000, NORTH - 500, 8000, 700)))["reports"][0]
        self.assertGreaterEqual(len(report["towns"]), 2)
        tables = 0
        for table in re.findall(r"<tbody>.*?</tbody>", text_of(self.made()), re.S):
            if '<tr class="total">' not in table or "chosen" in table:
                continue
            *rows, total = [numbers(row) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
            if len(total) < 3:
                continue
            for column in range(len(total)):
                self.assertAlmostEqual(sum(row[column] for row in rows), total[column], delta=1e-6, msg=table)
            tables += 1
        self.assertGreaterEqual(tables, 3, "towns, classes, ownership")
        land = report["land"]
        for group in (("agricultural_m2", "construction_m2", "unused_m2", "unclassed_m2"),
                      ("state_m2", "collective_m2", "ownership_unknown_m2")):
            self.assertAlmostEqual(sum(land[key] for key in group), report["area_m2"], delta=0.005)

    def test_json_follows_the_published_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((SOURCE / "styles/report/site_report.schema.json").read_text())
        for options in ((), ("--public",), ("--override", "growth_boundary=conditional", "已报批", "李四", "东自然资〔2026〕1号")):
            jsonschema.validate(self.report("--site", self.site(), *options)["reports"][0], schema)
        wrong = self.report("--site", self.site())["reports"][0]
        wrong["verdict"] = "fine"
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)

    def test_never_calls_an_unlisted_place_unfit(self):
        for language, words in (("zh", "未列入该集群重点集聚区"), ("en", "not among the places named")):
            self.report("--site", self.site(), "--lang", language)
            for file in self.made().iterdir():
                if file.suffix in (".html", ".json"):
                    self.assertNotIn("不符合产业布局", file.read_text())
            self.assertIn(words, text_of(self.made()))

    def test_codes_are_printed_in_words(self):
        self.report("--site", self.site())
        html = text_of(self.made())
        self.assertRegex(html, r"<td>08H2 科教文卫用地</td>")
        self.assertRegex(html, r"<td>(20 国有土地使用权|30 集体土地所有权|10 国有土地所有权)</td>")
        self.assertNotRegex(html, r"<td>(10|20|30|08H2)</td>")

    def test_escapes_whatever_names_contain(self):
        evil = "<script>alert(1)</script>{{title}}"
        path = outline(self.folder / "=1+1 <b>“x”..‮.geojson", square(EAST, NORTH, 300), name="<img src=x onerror=alert(1)>")
        project = self.folder / "p.toml"
        project.write_text(f"name = '{evil}'\napplicant = '=HYPERLINK(\"http://x\",\"y\")'\n")
        self.report("--site", path, "--project", project, "--override", "farmland=fits", evil, "=cmd|'/c calc'!A0", "=1+1")
        self.assertEqual(self.made().parent, self.folder / "out", "a name never leaves the folder")
        html = text_of(self.made())
        self.assertNotIn("<script", html)
        self.assertNotIn("<img src=x", html)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;{{title}}", html)
        book = workbook_texts(self.made() / "report.xlsx")
        self.assertNotRegex(book, r"<f>[^<]*(HYPERLINK|cmd)")
        self.assertIn("&lt;script&gt;", book)

    def test_workbook_has_live_formulas_and_their_values(self):
        self.report("--site", self.site())
        with zipfile.ZipFile(self.made() / "report.xlsx") as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        found = re.findall(r"<f>D3/10000</f><v>([\d.]+)</v>", sheet)
        self.assertEqual(len(found), 1)
        self.assertAlmostEqual(float(found[0]), 9.0, delta=0.001)

    def test_public_version_has_no_coordinates_and_no_owners(self):
        arguments = ("--find", "--town", "塘厦", "--cluster", "electronics", "--area-mu", "20")
        full = self.report(*arguments)["reports"][0]
        owners = {p["owner"] for p in full["parcels"] if p["owner"]}
        self.assertTrue(owners)
        html = text_of(self.made())
        corner = re.search(r"<td>J1</td><td>1</td><td class=\"n\">([\d.]+)</td>", html)[1]
        self.assertTrue(all(owner in html for owner in owners))
        public = self.report(*arguments, "--public")["reports"][0]
        self.assertFalse((self.made() / "evidence.gpkg").exists(), "the one of the full version is gone too")
        for text in (text_of(self.made()), text_of(self.made(), "report.json"), workbook_texts(self.made() / "report.xlsx")):
            self.assertNotIn(corner.split(".")[0], text)
            for owner in owners:
                self.assertNotIn(owner, text)
        self.assertEqual(public["area_m2"], full["area_m2"])
        # Its own wording, and none of the office's.
        html = text_of(self.made())
        for words in ("公开示意图，界线已概化", "用地比选公开说明"):
            self.assertIn(words, html)
        for words in ("内部使用", "密级", "辅助决策", "签字", "盖章"):
            self.assertNotIn(words, html)

    def test_the_text_of_boundary_points_is_that_of_the_table(self):
        # Two parts, one with a hole, begun in the south-east and wound the other way round.
        ring = list(reversed(box(EAST, NORTH, 300, 200)))
        site = outline(self.folder / "a.geojson", ring, square(EAST + 100, NORTH + 50, 50), more=[[square(EAST + 400, NORTH, 60)]])
        report = self.report("--site", site)["reports"][0]
        text = (self.made() / "boundary_points.txt").read_bytes().decode("gbk")
        self.assertIn("2000国家大地坐标系", text)
        rows = [line.split(",") for line in text.splitlines() if line.startswith("J")]
        printed = re.findall(r"<td>(J\d+)</td><td>(\d+)</td><td class=\"n\">([\d.]+)</td><td class=\"n\">([\d.]+)</td>", text_of(self.made()))
        self.assertEqual([tuple(row) for row in rows], printed)
        self.assertEqual(rows[0][1:], ["1", f"{NORTH + 200:.3f}", f"{EAST:.3f}"], "from the north-west")
        self.assertEqual(len(rows), 15)
        with zipfile.ZipFile(self.made() / "report.xlsx") as book:
            names = re.findall(r'<sheet name="([^"]*)" sheetId="(\d+)"', book.read("xl/workbook.xml").decode())
            sheet = book.read(f"xl/worksheets/sheet{dict(names)['界址点']}.xml").decode()
        for north, east in {tuple(row[2:]) for row in rows}:
            self.assertIn(f"<v>{float(north):.0f}", sheet)
            self.assertIn(f"<v>{float(east):.0f}", sheet)
        back = self.folder / "back"
        again = zonewright_json("report", demo_study(), "--site", self.made() / "boundary_points.txt", "-o", back, "--no-pdf", code=(0, 3))["reports"][0]
        for key in ("area_m2", "planar_m2"):
            self.assertEqual(again[key], report[key])
        (folder,) = [path for path in back.iterdir() if path.is_dir()]
        once_more = (folder / "boundary_points.txt").read_bytes().decode("gbk")
        self.assertEqual([line for line in once_more.splitlines() if line.startswith("J")], [",".join(row) for row in rows])
        public = self.report("--site", site, "--public")["reports"][0]
        self.assertEqual(public["area_m2"], report["area_m2"])
        self.assertFalse((self.made() / "boundary_points.txt").exists(), "that of the full version is gone too")
        self.assertNotIn("界址点坐标文件", text_of(self.made()))

    def test_an_override_is_printed_with_reason_name_and_document(self):
        before = self.report("--site", self.site())["reports"][0]
        after = self.report("--site", self.site(), "--override", "farmland=conflicts", "现场核实有基本农田", "王五", "东自然资〔2026〕9号")["reports"][0]
        self.assertEqual((check(before, "farmland")["verdict"], check(after, "farmland")["verdict"]), ("fits", "conflicts"))
        self.assertEqual(after["verdict"], "conflicts")
        self.assertEqual(after["overrides"], [{"rule": "farmland", "before": "fits", "verdict": "conflicts",
                                               "reason": "现场核实有基本农田", "name": "王五",
                                               "document": "东自然资〔2026〕9号", "capped": False}])
        html = text_of(self.made())
        for words in ("人工认定", "现场核实有基本农田", "王五", "东自然资〔2026〕9号"):
            self.assertIn(words, html)

    def test_control_indicators_judge_what_the_project_states(self):
        project = self.folder / "p.toml"
        project.write_text('industry = "39"\nplot_ratio = 0.8\nbuilding_coverage = 0.45\ndemanded_area_mu = 200\n')
        indicators = {i["key"]: i for i in self.report("--site", self.site(), "--project", project)["reports"][0]["indicators"]}
        self.assertEqual(indicators["plot_ratio_least_40"]["state"], "not_met")  # 39 of 2017 is 40 of the older classification
        self.assertEqual(indicators["building_coverage_least"]["state"], "met")
        self.assertEqual(indicators["green_most"]["state"], "not_stated")
        html = text_of(self.made())
        self.assertIn("国土资发〔2008〕24号", html)
        self.assertRegex(html, r"建筑系数不低于 <span class=\"tag\">待核实")

    def test_indicators_of_the_project_that_only_the_rules_name(self):
        project = self.folder / "p.toml"
        project.write_text("investment_yuan = 300000000\n[indicators]\ntax_10k_yuan_per_mu = 45.5\nreplacement_mu = 12\n")
        report = self.report("--site", self.site(), "--project", project)["reports"][0]
        indicators = {i["key"]: i for i in report["indicators"]}
        self.assertEqual((indicators["tax_least"]["nature"], indicators["tax_least"]["value"], indicators["tax_least"]["required"]),
                         ("recommended", 45.5, None))
        self.assertEqual(indicators["building_coverage_least"]["nature"], "compulsory")
        self.assertEqual(indicators["energy_most"]["nature"], "standard_land")
        self.assertAlmostEqual(indicators["investment_least"]["value"], 30000 / (report["area_m2"] / 1e4), delta=0.006)
        land = indicators["replacement_land"]
        self.assertAlmostEqual(land["required"], report["land"]["cultivated_m2"] * 3 / 2000, delta=0.006)
        self.assertEqual(land["state"], "met" if land["required"] <= 12 else "not_met")
        html = text_of(self.made())
        for words in ("强制性", "推荐性", "标准地", "亩均", "占补平衡", "标准未收录", "未提供", "45.50"):
            self.assertIn(words, html)
        project.write_text("[indicators]\ntax_10k_yuan_per_m = 45.5\n")
        refused = zonewright("report", demo_study(), "--site", self.site(), "--project", project, "-o", self.folder / "no", "--no-pdf", code=2)
        self.assertIn("tax_10k_yuan_per_mu", refused.stderr)

    def test_layers_of_soil_and_archaeology_are_data_alone(self):
        # A role and a check file each: a layer in study.toml is all that is needed.
        def more(blocks):
            return [*blocks, '\nrole = "soil_survey"\npath = "data/soil.geojson"\nstatus = "schematic"\ndate = "2025-06-30"\n\n']
        study = changed_study(self.folder / "study", more)
        outline(study / "data" / "soil.geojson", box(EAST, NORTH, 150, 300), DCJL="需修复")
        report = self.report("--site", self.site(), study=study)["reports"][0]
        soil = check(report, "soil_survey")
        self.assertEqual((soil["state"], soil["verdict"]), ("occupies", "conflicts"))
        self.assertEqual([f["title"] for f in soil["findings"]], ["需修复的污染地块"])
        self.assertIn("需修复的污染地块 4.5000 公顷", report["headline"])
        self.assertIn("修复并经评审达标前不得供地", text_of(self.made()))
        archaeology = check(report, "heritage_survey")
        self.assertEqual(archaeology["state"], "not_checked")
        self.assertIn("考古调查勘探", text_of(self.made()).split("<h2")[0])

    def test_without_a_browser_says_so_and_makes_the_rest(self):
        tools = self.folder / "bin"
        tools.mkdir()
        done = zonewright("report", demo_study(), "--site", self.site(), "-o", self.folder / "out", code=(0, 3), env={"PATH": str(tools)})
        self.assertIn("没有 Chromium 或 Edge", done.stderr)
        self.assertTrue((self.made() / "report.html").exists())
        self.assertFalse((self.made() / "report.pdf").exists())

    def test_pdf_is_printed_where_there_is_a_browser(self):
        if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge")):
            self.skipTest("no Chromium or Edge on this machine")
        zonewright("report", demo_study(), "--site", self.site(), "-o", self.folder / "out", code=(0, 3))
        self.assertEqual((self.made() / "report.pdf").read_bytes()[:5], b"%PDF-")

    def test_in_a_town_and_in_a_park_names_both(self):
        report = self.report("--site", outline(self.folder / "a.geojson", square(478000, 2519750, 100)))["reports"][0]
        self.assertEqual([t["name"] for t in report["towns"]], ["长安镇"])
        self.assertIn("binhaiwan", [p["place"] for p in report["places"]])
        electronics = next(f for f in report["fits"] if f["cluster"] == "electronics")
        self.assertEqual({p["place"] for p in electronics["places"]}, {"changan", "binhaiwan"})
        self.assertIn("滨海湾", text_of(self.made()))

    def test_partly_outside_the_city_is_not_called_clear(self):
        # From the middle of 寮步 north until the city ends: what lies beyond was looked at by no layer.
        strip = outline(self.folder / "a.geojson", box(EAST, NORTH, 60, 45000))
        report = self.report("--site", strip, code=3)["reports"][0]
        self.assertGreater(report["outside_city_m2"], 1e4)
        self.assertIn(report["verdict"], ("undecided", "conflicts"))
        self.assertAlmostEqual(sum(t["area_m2"] for t in report["towns"]) - report["in_several_towns_m2"], report["area_m2"], delta=0.005)
        self.assertIn("位于市域以外", text_of(self.made()))

    def test_warns_of_large_contiguous_vectors(self):
        big = outline(self.folder / "a.geojson", square(EAST - 2600, NORTH - 2600, 5200))
        answer = self.report("--site", big)
        self.assertTrue(any("25" in w and "国家秘密" in w for w in answer["warnings"]), answer["warnings"])
        self.assertIn("国家秘密", text_of(self.made()))
        self.assertFalse(any("国家秘密" in w for w in self.report("--site", big, "--public")["warnings"]))
        # Two pieces below the limit each are not contiguous.
        parts = outline(self.folder / "b.geojson", square(EAST - 4000, NORTH, 3900), more=[[square(EAST, NORTH, 3900)]])
        self.assertFalse(any("国家秘密" in w for w in self.report("--site", parts)["warnings"]))


class Verdict(Folder):
    """The headline of page 1: never plain 符合 while a listed check was not made."""

    def report(self, site, *arguments, study=None):
        answer = zonewright_json("report", study or demo_study(), "--site", site, "-o", self.folder / "out", "--no-pdf",
                                 *arguments, code=(0, 3))
        self.page = (self.folder / "out" / site.stem / "report.html").read_text()
        return answer["reports"][0]

    def site(self):
        return outline(self.folder / "a.geojson", square(EAST, NORTH, 300))

    def test_names_what_was_never_looked_at(self):
        report = self.report(self.site())
        self.assertNotEqual(report["verdict"], "fits")
        self.assertIn(f"{report['checks_not_made']} 项未核查", report["headline"])
        self.assertEqual(report["checks_made"] + report["checks_not_made"], len(report["checks"]))
        self.assertIn(report["headline"], self.page.split("<h2")[0], "in the box of page 1")
        for matter in ("控制性详细规划用途", "城市绿线、蓝线、紫线、黄线", "洪涝风险控制区", "压覆重要矿产资源",
                       "油气等管线保护范围", "生态环境分区管控", "交通与市政配套承载能力", "权属争议"):
            self.assertEqual(next(c for c in report["checks"] if c["title"] == matter)["state"], "not_checked")
            self.assertIn(matter, self.page.split("<h2")[0])

    def test_schools_under_the_outline_conflict(self):
        # The demonstration city has 科教文卫用地 there: what is on the land counts.
        report = self.report(self.site())
        current = check(report, "land_use_class")
        self.assertIn("公共管理与公共服务用地", [f["title"] for f in current["findings"]])
        self.assertEqual(report["verdict"], "conflicts")
        self.assertRegex(report["headline"], r"^不符合：.*占公共管理与公共服务用地 \d+\.\d{4} 公顷")

    def test_pages_speak_plain_words(self):
        self.report(self.site())
        words = re.sub(r"<style>.*?</style>|data:image/png;base64,[^\"]*", "", self.page, flags=re.S)
        for told in (r"\.shp", r"\.gpkg", r"\.gdb", r"invalid_", r"[a-z]+_[a-z]+", r"[a-z_]+-GY\d", "领先机会", "影子价格"):
            self.assertNotRegex(re.sub(r"<[^>]*>", " ", words), told)
        self.assertRegex(words, r"东至.+南至.+西至.+北至")
        self.assertIn("中央经线114°", words)

    def test_an_aged_layer_is_not_checked(self):
        def aged(blocks):
            return [b.replace("2024-12-31", "2015-12-31") if 'role = "farmland"' in b else b for b in blocks]
        report = self.report(self.site(), study=changed_study(self.folder / "study", aged))
        farmland = check(report, "farmland")
        self.assertEqual(farmland["state"], "not_checked")
        self.assertIn("2015-12-31", farmland["reason"])
        self.assertEqual(report["data_date"], "2015-12-31", "the cover carries the oldest date")

    def test_land_outside_the_city_is_not_checked_in_every_row(self):
        report = self.report(outline(self.folder / "a.geojson", box(EAST, NORTH, 60, 45000)))
        for row in report["checks"]:
            if row["state"] in ("clear", "touches_only"):
                self.fail(f"{row['rule']} is {row['state']} though part of the outline lies outside the city")
        self.assertRegex(self.page, r"未核查（部分，\d+\.\d{4} 公顷）")

    def test_no_score_for_what_is_excluded_and_a_part_is_named(self):
        report = self.report(outline(self.folder / "a.geojson", box(EAST - 3000, NORTH - 3000, 6000, 6000)))
        for fit in report["fits"]:
            self.assertTrue(0 <= fit["admissible_share"] <= 1)
            if fit["state"] == "scored" and fit["admissible_share"] < 1:
                self.assertIn(f"只针对未被排除的部分（{100 * fit['admissible_share']:.2f}%）", self.page)

    def test_a_hard_rule_decided_otherwise_stays_listed_and_is_no_plain_fit(self):
        report = self.report(self.site(), "--override", "land_use_class=fits", "已列入收回计划", "张三", "东府〔2026〕3号")
        self.assertTrue(report["overrides"][0]["capped"])
        self.assertEqual(report["overrides"][0]["verdict"], "conditional")
        self.assertIn("人工认定 1 项", report["headline"])
        self.assertRegex(self.page, r"须调整选址或依法办理.*?人工认定为有条件符合，依据 东府〔2026〕3号")


class LandBalance(Folder):
    """Land in = land reported on + land set aside, each set aside by name. ZONEWRIGHT_BALANCES asks for more files."""

    def test_of_random_files_with_damaged_outlines(self):
        seed = int(os.environ.get("ZONEWRIGHT_SEED", "5"))
        for k in range(int(os.environ.get("ZONEWRIGHT_BALANCES", "2"))):
            with self.subTest(seed=seed, file=k):
                self.balance(random.Random(f"{seed} {k}"), self.folder / f"f{k}.geojson")

    def feature(self, draw, number, kind):
        """A feature of some kind, and the area that must be reported on: none of what is set aside."""
        east, north = EAST - 2000 + 700 * number, NORTH + draw.uniform(-1500, 1500)
        width, height = draw.uniform(40, 300), draw.uniform(40, 300)
        # To the millimetre, as outlines are taken.
        east, north, width, height = (round(value, 3) for value in (east, north, width, height))
        ring = box(east, north, width, height)
        rings, area = [ring], width * height
        if kind == "reversed":
            ring.reverse()
        if kind == "hole":
            rings.append(box(round(ring[0][0] + width / 4, 3), round(ring[0][1] + height / 4, 3), round(width / 2, 3), round(height / 2, 3)))
            area -= round(width / 2, 3) * round(height / 2, 3)
        if kind == "bow tie":
            ring[1], ring[2] = ring[2], ring[1]
        if kind == "no place":
            ring[draw.randrange(1, 4)] = draw.choice([[0, 0], [0, NORTH], [38000000 + EAST, NORTH]])
        geometry = {"type": "Polygon", "coordinates": [r + r[:1] for r in rings]}
        set_aside = kind in ("bow tie", "no place", "no shape")
        return {"type": "Feature", "properties": {"DKBH": f"D{number}"},
                "geometry": None if kind == "no shape" else geometry}, 0 if set_aside else area

    def balance(self, draw, path):
        kinds = ["sound", "hole", "reversed", "bow tie", "no place", "no shape"]
        draw.shuffle(kinds)
        made = [self.feature(draw, number, kind) for number, kind in enumerate(kinds)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature for feature, _ in made],
                                    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
        answer = zonewright_json("report", demo_study(), "--site", path, "-o", self.folder / "out", "--no-pdf", code=3)
        used = sum(report["planar_m2"] for report in answer["reports"])
        self.assertAlmostEqual(used, sum(area for _, area in made), delta=0.01 * len(made))
        for number, (_, area) in enumerate(made):
            named = any(f"D{number} (" in warning and "搁置" in warning for warning in answer["warnings"])
            self.assertEqual(named, area == 0, f"D{number}, {kinds[number]}: {answer['warnings']}")
        self.assertEqual(len(answer["reports"]), sum(area > 0 for _, area in made))
        for report in answer["reports"]:
            towns = sum(town["area_m2"] for town in report["towns"]) - report["in_several_towns_m2"]
            self.assertAlmostEqual(towns, report["area_m2"], delta=0.005, msg="land in no town is a row of its own")
            self.assertLessEqual(report["net_m2"], report["area_m2"])


class Farmland(Folder):
    """Farmland drawn by the test: a block that begins 300 m east of EAST."""

    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-report-"))

        def drawn(blocks):
            return ['\nrole = "farmland"\npath = "data/drawn.geojson"\nstatus = "schematic"\ndate = "2024-12-31"\n\n'
                    if 'role = "farmland"' in block else block for block in blocks]

        cls.study = changed_study(cls.place / "study", drawn)
        outline(cls.study / "data" / "drawn.geojson", box(EAST + 300, NORTH, 300, 300), YJJBNTTBBH="N1")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.place, ignore_errors=True)

    def test_boundary_metres_and_centimetres(self):
        batch = self.folder / "outlines"
        cases = {  # how far the outline reaches into the farmland, over 200 m of common boundary
            "a 1 m outside": (-1, "clear"), "b boundary": (0, "touches_only"), "c 0.05 m inside": (0.05, "touches_only"),
            "d 1 m inside": (1, "occupies"), "e 100 m inside": (100, "occupies")}
        for name, (reach, _) in cases.items():
            outline(batch / f"{name}.geojson", box(EAST + 200, NORTH + 50, 100 + reach, 200))
        ring = box(EAST + 250, NORTH - 50, 400, 400), box(EAST + 299, NORTH - 1, 302, 302)
        outline(batch / "f hole around it.geojson", *ring)
        outline(batch / "g two parts.geojson", square(EAST, NORTH, 100), more=[[square(EAST + 350, NORTH + 100, 50)]])
        answer = zonewright_json("report", self.study, "--batch", batch, "-o", self.folder / "out", "--no-pdf", code=3)
        found = {r["title"]: r for r in answer["reports"]}
        for name, (reach, state) in cases.items():
            farmland = check(found[name], "farmland")
            self.assertEqual(farmland["state"], state, name)
            self.assertAlmostEqual(farmland["area_m2"], max(reach, 0) * 200, delta=0.02 + 1e-4 * max(reach, 0) * 200, msg=name)
        self.assertAlmostEqual(check(found["a 1 m outside"], "farmland")["nearby"][0]["distance_m"], 1, delta=1e-6)
        self.assertTrue(check(found["c 0.05 m inside"], "farmland")["features"][0]["sliver"])
        self.assertEqual(check(found["d 1 m inside"], "farmland")["verdict"], "conflicts")
        self.assertEqual(check(found["f hole around it"], "farmland")["state"], "clear")
        self.assertAlmostEqual(check(found["g two parts"], "farmland")["area_m2"], 2500, delta=0.5)
        page = (self.folder / "out" / "c 0.05 m inside" / "report.html").read_text()
        self.assertIn("疑似界线压盖误差", page)
        self.assertIn("仅相接", page)

    def test_a_missing_layer_is_not_checked_and_said_so(self):
        study = changed_study(self.folder / "study", lambda blocks: [b for b in blocks if 'role = "farmland"' not in b])
        site = outline(self.folder / "a.geojson", square(EAST, NORTH, 300))
        report = zonewright_json("report", study, "--site", site, "-o", self.folder / "out", "--no-pdf", code=3)["reports"][0]
        farmland = check(report, "farmland")
        self.assertEqual((farmland["state"], farmland["area_m2"]), ("not_checked", None))
        self.assertIn(report["verdict"], ("undecided", "conflicts"))
        html = (self.folder / "out" / "a" / "report.html").read_text()
        for words in ("未核查", "不得视为不涉及", "缺少图层：永久基本农田"):
            self.assertIn(words, html)


class Batch(Folder):
    def batch(self, *arguments, code=3):
        return zonewright_json("report", demo_study(), "-o", self.folder / "out", "--no-pdf", *arguments, code=code)

    def fill(self):
        outlines = self.folder / "in"
        for k in range(3):
            outline(outlines / f"{k} 好.geojson", square(EAST + 400 * k, NORTH, 200))
        outline(outlines / "3 自相交.geojson", [[EAST, NORTH], [EAST + 9, NORTH + 9], [EAST + 9, NORTH], [EAST, NORTH + 9]])
        (outlines / "4 坏.geojson").write_text("{ this is not GeoJSON")
        outline(outlines / "5 市外.geojson", square(550000, 2700000, 100))
        (outlines / "notes.md").write_text("not an outline")
        return outlines

    def test_one_bad_outline_does_not_stop_the_rest(self):
        answer = self.batch("--batch", self.fill())
        self.assertEqual([r["title"] for r in answer["reports"]], ["0 好", "1 好", "2 好"])
        failures = {f["title"]: f["problem"] for f in answer["failures"]}
        self.assertEqual(set(failures), {"3 自相交", "4 坏", "5 市外", "notes.md"})  # what no reader takes is named
        index = text_of(self.folder / "out", "index.html")
        for title, problem in failures.items():
            self.assertIn(title, index)
        self.assertIn("在市域以外", index)
        self.assertEqual(index.count('href="'), 3)

    def test_goes_on_where_it_stopped(self):
        outlines = self.fill()
        self.batch("--batch", outlines)
        stamp = {p: p.stat().st_mtime_ns for p in (self.folder / "out").glob("*/report.html")}
        (self.folder / "out" / "1 好" / "report.xlsx").unlink()  # as if it had been interrupted
        outline(outlines / "2 好.geojson", square(EAST + 800, NORTH, 201))  # another outline
        self.batch("--batch", outlines)
        again = {p: p.stat().st_mtime_ns for p in stamp}
        redone = {p.parent.name for p in stamp if again[p] != stamp[p]}
        self.assertEqual(redone, {"1 好", "2 好"})
        self.assertIn("沿用", text_of(self.folder / "out", "index.html"))
        self.batch("--batch", outlines, "--lang", "en")
        self.assertIn('lang="en"', text_of(self.folder / "out" / "0 好"), "another language is another report")

    def test_a_list_names_files_and_titles(self):
        outlines = self.fill()
        (self.folder / "list.txt").write_text("# two\nin/0 好.geojson\t甲\nin/1 好.geojson\t甲\nin/none.geojson\t乙\n")
        answer = self.batch("--batch", self.folder / "list.txt")
        self.assertEqual([r["title"] for r in answer["reports"]], ["甲", "甲"])
        self.assertEqual({p.name for p in (self.folder / "out").iterdir()}, {"甲", "甲 (2)", "atlas", "index.html"})
        self.assertEqual([f["title"] for f in answer["failures"]], ["乙"])
        self.assertTrue(outlines.is_dir())

    def test_the_cover_adds_up_by_town_and_every_town_has_a_sheet(self):
        outlines = self.folder / "in"
        for k, place in enumerate((square(EAST, NORTH, 200), square(EAST + 900, NORTH, 150), square(478000, 2519750, 100))):
            outline(outlines / f"{k}.geojson", place)
        answer = self.batch("--batch", outlines)
        index = text_of(self.folder / "out", "index.html")
        towns = {}
        for report in answer["reports"]:
            towns.setdefault(report["towns"][0]["name"], []).append(report)
        self.assertEqual(sorted(len(reports) for reports in towns.values()), [1, 2])
        cover = {row[0]: row[1:] for row in table_rows(index.split("<h2>")[1])[1:]}
        self.assertEqual(set(cover), set(towns))
        for town, reports in towns.items():
            row = cover[town]
            self.assertEqual(row[0], str(len(reports)))
            self.assertAlmostEqual(number(row[1]), sum(r["area_m2"] for r in reports) * 3 / 2000, delta=0.011)
            self.assertAlmostEqual(number(row[4]), sum(r["land"]["collective_m2"] for r in reports) / 1e4, delta=1.1e-4)
            self.assertAlmostEqual(number(row[5]), sum(r["land"]["state_m2"] for r in reports) / 1e4, delta=1.1e-4)
            self.assertEqual(sum(int(figure) for figure in re.findall(r"\d+", row[7])), len(reports), row[7])
        sheets = {path.stem: path.read_bytes() for path in (self.folder / "out" / "atlas").iterdir()}
        self.assertEqual(set(sheets), set(towns))
        self.assertTrue(all(picture[:4] == b"\x89PNG" for picture in sheets.values()))
        self.assertEqual(index.count("<figure>"), 2)

    def test_all_towns_have_a_line_each(self):
        answer = self.batch("--find", "--all-towns", "--cluster", "ai", "--area-mu", "250", code=(0, 3))
        index = text_of(self.folder / "out", "index.html")
        self.assertGreaterEqual(index.count("<tr>"), 33)
        self.assertEqual(index.count('href="'), len(answer["reports"]))
        self.assertGreater(len(answer["reports"]), 0)


class Mistakes(Folder):
    def refuse(self, *arguments, names=()):
        done = zonewright("report", demo_study(), "--no-pdf", "-o", self.folder / "out", *arguments, code=2)
        for name in names:
            self.assertIn(name, done.stderr)
        self.assertFalse((self.folder / "out").exists(), "nothing is left behind")

    def site(self, *rings, **more):
        return outline(self.folder / "a.geojson", *rings, **more)

    def test_nothing_asked_for(self):
        self.refuse(names=["--site"])

    def test_outside_the_city(self):
        self.refuse("--site", self.site(square(550000, 2700000, 300)), names=["a.geojson", "在市域以外"])

    def test_one_corner_on_the_other_side_of_the_earth(self):
        """The formulas of the plane have no sense there; the area of what they gave was called zero."""
        ring = "-1,22.875048 114.001949,22.875951 114.002924,22.875951 114.002924,22.875048 114.001949,22.875048 -1,22.875048"
        site = self.folder / "a.kml"
        site.write_text(f"<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>a</name><Polygon><outerBoundaryIs><LinearRing>"
                        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>")
        self.refuse("--site", site, names=["a.kml", "在市域以外"])

    def test_self_intersection_with_its_place(self):
        bow = [[EAST, NORTH], [EAST + 300, NORTH + 300], [EAST + 300, NORTH], [EAST, NORTH + 300]]
        self.refuse("--site", self.site(bow), names=["a.geojson", "487150"])

    def test_zero_area(self):
        self.refuse("--site", self.site([[EAST, NORTH], [EAST + 100, NORTH], [EAST + 200, NORTH]]), names=["a.geojson"])

    def test_ten_thousand_square_kilometres(self):
        self.refuse("--site", self.site(square(EAST - 50000, NORTH - 50000, 100000)), names=["a.geojson", "km²"])

    def test_swapped_axes_and_a_wrong_crs_are_diagnosed(self):
        swapped = [[north, east] for east, north in square(EAST, NORTH, 300)]
        self.refuse("--site", self.site(swapped), names=["a.geojson"])
        self.refuse("--site", self.site(square(EAST, NORTH, 300), crs="EPSG::4490"), names=["a.geojson"])
        prefixed = [[38000000 + east, north] for east, north in square(EAST, NORTH, 300)]
        self.refuse("--site", self.site(prefixed), names=["a.geojson"])

    def test_an_override_without_reason_name_or_rule(self):
        good = self.site(square(EAST, NORTH, 300))
        self.refuse("--site", good, "--override", "farmland", " ", "张三", "文1号", names=["farmland"])
        self.refuse("--site", good, "--override", "farmland", "理由", "", "文1号", names=["farmland"])
        self.refuse("--site", good, "--override", "farmland", "理由", "张三", " ", names=["farmland", "文号"])
        self.refuse("--site", good, "--override", "farmland", "理由", "张三", names=["文号"])
        self.refuse("--site", good, "--override", "farmlnd", "理由", "张三", "文1号", names=["farmlnd", "farmland"])
        self.refuse("--site", good, "--override", "farmland=good", "理由", "张三", "文1号", names=["good"])

    def test_a_project_file_with_a_mistyped_key(self):
        (self.folder / "p.toml").write_text("plot_rato = 2\n")
        self.refuse("--site", self.site(square(EAST, NORTH, 300)), "--project", self.folder / "p.toml", names=["plot_rato", "plot_ratio"])

    def test_unknown_parcel_and_town(self):
        self.refuse("--parcel", "no-such-parcel", names=["no-such-parcel"])
        self.refuse("--find", "--town", "深圳", "--cluster", "ai", "--area-mu", "10", names=["深圳"])

    def test_an_empty_batch(self):
        (self.folder / "none").mkdir()
        self.refuse("--batch", self.folder / "none", names=["none"])

    def test_a_study_without_results_is_run_first(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        (study / "data" / "YJJBNT.shp").unlink()
        done = zonewright("report", study, "--site", self.site(square(EAST, NORTH, 300)), "--no-pdf", code=2)
        self.assertIn("YJJBNT", done.stderr, "what stops the run stops the report, with its name")



class OwnForm(Report):
    """The bureau's own Word form, filled: figures as in the report, wherever the field stands."""

    def filled(self, body, header="", *arguments, **parts):
        form = forms.write_form(self.folder / "本局模板.docx", body, header, **parts)
        answer = self.report("--parcel", parcel_of_class("idle"), "--cluster", "electronics", "--form", form, *arguments)
        self.made = next((self.folder / "out").glob("*/form.docx"))
        self.facts = json.loads((self.made.parent / "report.json").read_text())
        return answer

    def test_fields_of_every_kind_say_what_the_report_says(self):
        control = '<w:sdt><w:sdtPr><w:tag w:val="总体结论"/></w:sdtPr><w:sdtContent>' + forms.paragraph(forms.run("单击输入")) + "</w:sdtContent></w:sdt>"
        answer = self.filled(forms.paragraph(forms.run("面积 {{面积", "<w:b/>"), forms.run("公顷}} 公顷"))
                    + forms.paragraph('<w:fldSimple w:instr=" MERGEFIELD 面积亩 ">' + forms.run("«面积亩»") + "</w:fldSimple>")
                    + control + forms.paragraph(forms.run("{{未核查事项}}"))
                    + forms.table(forms.row("序号", "核查项", "面积"), forms.row("{{核查项.序号}}", "{{核查项.名称}}", "{{核查项.公顷}}")),
                    "{{title}}")
        texts = forms.paragraphs(self.made)
        page = text_of(self.made.parent)
        hectares = re.search(r"([\d.]+) 公顷$", texts[0]).group(1)
        self.assertAlmostEqual(float(hectares), self.facts["area_m2"] / 10000, 4)
        self.assertIn(hectares, page)
        self.assertIn(texts[1], page)
        self.assertEqual(texts[2], self.facts["headline"])
        rows = texts[texts.index("面积") + 1:-1]
        self.assertEqual([rows[i:i + 2] for i in range(0, len(rows), 3)],
                         [[str(i + 1), check["title"]] for i, check in enumerate(self.facts["checks"])], "every check has its row")
        for check, shown in zip(self.facts["checks"], rows[2::3]):
            if check["state"] == "not_checked":
                self.assertEqual(shown, "—", check["rule"])
            else:
                self.assertAlmostEqual(float(shown), check["area_m2"] / 10000, 4)
        self.assertEqual(forms.paragraphs(self.made, "word/header1.xml"), [self.facts["title"]])
        self.assertIn("<w:b/>", forms.part(self.made))
        self.assertEqual([w for w in answer.get("warnings", []) if "模板" in w], [])

    def test_names_its_run_and_verify_finds_one_changed_figure(self):
        self.filled(forms.paragraph(forms.run("{{总体结论}}；{{未核查事项}}")) + forms.paragraph(forms.run("{{面积平方米}}")))
        self.assertIn("SHA-256", forms.paragraphs(self.made)[-1], "a form without 运行清单 names the run in its last line")
        renamed = self.made.with_name("送审稿.docx")
        shutil.copy(self.made, renamed)
        for file in (self.made, renamed):
            self.assertEqual(self.verify(file, 0)["faults"], [])
        area = forms.paragraphs(self.made)[1]
        wrong = area[:-1] + ("1" if area[-1] != "1" else "2")
        with zipfile.ZipFile(self.made) as whole, zipfile.ZipFile(renamed, "w") as changed:
            for name in whole.namelist():
                changed.writestr(name, whole.read(name).replace(area.encode(), wrong.encode()) if name == "word/document.xml" else whole.read(name))
        self.assertIn(wrong, " ".join(self.verify(renamed, 3)["faults"]))
        self.made.with_name("form_template.docx").unlink()
        self.assertIn("form_template.docx", self.verify(self.made, (0, 3))["remark"])

    def verify(self, file, code):
        return zonewright_json("verify", file, "--study", demo_study(), code=code)["reports"][0]

    def test_chapters_come_with_tables_pictures_and_the_styles_of_the_form(self):
        self.filled(forms.paragraph(forms.run("{{结论框}}")) + forms.paragraph(forms.run("{{土地利用现状}}")) + forms.paragraph(forms.run("{{附图}}"))
                    + forms.table("<w:tr><w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>" + forms.paragraph(forms.run("{{签字表}}")) + "</w:tc></w:tr>"))
        document = forms.part(self.made)
        with zipfile.ZipFile(self.made) as form:
            pictures = [n for n in form.namelist() if n.startswith("word/media/")]
            self.assertIn('Extension="png"', form.read("[Content_Types].xml").decode())
            relations = form.read("word/_rels/document.xml.rels").decode()
        self.assertEqual(len(pictures), len(list((self.made.parent / "maps").glob("*.png"))))
        for picture in pictures:
            self.assertIn(picture.removeprefix("word/"), relations)
        self.assertNotIn("{{", document)
        self.assertNotIn("<!--zonewright", document)
        own = forms.part(self.made, "word/styles.xml")
        known = set(re.findall(r'w:styleId="([^"]+)"', own))
        self.assertEqual(set(re.findall(r'<w:(?:p|tbl)Style w:val="([^"]+)"', document)) - known, set(), "every style that is used is there")
        self.assertIn('<w:pStyle w:val="2"/>', document, "its own heading 2 is taken")
        for width in re.findall(r'<wp:extent cx="(\d+)"', document):
            self.assertLessEqual(int(width), (11906 - 3600) * 635 + 635, "as wide as its page")

    def test_public_report_keeps_what_is_not_for_the_public(self):
        self.filled(forms.paragraph(forms.run("{{总体结论}}{{未核查事项}}")) + forms.paragraph(forms.run("{{联系人}}|{{批准人}}"))
                    + forms.table(forms.row("{{界址点.X}}"), forms.row("{{宗地.权利人}}")), "", "--public")
        texts = forms.paragraphs(self.made)
        self.assertEqual(texts[1], "—|—")
        self.assertEqual(texts[2], "无")
        self.assertEqual(texts[3], "—")

    def test_a_form_that_hides_the_verdict_is_told(self):
        answer = self.filled(forms.paragraph(forms.run("{{面积亩}}")))
        told = " ".join(answer["warnings"])
        self.assertIn("总体结论", told)
        self.assertIn("未核查事项", told)

    def test_what_cannot_be_filled_is_one_error_before_any_report(self):
        good = forms.paragraph(forms.run("{{面积亩}}"))
        for body, parts, words in ((forms.paragraph(forms.run("{{项目名城}}")), {}, ("项目名城", "项目名称", "describe report_fields")),
                                   (forms.paragraph(forms.run("{{面积亩")), {}, ("{{面积亩",)),
                                   (forms.paragraph(forms.run("没有")), {}, ("没有任何字段",)),
                                   (good, {"extra": [("word/vbaProject.bin", "x")]}, ("宏",)),
                                   (forms.paragraph(forms.run("{{核查项.名城}}")), {}, ("核查项.名城",))):
            form = forms.write_form(self.folder / "错.docx", body, **parts)
            result = zonewright("report", demo_study(), "-o", self.folder / "out", "--no-pdf", "--parcel", parcel_of_class("idle"), "--form", form, code=2)
            for word in words:
                self.assertIn(word, result.stderr)
            self.assertFalse((self.folder / "out").exists())
        (self.folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
        for name, word in (("旧.doc", "旧版 .doc"), ("没有.docx", "没有这个文件")):
            result = zonewright("report", demo_study(), "--no-pdf", "--parcel", parcel_of_class("idle"), "--form", self.folder / name, code=2)
            self.assertIn(word, result.stderr)

    def test_a_study_names_its_form_once_and_the_first_form_shows_every_field(self):
        study = changed_study(self.folder / "study", lambda blocks: blocks)
        zonewright("new", "report_form", "form", study)
        fields = {item["id"]: item["name"] for item in zonewright_json("describe", "report_fields")["report_fields"]}
        first = " ".join(forms.paragraphs(study / "form.docx"))
        for name in fields:
            self.assertIn("{{" + name + "}}", first)
        head = (study / "study.toml").read_text()
        (study / "study.toml").write_text('report_form = "form.docx"\n' + head)
        self.report("--parcel", parcel_of_class("idle"), study=study)
        filled = next((self.folder / "out").glob("*/form.docx"))
        self.assertNotIn("{{", forms.part(filled))
        self.assertEqual(zonewright("new", "report_form", "form", study, code=2).stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
