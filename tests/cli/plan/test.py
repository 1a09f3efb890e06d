"""zonewright plan: what a planner asks of the document, in text and JSON."""
import contextlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

import tiny_study as tiny
from zonewright_cli import SOURCE, Folder, demo_study, real_data, zonewright, zonewright_json

PLAN = pathlib.Path(SOURCE) / "layers" / "plans" / "dongguan-2024"

MATRIX = {  # cluster: clause, places in the order of the document, open list
    "electronics": ("2.1.1", ["songshanhu", "binhaiwan", "changan", "tangxia"], False),
    "equipment": ("2.1.2", ["songshanhu", "binhaiwan", "houjie", "xiegang"], False),
    "semiconductor": ("2.1.3", ["songshanhu", "binhaiwan", "base_linshen_electronics"], False),
    "materials": ("2.1.4", ["songshanhu", "shuixiang", "liaobu", "dalang"], False),
    "energy": ("2.1.5", ["shuixiang", "songshanhu", "tangxia", "changan"], True),
    "biomedicine": ("2.1.6", ["songshanhu", "binhaiwan", "shilong", "shuixiang"], False),
    "ai": ("2.1.7", ["songshanhu", "binhaiwan", "nancheng", "fenggang"], False),
    "low_altitude": ("2.1.8", ["songshanhu", "xiegang", "shuixiang"], True),
    "mobile_6g": ("2.2.1", [], False),
    "frontier_materials": ("2.2.2", [], False),
    "embodied_ai": ("2.2.3", [], False),
    "life_health": ("2.2.4", ["songshanhu", "chashan", "dongcheng"], False),
}


class Show(unittest.TestCase):
    def test_json_holds_the_matrix_of_the_document(self):
        answer = zonewright_json("plan", "show")
        found = {c["id"]: (c["clause"], c["places"], c["open_list"]) for c in answer["clusters"]}
        self.assertEqual(found, MATRIX)
        self.assertEqual(list(found), list(MATRIX), "in the order of the document")
        self.assertEqual(len(answer["places"]), 50)
        self.assertEqual(len(answer["plan"]["mechanisms"]), 10)
        self.assertEqual((answer["schema_version"], answer["status"]), (1, "ok"))

    def test_every_line_about_an_industry_carries_its_clause(self):
        text = zonewright("plan", "show").stdout
        for cluster, (clause, _, _) in MATRIX.items():
            lines = [line for line in text.splitlines() if f"（{cluster}）" in line]
            self.assertEqual(len(lines), 1, cluster)
            self.assertTrue(lines[0].strip().startswith(f"[{clause}]"), lines[0])
        self.assertIn("[3.8]", text)
        self.assertIn("等（名单开放）", text)

    def test_one_cluster_with_directions_and_the_ten_ones(self):
        text = zonewright("plan", "show", "--cluster", "新能源产业集群").stdout
        self.assertIn("水乡、松山湖、塘厦镇、长安镇等（名单开放）", text)
        self.assertIn("重点发展：氢能", text)
        self.assertEqual(text.count("：未知"), 10)
        answer = zonewright_json("plan", "show", "--cluster", "energy")
        self.assertEqual(len(answer["cluster"]["checklist"]), 10)

    def test_a_place_by_any_of_its_names(self):
        for name in ("changan", "441900119", "长安镇", "长安"):
            answer = zonewright_json("plan", "show", "--place", name)
            self.assertEqual(answer["place"]["id"], "changan")
        named = {entry["cluster"] for entry in answer["listed"] if entry["named"]}
        self.assertEqual(named, {"electronics", "energy"})
        through = {(entry["cluster"], entry["through"]) for entry in answer["listed"] if not entry["named"]}
        self.assertIn(("semiconductor", "binhaiwan"), through, "part of 滨海湾 lies in 长安")

    def test_a_town_of_the_functional_area_is_concerned_through_it(self):
        answer = zonewright_json("plan", "show", "--place", "麻涌")
        self.assertEqual({entry["through"] for entry in answer["listed"]}, {"shuixiang"})

    def test_an_unlisted_town_is_not_called_unfit(self):
        text = zonewright("plan", "show", "--place", "樟木头").stdout
        self.assertIn("未列入任何产业的重点集聚区", text)
        self.assertNotIn("不符合", text)

    def test_a_base_tells_area_source_confidence_and_other_dates(self):
        text = zonewright("plan", "show", "--place", "临深新一代电子信息产业基地").stdout
        self.assertIn("22.00 平方公里", text)
        self.assertIn("可信度：高", text)
        self.assertIn("29.00 平方公里", text)
        self.assertIn("待核实", text)

    def test_speaks_english(self):
        text = zonewright("plan", "show", "--cluster", "ai", "--lang", "en").stdout
        self.assertIn("Songshan Lake", text)

    def test_a_mistyped_name_is_suggested(self):
        for arguments, meant in ((("--cluster", "enrgy"), "energy"), (("--place", "chang'an2"), ""),
                                 (("--plan", "dongguan-2042"), "dongguan-2024")):
            done = zonewright("plan", "show", *arguments, code=2)
            self.assertIn(arguments[1], done.stderr)
            self.assertIn(meant, done.stderr)
            self.assertEqual(done.stdout, "")

    def test_cluster_and_place_exclude_each_other(self):
        zonewright("plan", "show", "--cluster", "ai", "--place", "changan", code=2)

    def test_is_silent_on_stderr(self):
        self.assertEqual(zonewright("plan", "show").stderr, "")


