"""zonewright plan: what a planner asks of the document, in text and JSON."""
import pathlib
import shutil
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, real_data, zonewright, zonewright_json

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
