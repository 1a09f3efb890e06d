"""zonewright init: a study that is valid as it stands, and nothing overwritten."""
import pathlib
import tomllib
import unittest

from zonewright_cli import SOURCE, Folder, zonewright, zonewright_json


class Init(Folder):
    def test_makes_a_study_that_is_valid_as_it_stands(self):
        study = self.folder / "研究 一"
        answer = zonewright_json("init", study)
        self.assertEqual(answer["study"], str(study))
        self.assertTrue((study / "data").is_dir())
        written = tomllib.loads((study / "study.toml").read_text())
        self.assertEqual(written["schema"], 1)
        self.assertEqual(written["title"], "研究 一")
        self.assertEqual(written["crs"], "EPSG:4547")
        self.assertEqual(written["plan"], "dongguan-2024")

    def test_the_plane_is_that_of_the_city_of_the_plan(self):
        """A city at 120°E used to begin on the plane of 114°E, in silence."""
        for extent, crs in (((119.5, 31, 121, 32.5), "EPSG:4549"), ((113.6, 35.2, 115, 36.4), "EPSG:4547"), ((87, 43, 88.5, 44.2), "EPSG:4538")):
            plan = self.folder / f"city{crs[-2:]}-2030"
            zonewright("plan", "new", plan, "--extent", *extent)
            answer = zonewright_json("init", self.folder / crs[-4:], "--plan", plan)
            self.assertEqual(answer["crs"], crs)
            self.assertEqual(tomllib.loads((self.folder / crs[-4:] / "study.toml").read_text())["crs"], crs)
        zonewright("plan", "new", self.folder / "anywhere-2030")
        said = zonewright("init", self.folder / "s", "--plan", self.folder / "anywhere-2030", "--lang", "en", code=2).stderr
        self.assertIn("--crs", said)
        self.assertFalse((self.folder / "s").exists())

    def test_takes_options(self):
        study = self.folder / "s"
        zonewright("init", study, "--title", '引号 " 和 \\', "--cell-size-m", "10", "--crs", "EPSG:4526")
        written = tomllib.loads((study / "study.toml").read_text())
        self.assertEqual((written["title"], written["cell_size_m"], written["crs"]), ('引号 " 和 \\', 10, "EPSG:4526"))

    def test_comments_name_every_role_and_every_industry(self):
        zonewright("init", self.folder / "s")
        text = (self.folder / "s" / "study.toml").read_text()
        for role in (SOURCE / "layers" / "roles").glob("*.toml"):
            self.assertIn(f"#   {role.stem} ", text)
        for cluster in (SOURCE / "layers" / "plans" / "dongguan-2024" / "clusters").glob("*.toml"):
            self.assertIn(f"#   {cluster.stem} ", text)

    def test_the_commented_examples_become_valid_when_uncommented(self):
        study = self.folder / "s"
        zonewright("init", study)
        lines = (study / "study.toml").read_text().splitlines()
        keys = [line[2:] for line in lines if line.startswith("# ") and (" = " in line or line.startswith("# ["))
                and not line.startswith("# scenario") and "zonewright" not in line]
        written = tomllib.loads("\n".join(keys))
        self.assertEqual(written["source"][0]["role"], "land_use")
        self.assertEqual([demand["cluster"] for demand in written["demand"]], ["semiconductor", "ai"])
        self.assertEqual(set(written["sites"]), {"minimum_frontage_m", "maximum_road_gap_m", "shape", "minimum_width_m",
                                                 "maximum_owners", "maximum_towns", "maximum_redevelopment_share",
                                                 "window", "circle_window"})

    def test_overwrites_nothing(self):
        study = self.folder / "s"
        zonewright("init", study)
        (study / "study.toml").write_text("mine")
        done = zonewright("init", study, code=2)
        self.assertIn("study.toml", done.stderr)
        self.assertEqual((study / "study.toml").read_text(), "mine")

    def test_goes_into_an_existing_folder_and_leaves_its_files(self):
        study = self.folder / "s"
        (study / "data").mkdir(parents=True)
        (study / "data" / "a.shp").write_text("a")
        zonewright("init", study)
        self.assertEqual((study / "data" / "a.shp").read_text(), "a")

    def test_refuses_a_file_in_place_of_the_folder(self):
        (self.folder / "f").write_text("x")
        self.assertIn("f", zonewright("init", self.folder / "f", code=2).stderr)

    def test_refuses_a_crs_without_a_statutory_area_and_cells_that_no_study_takes(self):
        for options, words in ((("--crs", "EPSG:999999"), "EPSG:4547"), (("--crs", "EPSG:4326"), "4547"), (("--crs", "坐标系"), "4547"), (("--cell-size-m", "0"), "--cell-size-m")):
            self.assertIn(words, zonewright("init", self.folder / "s", *options, code=2).stderr, options)
            self.assertFalse((self.folder / "s").exists())

    def test_an_unknown_plan_is_suggested_and_leaves_nothing_behind(self):
        done = zonewright("init", self.folder / "s", "--plan", "dongguan-2025", code=2)
        self.assertIn("dongguan-2024", done.stderr)
        self.assertFalse((self.folder / "s").exists())


if __name__ == "__main__":
    unittest.main()