class Difference(Folder):
    """A second version, made up for the test."""

    def setUp(self):
        super().setUp()
        self.layers = self.folder / "layers"
        shutil.copytree(SOURCE / "layers", self.layers)
        later = self.layers / "plans" / "dongguan-2025"
        shutil.copytree(self.layers / "plans" / "dongguan-2024", later)
        self.edit(later / "plan.toml", 'id = "dongguan-2024"', 'id = "dongguan-2025"')
        self.edit(later / "plan.toml", 'date = "2024-09-14"', 'date = "2025-09-01"')
        self.edit(later / "clusters" / "energy.toml", '"changan"', '"wanjiang"')
        self.edit(later / "places" / "base_linshen_electronics.toml", "published_area_km2 = 22", "published_area_km2 = 29")
        self.later = later
        self.env = {"ZONEWRIGHT_LAYERS": str(self.layers)}

    def edit(self, file: pathlib.Path, before: str, after: str):
        text = file.read_text()
        self.assertIn(before, text)
        file.write_text(text.replace(before, after, 1))

    def test_tells_each_change_with_its_clause(self):
        text = zonewright("plan", "diff", "dongguan-2024", "dongguan-2025", env=self.env).stdout
        self.assertEqual(sorted(text.splitlines()), sorted([
            "~ plan：日期 2024-09-14 → 2025-09-01",
            "- [2.1.5] cluster energy：集聚区 长安镇",
            "+ [2.1.5] cluster energy：集聚区 万江街道",
            "~ place base_linshen_electronics：公布面积 22.00 km² → 29.00 km²",
        ]))
        answer = zonewright_json("plan", "diff", "dongguan-2024", "dongguan-2025", env=self.env)
        self.assertEqual([c["kind"] for c in answer["changes"]], ["changed", "removed", "added", "changed"])

    def test_takes_folders_and_finds_no_change_in_the_same(self):
        text = zonewright("plan", "diff", self.layers / "plans" / "dongguan-2024", "dongguan-2024").stdout
        self.assertEqual(text.strip(), "没有变化")
        self.assertIn("万江街道", zonewright("plan", "diff", "dongguan-2024", self.later).stdout)

    def test_the_newest_version_is_shown_by_default(self):
        self.assertEqual(zonewright_json("plan", "show", env=self.env)["plan"]["id"], "dongguan-2025")

    def test_a_mistake_in_a_version_is_named_with_its_line(self):
        self.edit(self.later / "clusters" / "ai.toml", "places =", "palces =")
        done = zonewright("plan", "diff", "dongguan-2024", "dongguan-2025", "--lang", "en", env=self.env, code=2)
        self.assertIn("clusters/ai.toml:", done.stderr)
        self.assertIn("did you mean places?", done.stderr)

    def test_a_missing_layers_folder_is_named(self):
        done = zonewright("plan", "show", env={"ZONEWRIGHT_LAYERS": str(self.folder / "none")}, code=2)
        self.assertIn("ZONEWRIGHT_LAYERS", done.stderr)


