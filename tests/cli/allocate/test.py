"""zonewright allocate: the study allocated, explained, certified; scenarios, sets of weights and wrong inputs."""
import contextlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json


class Allocate(Folder):
    @classmethod
    def setUpClass(cls):
        cls.study = demo_study()
        cls.answer = zonewright_json("allocate", cls.study, code=(0, 3))
        cls.file = cls.study / "out" / "allocation" / "study.json"
        # One copy for all tests that only add a scenario: a study is hundreds of megabytes.
        cls.copies = tempfile.TemporaryDirectory(prefix="产域 配置 ")
        cls.addClassCleanup(cls.copies.cleanup)
        cls.copy = pathlib.Path(cls.copies.name) / "研究"
        shutil.copytree(cls.study, cls.copy, symlinks=True)

    def scenario(self, text):
        """A scenario of its own in the copy of the study; its id is "mine"."""
        (self.copy / "scenarios").mkdir(exist_ok=True)
        (self.copy / "scenarios" / "mine.toml").write_text(f'id = "mine"\ntitle = {{ zh = "我的", en = "mine" }}\n{text}',
                                                           encoding="utf-8")
        return self.copy

    def own_copy(self):
        """For tests that alter what has been published."""
        return shutil.copytree(self.study, self.folder / "研究", symlinks=True)

    def allocated(self, text, code=(0, 3)):
        return zonewright_json("allocate", self.scenario(text), "--scenario", "mine", code=code)

    def refused(self, text):
        return zonewright("allocate", self.scenario(text), "--scenario", "mine", code=2).stderr

    def pieces(self, study, name="mine"):
        certificate = json.loads((study / "out" / "allocation" / f"{name}.json").read_text())
        names = certificate["problem"]["clusters"]
        return {certificate["problem"]["units"][unit][0]: names[cluster]
                for unit, cluster, _ in certificate["answer"]["pieces"]}, certificate

    def test_uses_the_supply_classes_asked_for(self):
        self.assertIn("in_use", {one["supply_class"] for one in self.answer["supply_left_out"]})
        more = zonewright_json("allocate", self.scenario(""), "--scenario", "mine", "--supply", "idle",
                               "approved", "planned", "renewal", "inefficient", "floor_space", "in_use", code=(0, 3))
        self.assertNotIn("in_use", {one["supply_class"] for one in more["supply_left_out"]})
        self.assertGreater(more["units"], 0)

    def test_every_demand_is_met_or_its_shortfall_stated(self):
        self.assertEqual(len(self.answer["clusters"]), 12)
        for cluster in self.answer["clusters"]:
            self.assertAlmostEqual(cluster["shortfall_m2"], max(0, cluster["demand_m2"] - cluster["allocated_m2"]), 4)
        short = any(cluster["shortfall_m2"] > 0 for cluster in self.answer["clusters"])
        self.assertEqual(self.answer["status"], "shortfall" if short else "ok")

    def test_the_objective_lies_below_its_bounds(self):
        self.assertLessEqual(self.answer["objective"], self.answer["bound"])
        self.assertLessEqual(self.answer["bound"], self.answer["price_bound"])
        self.assertTrue(self.answer["certificate_holds"])

    def test_the_small_city_is_proved_and_the_prices_alone_come_close(self):
        self.assertEqual(self.answer["stop"], "proved")
        self.assertLess(self.answer["proved_gap"], 0.005)

    def test_no_unit_goes_to_two_clusters(self):
        pieces = json.loads(self.file.read_text())["answer"]["pieces"]
        self.assertEqual(len(pieces), len({piece[0] for piece in pieces}))

    def test_verify_catches_a_certificate_altered_by_hand(self):
        study = self.own_copy()
        file = study / "out" / "allocation" / "study.json"
        zonewright("allocate", study, "--verify")
        certificate = json.loads(file.read_text())
        certificate["problem"]["units"][certificate["answer"]["pieces"][0][0]][1] += 10000
        file.write_text(json.dumps(certificate))
        self.assertFalse(zonewright_json("allocate", study, "--verify", code=3)["certificate_holds"])

    def test_verify_takes_the_file_of_a_certificate(self):
        [verdict] = zonewright_json("verify", self.file)["certificates"]
        self.assertEqual((verdict["kind"], verdict["holds"], verdict["faults"]), ("allocation", True, []))
        self.assertEqual(verdict["units"], len(json.loads(self.file.read_text())["answer"]["pieces"]))
        said = zonewright("verify", self.file, "--lang", "en").stdout
        self.assertIn("mu given", said)
        self.assertIn(str(self.answer["bound"]), said)

    def test_a_reader_in_python_written_from_the_page_agrees(self):
        reader = [sys.executable, SOURCE / "tools" / "verify_allocation.py"]
        checked = subprocess.run([*reader, self.file], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        certificate, other = json.loads(self.file.read_text()), self.folder / "altered.json"
        certificate["answer"]["objective"] += 1
        other.write_text(json.dumps(certificate))
        self.assertEqual(subprocess.run([*reader, other], capture_output=True).returncode, 1)

    def test_verify_says_where_a_certificate_is_cut_and_what_was_altered(self):
        text, other = self.file.read_text(), self.folder / "altered.json"
        other.write_text(text[:1000])
        [verdict] = zonewright_json("verify", other, code=3)["certificates"]
        self.assertEqual(verdict["kind"], "allocation")
        self.assertIn("1000", verdict["faults"][0])
        certificate = json.loads(text)
        certificate["answer"]["bound"] += 1
        other.write_text(json.dumps(certificate, separators=(",", ":")))
        [verdict] = zonewright_json("verify", other, code=3)["certificates"]
        self.assertFalse(verdict["holds"])

    def test_verify_names_a_row_altered_in_the_geopackage(self):
        study = self.own_copy()
        self.assertTrue(all(one["holds"] for one in self.allocation_verdicts(study, code=0) if one["name"] == "study.json"))
        with contextlib.closing(sqlite3.connect(study / "out" / "zonewright.gpkg")) as package:
            altered = package.execute("SELECT id, cluster_id FROM allocation ORDER BY id").fetchone()
            # The triggers of the spatial index call functions that plain SQLite lacks; geometries stay as they are.
            for (trigger,) in package.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                package.execute(f'DROP TRIGGER "{trigger}"')
            package.execute("UPDATE allocation SET area_m2 = area_m2 + 100 WHERE id = ?", altered[:1])
            package.execute("UPDATE balance SET shortfall_m2 = 1e6 WHERE cluster_id = 'ai'")
            package.commit()
        faults = next(one for one in self.allocation_verdicts(study, code=3) if one["name"] == "study.json")["faults"]
        self.assertTrue(any(altered[0] in fault and "area_m2" in fault for fault in faults), faults)
        self.assertTrue(any("balance" in fault and "ai" in fault for fault in faults), faults)

    def allocation_verdicts(self, study, code):
        return [one for one in zonewright_json("verify", study, code=code)["certificates"] if one["kind"] == "allocation"]

    def test_compare_finds_no_change_against_itself(self):
        self.assertEqual(zonewright_json("compare", self.file, self.file)["changes"], [])

    def test_compare_writes_what_changed_as_a_layer_and_a_map(self):
        unit, cluster = sorted(self.pieces(self.study, "study")[0].items())[0]
        self.allocated(f'[[forbidden]]\nunit = "{unit}"\ncluster = "{cluster}"\n')
        certificates = [self.copy / "out" / "allocation" / f"{name}.json" for name in ("study", "mine")]
        changes = zonewright_json("compare", *certificates, "-o", self.folder / "变动")["changes"]
        self.assertIn(unit, [change["unit"] for change in changes])
        with contextlib.closing(sqlite3.connect(self.folder / "变动" / "difference.gpkg")) as package:
            rows = package.execute("SELECT id, geom IS NOT NULL FROM allocation_difference").fetchall()
            told = " ".join(str(text) for row in package.execute("SELECT identifier, description FROM gpkg_contents") for text in row)
        self.assertEqual(sorted(rows), sorted((change["unit"], 1) for change in changes))
        for words in ("情景 mine", f"变动 {len(changes)} 处", f"{sum(c['area_m2'] for c in changes) / 1e4:.4f} 公顷", "示意数据"):
            self.assertIn(words, told, "what the picture says below its legend too")
        self.assertEqual((self.folder / "变动" / "difference.png").read_bytes()[:4], b"\x89PNG")

    def test_an_unknown_scenario_is_named(self):
        self.assertIn("nowhere", zonewright("allocate", self.study, "--scenario", "nowhere", code=2).stderr)

    def test_what_cannot_be_met_is_explained_and_the_reliefs_ranked(self):
        answer = self.allocated('demand_factor = 2.0\neligibility = "hard"\nbudget_yuan = 2e9\n[maximum_towns]\nelectronics = 1\n'
                                '[[quota]]\nplace = "songshanhu"\nmaximum_mu = 10\n', code=3)
        self.assertEqual(answer["status"], "shortfall")
        self.assertGreater(answer["least_shortfall_m2"], 0)
        short = sum(cluster["shortfall_m2"] for cluster in answer["clusters"])
        self.assertLessEqual(answer["least_shortfall_m2"], short + 0.01)
        gains = [relief["gain_m2"] for relief in answer["reliefs"]]
        self.assertTrue(gains and all(gain > 0 for gain in gains))
        self.assertEqual(gains, sorted(gains, reverse=True))
        kinds = {relief["kind"] for relief in answer["reliefs"]}
        self.assertTrue({"eligibility", "constraint"} <= kinds, kinds)
        self.assertTrue(all(relief["constraint"] for relief in answer["reliefs"] if relief["kind"] == "constraint"))

    def test_lifting_the_towns_of_a_cluster_is_offered_where_they_bind(self):
        answer = self.allocated("[maximum_towns]\nelectronics = 1\nmaterials = 1\n")
        self.assertIn("maximum_towns", {relief["kind"] for relief in answer["reliefs"]})
        used, certificate = self.pieces(self.scenario("[maximum_towns]\nelectronics = 1\nmaterials = 1\n"))
        town_of = dict(zip((unit[0] for unit in certificate["problem"]["units"]), certificate["problem"]["town_limit"]["town_of"]))
        for cluster in ("electronics", "materials"):
            self.assertLessEqual(len({town_of[unit] for unit, given in used.items() if given == cluster}), 1)

    def test_budget_and_quotas_are_kept(self):
        text = 'budget_yuan = 3e9\n[[quota]]\nplace = "songshanhu"\ncluster = "electronics"\nmaximum_mu = 300\n'
        answer = self.allocated(text)
        limits = {limit["kind"]: limit for limit in answer["limits"]}
        self.assertLessEqual(limits["cluster_place"]["used_m2"], 300 * 10000 / 15 + 0.01)
        _, certificate = self.pieces(self.copy)
        problem = certificate["problem"]
        spent = sum(area * problem["budget"]["cost"][unit] for unit, _, area in certificate["answer"]["pieces"])
        self.assertLessEqual(spent, problem["budget"]["limit"])
        self.assertTrue(answer["certificate_holds"])

    def test_a_quota_per_base_is_kept(self):
        text = '[[quota]]\nplace = "base_smart_manufacturing"\nmaximum_mu = 100\n'
        answer = self.allocated(text)
        self.assertLessEqual(next(limit for limit in answer["limits"] if limit["kind"] == "place")["used_m2"], 100 * 10000 / 15 + 0.01)

    def test_locks_and_forbidden_pairs_are_kept(self):
        given, _ = self.pieces(self.study, "study")
        unit, cluster = sorted(given.items())[0]
        self.allocated(f'[[forbidden]]\nunit = "{unit}"\ncluster = "{cluster}"\n')
        self.assertNotEqual(self.pieces(self.copy)[0].get(unit), cluster)
        self.allocated(f'[[locked]]\nunit = "{unit}"\ncluster = "{cluster}"\n')
        self.assertEqual(self.pieces(self.copy)[0][unit], cluster)

    def test_a_larger_minimum_site_leaves_out_smaller_units(self):
        self.allocated("[minimum_site_mu]\nai = 60\n")
        given, certificate = self.pieces(self.copy)
        areas = {unit[0]: unit[1] for unit in certificate["problem"]["units"]}
        self.assertTrue(all(areas[unit] >= 60 * 1e8 / 15 for unit, cluster in given.items() if cluster == "ai"))

    def test_divisible_land_meets_every_band_exactly(self):
        answer = self.allocated("divisible = true\nband = 0.0\n")
        for cluster in answer["clusters"]:
            self.assertAlmostEqual(cluster["allocated_m2"] + cluster["shortfall_m2"], cluster["demand_m2"], 4)

    def test_neighbours_come_from_the_table_with_their_own_bound(self):
        answer = self.allocated("node_budget = 200\n[neighbours]\nrules = true\n")
        self.assertTrue(answer["certificate_holds"])
        _, certificate = self.pieces(self.copy)
        self.assertGreater(len(certificate["problem"]["neighbourhood"]["sides"]), 100)
        self.assertLess(min(certificate["problem"]["neighbourhood"]["affinity"]), 0)

    def test_sets_of_weights_are_allocated_in_one_call(self):
        weights = self.folder / "weights"
        weights.mkdir()
        for name, slope in (("steep", 1), ("flat", 9)):
            (weights / f"{name}.toml").write_text(
                f'id = "{name}"\ntitle = {{ zh = "{name}", en = "{name}" }}\n[evidence]\nsource = "test"\nconfidence = "unverified"\n'
                f'[[cluster]]\ncluster = "*"\nmethod = "direct"\n[cluster.weights]\nslope = {slope}\ninterchange_distance = 5\n')
        answer = zonewright_json("allocate", self.scenario("node_budget = 100\n"), "--scenario", "mine", "--weights", "default", weights, code=(0, 3))
        self.assertEqual([one["weights"] for one in answer["weight_sets"]], ["default", "flat", "steep"])
        self.assertEqual(answer["weight_sets"][0]["changed_units"], 0)
        for one in answer["weight_sets"]:
            self.assertGreaterEqual(one["gap"], 0)
        own = {cluster["cluster"]: cluster["allocated_m2"] for cluster in self.allocated("node_budget = 100\n")["clusters"]}
        self.assertAlmostEqual(answer["weight_sets"][0]["allocated_m2"], sum(own.values()), 3)

    def test_unknown_weights_are_named(self):
        self.assertIn("nobody", zonewright("allocate", self.study, "--weights", "nobody", code=2).stderr)

    def test_two_locks_on_one_unit_are_named(self):
        given, _ = self.pieces(self.study, "study")
        unit = sorted(given)[0]
        stderr = self.refused(f'[[locked]]\nunit = "{unit}"\ncluster = "ai"\n[[locked]]\nunit = "{unit}"\ncluster = "energy"\n')
        self.assertIn(unit, stderr)

    def test_a_lock_on_land_that_is_not_offered_is_named(self):
        self.assertIn("P-nowhere", self.refused('[[locked]]\nunit = "P-nowhere"\ncluster = "ai"\n'))

    def test_a_quota_upside_down_is_named(self):
        stderr = self.refused('[[quota]]\nplace = "songshanhu"\nminimum_mu = 20\nmaximum_mu = 10\n')
        self.assertIn("minimum", stderr)

    def test_bands_that_contradict_quotas_are_named_with_the_numbers(self):
        stderr = self.refused('demand_mu = { ai = 10 }\nband = 0.0\n[[quota]]\nplace = "songshanhu"\ncluster = "ai"\nminimum_mu = 500\n')
        self.assertIn("ai", stderr)
        self.assertIn("songshanhu", stderr)

    def test_demand_over_supply_is_a_shortfall_with_numbers(self):
        answer = self.allocated("demand_mu = { ai = 1000000 }\n", code=3)
        ai = next(cluster for cluster in answer["clusters"] if cluster["cluster"] == "ai")
        self.assertGreaterEqual(ai["shortfall_m2"], ai["demand_m2"] - ai["eligible_m2"] - 0.01)
        self.assertGreater(answer["least_shortfall_m2"], 0)

    def test_a_negative_band_is_named(self):
        self.assertIn("band", self.refused("band = -0.1\n"))


if __name__ == "__main__":
    unittest.main()