def changed(file: pathlib.Path, before: str, after: str):
    text = file.read_text()
    assert before in text, f"{file} has no {before}"
    file.write_text(text.replace(before, after, 1))


class Versions(Folder):
    """A made-up 2025: one cluster added, one renamed, two merged, one given up, by editing files of the plan alone."""

    def setUp(self):
        super().setUp()
        self.later = self.folder / "plans" / "dongguan-2025"
        shutil.copytree(PLAN, self.later)
        changed(self.later / "plan.toml", 'id = "dongguan-2024"', 'id = "dongguan-2025"\nprevious = "dongguan-2024"')
        changed(self.later / "plan.toml", 'title = { zh = "下一代移动通信（6G）"', 'title = { zh = "量子科技"')
        clusters = self.later / "clusters"
        # Added: 量子科技 in place of the clause of 6G, which is given up.
        (clusters / "mobile_6g.toml").unlink()
        (clusters / "quantum.toml").write_text(
            'id = "quantum"\nname = { zh = "量子科技", en = "Quantum technology" }\nkind = "future"\nclause = "2.2.1"\n'
            'leads = [{ zh = "市科技局", en = "Science" }]\nplaces = ["fenggang"]\n')
        with open(self.later / "plan.toml", "a") as file:
            file.write('\n[[retired]]\nkind = "cluster"\nid = "mobile_6g"\nclause = "3.10"\n'
                       'reason = { zh = "并入市级专项", en = "moved to another programme" }\n')
        # Renamed: 新能源 becomes 新型能源, with a new id.
        (clusters / "energy.toml").rename(clusters / "new_power.toml")
        changed(clusters / "new_power.toml", 'id = "energy"', 'id = "new_power"\nformerly = ["energy"]')
        changed(clusters / "new_power.toml", "新能源产业集群", "新型能源产业集群")
        # Merged: 人工智能 and 具身智能 become 智能产业.
        (clusters / "embodied_ai.toml").unlink()
        (clusters / "ai.toml").rename(clusters / "intelligence.toml")
        changed(clusters / "intelligence.toml", 'id = "ai"', 'id = "intelligence"\nformerly = ["ai", "embodied_ai"]')
        changed(clusters / "intelligence.toml", "人工智能产业集群", "智能产业集群")
        # What is new has to be weighed: a set of weights of the version, as the shipped one but for these.
        (self.later / "weights").mkdir()
        text = (pathlib.Path(SOURCE) / "layers" / "weights" / "equal.toml").read_text()
        (self.later / "weights" / "default.toml").write_text(text.replace('id = "equal"', 'id = "default"'))
        self.study = tiny.tiny_study(self.folder / "study")
        tiny.layer(self.study / "data" / "enterprise.geojson",
                   [({"type": "Point", "coordinates": [tiny.WEST + 300, tiny.SOUTH + 500]},
                     {"name": "电池厂", "cluster": "energy", "class": "leading"})])
        (self.study / "study.toml").write_text(tiny.definition(
            roles=("town", "parcel", "road", "enterprise"),
            demand='\n[[demand]]\ncluster = "energy"\narea_mu = 30\nminimum_site_mu = 30\nmaximum_site_mu = 60\n'
                   '\n[[demand]]\ncluster = "ai"\narea_mu = 15\nminimum_site_mu = 15\nmaximum_site_mu = 30\n'
                   '\n[[demand]]\ncluster = "embodied_ai"\narea_mu = 15\nminimum_site_mu = 15\nmaximum_site_mu = 30\n'
                   '\n[[demand]]\ncluster = "mobile_6g"\narea_mu = 15\nminimum_site_mu = 15\nmaximum_site_mu = 30\n'))

    def test_all_four_are_data_alone(self):
        stat = subprocess.run(["git", "diff", "--no-index", "--stat=200", str(PLAN), str(self.later)],
                              capture_output=True, text=True).stdout
        files = [line.split("|")[0].strip() for line in stat.splitlines() if "|" in line]
        self.assertGreaterEqual(len(files), 5, stat)
        self.assertTrue(all(".toml" in file for file in files), stat)

    def test_the_difference_tells_each_of_the_four(self):
        answer = zonewright_json("plan", "diff", "dongguan-2024", self.later)
        found = {(c["kind"], c["item"]): c for c in answer["changes"] if c["what"] == "集群"}
        self.assertEqual(set(found), {("added", "cluster quantum"), ("renamed", "cluster new_power"),
                                      ("merged", "cluster intelligence"), ("retired", "cluster mobile_6g")})
        self.assertEqual(found["merged", "cluster intelligence"]["before"], "人工智能产业集群（ai）、具身智能（embodied_ai）")
        self.assertEqual(found["retired", "cluster mobile_6g"]["after"], "并入市级专项")
        self.assertEqual(found["retired", "cluster mobile_6g"]["clause"], "3.10")
        text = zonewright("plan", "diff", "dongguan-2024", self.later).stdout
        self.assertIn("新能源产业集群（energy） 改名 新型能源产业集群（new_power）", text)
        self.assertIn("退出：并入市级专项", text)

    def test_the_effect_on_a_study_closes(self):
        answer = zonewright_json("plan", "diff", "dongguan-2024", self.later, "--study", self.study, code=(0, 3))
        effect = answer["effect"]
        moved = {(tuple(z["from"]), tuple(z["to"])): z["area_m2"] for z in effect["zones"]}
        town = sum(area for (before, _), area in moved.items() if "energy" in before)
        self.assertAlmostEqual(town, moved[("energy",), ("new_power",)], places=2, msg="a new name moves no land")
        self.assertGreater(moved[(), ("quantum",)], 9.9e5)
        pairs = {(c["before"], c["after"]): c for c in effect["clusters"]}
        self.assertIn(("ai", "intelligence"), pairs)
        self.assertIn(("embodied_ai", "intelligence"), pairs)
        self.assertIn(("mobile_6g", ""), pairs)
        self.assertIn(("", "quantum"), pairs)
        for pair in pairs.values():
            self.assertEqual(sum(move["parcels"] for move in pair["classes"]), 24)
        merged = pairs["ai", "intelligence"]["allocation_after"]
        self.assertAlmostEqual(merged["demand_m2"], 30 * 2000 / 3, places=1, msg="the demands of merged clusters add up")
        self.assertTrue(any("mobile_6g" in note for note in effect["notes"]), "what has no heir is told")
        reused = {stage["id"]: stage["reused"] for stage in effect["stages"]}
        self.assertTrue(all(reused[stage] for stage in ("intake", "constraint", "supply")), reused)
        again = zonewright_json("plan", "diff", "dongguan-2024", self.later, "--study", self.study, code=(0, 3))
        self.assertTrue(all(stage["reused"] for stage in again["effect"]["stages"]), "a second time nothing is computed")
        for one in (effect, again["effect"]):
            one.pop("stages")
        self.assertEqual(effect, again["effect"])

    def test_the_changed_land_is_a_styled_layer(self):
        folder = self.folder / "变动"
        zonewright("plan", "diff", "dongguan-2024", self.later, "--study", self.study, "-o", folder, code=(0, 3))
        with contextlib.closing(sqlite3.connect(folder / "plan_change.gpkg")) as package:
            rows = package.execute("SELECT from_cluster, to_cluster, change FROM zone_change").fetchall()
            self.assertIn(("", "quantum", "gained"), rows)
            self.assertIn(("energy", "new_power", "passed_on"), rows)
            self.assertEqual(package.execute("SELECT count(*) FROM layer_styles").fetchone(), (1,))
        self.assertEqual((folder / "plan_change.png").read_bytes()[:4], b"\x89PNG")

    def test_a_study_runs_on_the_version_and_old_names_in_its_data_count(self):
        changed(self.study / "study.toml", 'plan = "dongguan-2024"', 'plan = "../plans/dongguan-2025"')
        done = zonewright("run", self.study, "--quiet", code=2)
        self.assertIn("study.toml", done.stderr)
        self.assertIn("energy", done.stderr)
        for before, after in (("energy", "new_power"), ("ai", "intelligence")):
            changed(self.study / "study.toml", f'cluster = "{before}"', f'cluster = "{after}"')
        text = (self.study / "study.toml").read_text()
        (self.study / "study.toml").write_text(text[:text.index('\n[[demand]]\ncluster = "embodied_ai"')])
        zonewright("run", self.study, "--quiet", code=(0, 3))
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            columns = {row[1] for row in package.execute("PRAGMA table_info(parcel)")}
        self.assertLessEqual({"s_quantum", "s_new_power", "s_intelligence"}, columns)
        self.assertFalse({"s_energy", "s_ai", "s_mobile_6g"} & columns)
        items = {row["cluster"]: {i["item"]: i for i in row["items"]}
                 for row in zonewright_json("plan", "coverage", self.study)["ten_ones"]}
        self.assertEqual(items["new_power"]["leading_enterprises"]["state"], "done", "the data still says energy")
        self.assertEqual(items["quantum"]["leading_enterprises"]["state"], "missing")

    def refused(self, *named):
        done = zonewright("plan", "show", "--plan", self.later, "--lang", "en", code=2)
        for word in named:
            self.assertIn(word, done.stderr)

    def test_a_version_that_contradicts_itself_is_refused_with_file_line_and_key(self):
        with open(self.later / "plan.toml", "a") as file:
            file.write('\n[[retired]]\nkind = "cluster"\nid = "materials"\nclause = "3.10"\nreason = { zh = "无", en = "none" }\n')
        line = (self.later / "plan.toml").read_text().splitlines().index('id = "materials"') + 1
        self.refused(f"plan.toml:{line}: retired[2].id", "materials")

    def test_what_is_continued_cannot_be_given_up_as_well(self):
        with open(self.later / "plan.toml", "a") as file:
            file.write('\n[[retired]]\nkind = "cluster"\nid = "energy"\nclause = "3.10"\nreason = { zh = "无", en = "none" }\n')
        self.refused("plan.toml:", "retired[2].id", "clusters/new_power.toml")

    def test_an_unknown_place_two_names_for_one_and_a_target_without_a_unit(self):
        changed(self.later / "clusters" / "materials.toml", '"liaobu"', '"liaobo"')
        line = next(i for i, text in enumerate((self.later / "clusters" / "materials.toml").read_text().splitlines(), 1)
                    if text.startswith("places"))
        self.refused(f"clusters/materials.toml:{line}: places", "liaobo", "did you mean liaobu?")
        changed(self.later / "clusters" / "materials.toml", '"liaobo"', '"liaobu"')
        changed(self.later / "places" / "humen.toml", 'aliases = ["虎门"]', 'aliases = ["长安"]')
        self.refused("places/humen.toml:", "aliases", "one place only")
        changed(self.later / "places" / "humen.toml", 'aliases = ["长安"]', 'aliases = ["虎门"]')
        text = (self.later / "plan.toml").read_text().splitlines()
        at = next(i for i, line in enumerate(text) if line.startswith("unit = "))
        (self.later / "plan.toml").write_text("\n".join(text[:at] + text[at + 1:]) + "\n")
        self.refused("plan.toml:", "unit")

    def test_weights_of_the_version_may_not_name_what_it_gave_up(self):
        with open(self.later / "weights" / "default.toml", "a") as file:
            file.write('\n[[cluster]]\ncluster = "mobile_6g"\nmethod = "direct"\n[cluster.weights]\nslope = 1\n')
        changed(self.study / "study.toml", 'plan = "dongguan-2024"', 'plan = "../plans/dongguan-2025"')
        done = zonewright("zones", self.study, "--lang", "en", code=2)
        line = (self.later / "weights" / "default.toml").read_text().splitlines().index('cluster = "mobile_6g"') + 1
        self.assertIn(f"weights/default.toml:{line}: cluster", done.stderr)
        self.assertIn("this one was given up [3.10]: moved to another programme", done.stderr)

    def test_weights_of_the_study_may_not_either_but_those_that_come_with_the_program_may(self):
        shutil.rmtree(self.later / "weights")
        with open(self.later / "clusters" / "quantum.toml") as text:
            self.assertIn("quantum", text.read())
        (self.later / "clusters" / "quantum.toml").unlink()
        changed(self.later / "clusters" / "new_power.toml", 'id = "new_power"', 'id = "energy"')
        changed(self.later / "clusters" / "new_power.toml", 'formerly = ["energy"]\n', "")
        (self.later / "clusters" / "new_power.toml").rename(self.later / "clusters" / "energy.toml")
        changed(self.later / "clusters" / "intelligence.toml", 'id = "intelligence"', 'id = "ai"')
        changed(self.later / "clusters" / "intelligence.toml", 'formerly = ["ai", "embodied_ai"]', 'formerly = ["embodied_ai"]')
        (self.later / "clusters" / "intelligence.toml").rename(self.later / "clusters" / "ai.toml")
        (self.study / "study.toml").write_text(tiny.definition(demand=""))
        changed(self.study / "study.toml", 'plan = "dongguan-2024"', 'plan = "../plans/dongguan-2025"')
        zonewright("zones", self.study)
        own = self.study / "layers" / "weights"
        own.mkdir(parents=True)
        shutil.copy(pathlib.Path(SOURCE) / "layers" / "weights" / "default.toml", own)
        line = (own / "default.toml").read_text().splitlines().index('cluster = "mobile_6g"') + 1
        done = zonewright("zones", self.study, "--lang", "en", code=2)
        self.assertIn(f"layers/weights/default.toml:{line}: cluster", done.stderr)
        self.assertIn("this one was given up [3.10]", done.stderr)
        self.assertEqual(done.stderr.count("error:"), 1)
        changed(self.study / "study.toml", 'plan = "../plans/dongguan-2025"', 'plan = "dongguan-2024"')
        zonewright("plan", "diff", "dongguan-2024", self.later, "--study", self.study)

    def test_demand_may_not_name_what_the_version_gave_up(self):
        """It used to be called an unknown name, with all others as a proposal."""
        changed(self.study / "study.toml", 'plan = "dongguan-2024"', 'plan = "../plans/dongguan-2025"')
        text = (self.study / "study.toml").read_text()
        for old, new in (("energy", "new_power"), ("ai", "intelligence"), ("embodied_ai", "materials")):
            text = text.replace(f'cluster = "{old}"', f'cluster = "{new}"')
        (self.study / "study.toml").write_text(text)
        done = zonewright("zones", self.study, "--lang", "en", code=2)
        line = text.splitlines().index('cluster = "mobile_6g"') + 1
        self.assertIn(f"study.toml:{line}: demand[4].cluster", done.stderr)
        self.assertIn("this one was given up [3.10]: moved to another programme", done.stderr)
        self.assertEqual(done.stderr.count("error:"), 1)

    def test_a_rule_of_the_version_is_told_and_used(self):
        (self.later / "rules").mkdir()
        text = (pathlib.Path(SOURCE) / "layers" / "rules" / "supply_balance.toml").read_text()
        key = next(line.split('"')[1] for line in text.splitlines() if line.startswith("key = "))
        at = text.index("value = ")
        (self.later / "rules" / "supply_balance.toml").write_text(text[:at] + "value = 0.123" + text[text.index("\n", at):])
        lines = [c for c in zonewright_json("plan", "diff", "dongguan-2024", self.later)["changes"] if c["what"] == "规则"]
        self.assertEqual([(c["kind"], c["item"]) for c in lines], [("changed", f"rule supply_balance.{key}")])
        self.assertIn("0.123", lines[0]["after"])


class Targets(Folder):
    """一(二): what people state against what the plan wants, and the pace that is left."""
    ROWS = ("target,town,year,value,unit\n"
            "industrial_output,,2023,25000,亿元\nindustrial_output,,2025,27040,亿元\nhigh_tech_share,,2025,43,%\n"
            "工业投资年均增速,,2024,5,%\ninvestment_growth,,2025,8,%\n"
            "industrial_output,长安,2023,2000,亿元\nindustrial_output,441900119,2025,2704,亿元\n")

    def table(self, text):
        path = self.folder / "指标.csv"
        path.write_text(text)
        return path

    def test_without_a_table_no_figure_is_invented(self):
        answer = zonewright_json("plan", "targets")
        self.assertEqual([t["target"] for t in answer["targets"]],
                         ["hundred_billion_clusters", "industrial_output", "high_tech_share", "investment_growth"])
        self.assertEqual({t["state"] for t in answer["targets"]}, {"not_stated"})
        self.assertFalse(any(key in t for t in answer["targets"] for key in ("gap", "pace_needed")))
        self.assertIn("没有给出指标表", zonewright("plan", "targets").stdout)

    def test_tells_gap_and_pace_needed(self):
        answer = zonewright_json("plan", "targets", "--table", self.table(self.ROWS))
        found = {t["target"]: t for t in answer["targets"]}
        output = found["industrial_output"]
        self.assertEqual((output["state"], output["gap"], output["city"]["pace"], output["pace_needed"]), ("behind", 2960, 1020, 1480))
        self.assertAlmostEqual(output["city"]["growth"], 4, places=9)
        self.assertAlmostEqual(output["growth_needed"], 100 * ((30000 / 27040) ** 0.5 - 1), places=9)
        self.assertEqual([(t["place"], round(t["share"], 4)) for t in output["towns"]], [("changan", 0.1)])
        self.assertNotIn("gap", output["towns"][0])
        self.assertEqual(found["high_tech_share"]["state"], "met")
        growth = found["investment_growth"]
        self.assertAlmostEqual(1.05 * 1.08 * (1 + growth["pace_needed"] / 100) ** 2, 1.1 ** 4, places=9)
        self.assertEqual(found["hundred_billion_clusters"]["state"], "not_stated")
        told = zonewright("plan", "targets", "--table", self.table(self.ROWS)).stdout
        self.assertIn("[1.2] 规上工业总产值 > 30,000 亿元（2027 年）　慢于所需速度", told)
        self.assertIn("2025 年 27,040 亿元，尚差 2,960 亿元；至今每年 +1,020 亿元（年均增速 4%）；此后需每年 +1,480 亿元（年均增速 5.33%）", told)
        self.assertIn("长安镇　2025 年 2,704 亿元，占全市 10.00%", told)

    def test_a_wrong_table_is_refused_with_row_and_column(self):
        head = "target,town,year,value,unit\n"
        for text, named in ((head + "industrial_outptu,,2024,1,亿元\n", ("指标.csv:2: target", "industrial_output")),
                            (head + "industrial_output,长按,2024,1,亿元\n", ("指标.csv:2: town", "长按")),
                            (head + "industrial_output,,2024,1,\n", ("指标.csv:2: unit", "no unit", "亿元")),
                            (head + "industrial_output,,2024,1,万元\n", ("指标.csv:2: unit", "万元")),
                            (head + "industrial_output,,2024,many,亿元\n", ("指标.csv:2: value", "many")),
                            (head + "industrial_output,,24,1,亿元\n", ("指标.csv:2: year", "24")),
                            (head + 2 * "industrial_output,,2024,1,亿元\n", ("指标.csv:3: year",)),
                            (head + "investment_growth,,2023,1,%\ninvestment_growth,,2025,1,%\n", ("指标.csv:3: year", "2024")),
                            ("target,year,value\n", ("指标.csv: unit",))):
            done = zonewright("plan", "targets", "--table", self.table(text), "--lang", "en", code=2)
            for word in named:
                self.assertIn(word, done.stderr, text)

    def test_towns_that_do_not_add_up_to_the_city_are_told(self):
        towns = [p["code"] for p in zonewright_json("plan", "show")["places"] if p["kind"] in ("town", "park") and p.get("code")]
        rows = "".join(f"industrial_output,{code},2025,100,亿元\n" for code in towns)
        for city, agrees in ((100 * len(towns), True), (27000, False)):
            done = zonewright("plan", "targets", "--table", self.table(self.ROWS.split("\n")[0] + f"\nindustrial_output,,2025,{city},亿元\n" + rows), "--json")
            found = json.loads(done.stdout)
            self.assertEqual(found["targets"][1]["sum_of_towns"]["agrees"], agrees)
            self.assertEqual(any("不一致" in warning for warning in found["warnings"]), not agrees)

    def test_the_page_and_the_workbook(self):
        folder = self.folder / "目标"
        zonewright("plan", "targets", "--table", self.table(self.ROWS), "-o", folder, "--formats", "docx")
        page = (folder / "targets.html").read_text()
        for words in ("规上工业总产值 &gt; 30,000 亿元（2027 年）", "慢于所需速度", "各镇街：规上工业总产值", "10.00%"):
            self.assertIn(words, page)
        self.assertEqual({p.name for p in folder.iterdir()}, {"targets.html", "targets.docx", "targets.xlsx"})


class Coverage(unittest.TestCase):
    def test_tells_what_is_open_without_a_study(self):
        answer = zonewright_json("plan", "coverage")
        open_points = {(point["clause"], point["what"]) for point in answer["open"]}
        self.assertIn(("2.2.1", "mobile_6g"), open_points)
        self.assertIn(("3.8", "pilot_area"), open_points)
        self.assertIn(("", "base_new_materials"), open_points)
        self.assertEqual(len([1 for clause, _ in open_points if clause == "3.2"]), 12)
        named = {entry["place"] for entry in answer["named_places"]}
        self.assertEqual(named, {place for _, places, _ in MATRIX.values() for place in places})

    def test_tells_what_has_a_boundary_in_a_study(self):
        answer = zonewright_json("plan", "coverage", demo_study())
        self.assertEqual(len(answer["clusters"]), 12)
        for cluster in answer["clusters"]:
            self.assertEqual(cluster["named"], len(MATRIX[cluster["cluster"]][1]))
            self.assertEqual(cluster["located"], sum(1 for place in cluster["places"] if place["status"]))
            for place in cluster["places"]:
                if place["status"]:
                    self.assertGreater(place["area_m2"], 0)


class RealTowns(Folder):
    """The public outlines of 32 towns and 松山湖, without parks, bases and parcels."""

    def test_listed_towns_are_located_and_the_rest_is_named(self):
        data = real_data()
        if data is None:
            self.skipTest("no real data (ZONEWRIGHT_DATA)")
        study = self.folder / "real"
        zonewright("init", study)
        towns = data / "dongguan-towns" / "towns33_wgs84.geojson"
        with open(study / "study.toml", "a") as file:
            file.write(f'\n[[source]]\nrole = "town"\npath = "{towns.resolve()}"\nstatus = "approximate"\n')
        answer = zonewright_json("plan", "coverage", study)
        located = {c["cluster"]: {p["place"]: p["status"] for p in c["places"]} for c in answer["clusters"]}
        self.assertEqual({name: list(places) for name, places in located.items()},
                         {name: places for name, (_, places, _) in MATRIX.items()})
        self.assertEqual(located["semiconductor"],
                         {"songshanhu": "approximate", "binhaiwan": None, "base_linshen_electronics": None})
        self.assertEqual(located["materials"]["shuixiang"], "approximate", "the union of five towns")
        self.assertIn("binhaiwan", answer["without_geometry"])
        self.assertIn("shengtaiyuan", answer["without_geometry"])
        self.assertNotIn("changan", answer["without_geometry"])


if __name__ == "__main__":
    unittest.main()
