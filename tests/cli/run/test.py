"""zonewright run: what a user meets when all is well, and when it is not."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from tiny_study import layer, tiny_study
from zonewright_cli import PROGRAM, SOURCE, Folder, demo_study, zonewright, zonewright_json

STAGES = ["intake", "zoning", "constraint", "criterion", "suitability", "construction", "supply", "assembly", "allocation", "publish"]


def copy_of_demo(folder: pathlib.Path) -> pathlib.Path:
    """The inputs and finished stages of the demonstration study, in a folder of the test's own."""
    study = folder / "研究 一"
    shutil.copytree(demo_study(), study)
    return study


class Run(Folder):
    def test_reuses_every_finished_stage(self):
        answer = zonewright_json("run", demo_study(), code=(0, 3))
        self.assertEqual([s["stage"] for s in answer["stages"]], STAGES)
        self.assertTrue(all(s["reused"] for s in answer["stages"]))
        self.assertEqual(answer["schema_version"], 1)
        self.assertEqual(answer["status"], "shortfall" if answer["shortfall_m2"] > 0 else "ok")

    def test_states_the_same_figures_when_nothing_has_changed(self):
        study = self.folder / "twice"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        first, second = (zonewright("run", study, code=(0, 3)).stdout.split("\n\n", 1)[1] for _ in range(2))
        self.assertEqual(first, second)
        answer = zonewright_json("run", study, code=(0, 3))
        self.assertGreater(answer["sites"], 0)
        self.assertIn(f"连片用地 {answer['sites']} 处", second)

    def test_a_town_layer_without_towns_is_not_called_absent(self):
        study = tiny_study(self.folder / "s")
        layer(study / "data/town.geojson", [])
        said = zonewright("run", study, code=2).stderr
        self.assertIn("镇街图层没有可用的面", said)
        self.assertNotIn("没有镇街图层", said)
        text = (study / "study.toml").read_text()
        begin = text.index('\n[[source]]\nrole = "town"')
        (study / "study.toml").write_text(text[:begin] + text[text.index("\n[[source]]", begin + 1):])
        self.assertIn("没有镇街图层", zonewright("run", study, code=2).stderr)

    def test_more_threads_than_the_process_may_use_cores_are_given_without_a_word(self):
        study = tiny_study(self.folder / "s")
        core = min(os.sched_getaffinity(0))
        process = subprocess.Popen([PROGRAM, "run", study, "--threads", str(max(2, os.cpu_count()))], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        said = process.communicate(timeout=300)[1]
        self.assertIn(process.returncode, (0, 3), said)
        self.assertNotIn("TBB", said)

    def test_is_silent_when_quiet(self):
        done = zonewright("run", demo_study(), "--quiet", code=(0, 3))
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_speaks_english_on_request(self):
        study = copy_of_demo(self.folder)
        self.assertIn("net supply", zonewright("run", study, "--lang", "en", code=(0, 3)).stdout)
        self.assertIn("净供应", zonewright("run", study, code=(0, 3)).stdout)

    def test_redoes_only_what_a_changed_demand_touches(self):
        study = copy_of_demo(self.folder)
        text = (study / "study.toml").read_text()
        self.assertIn("area_mu", text)
        (study / "study.toml").write_text(text.replace("area_mu = ", "area_mu = 1", 1))
        stages = {s["stage"]: s["reused"] for s in zonewright_json("run", study, code=(0, 3))["stages"]}
        for stage in ("zoning", "constraint", "criterion", "suitability", "supply"):
            self.assertTrue(stages[stage], f"{stage} does not depend on the demand")
        for stage in ("assembly", "allocation", "publish"):
            self.assertFalse(stages[stage], f"{stage} depends on the demand")

    def test_gives_the_same_content_at_any_thread_count(self):
        digests = []
        for threads in (1, 2):
            study = self.folder / f"t{threads}"
            shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
            zonewright("run", study, "--threads", threads, "--quiet", code=(0, 3))
            digests.append(content_of(study / "out" / "zonewright.gpkg"))
        self.assertEqual(digests[0], digests[1])

    def test_leaves_finished_stages_when_interrupted(self):
        study = self.folder / "interrupted"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        process = subprocess.Popen([PROGRAM, "run", study, "--progress", "json"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in process.stderr:  # the first line of the third stage: two stages are finished
            if len(list((study / "out" / ".cache").glob("*.stage"))) >= 2:
                break
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, error)
        self.assertFalse((study / "out" / "zonewright.gpkg").exists())
        self.assertEqual([p.name for p in (study / "out").rglob("*.tmp*")], [])
        stages = zonewright_json("run", study, code=(0, 3))["stages"]
        self.assertTrue(stages[0]["reused"])


class Incremental(Folder):
    """One thing changed, the rest taken from before: the result is that of a run from nothing."""

    def setUp(self):
        super().setUp()
        self.study = copy_of_demo(self.folder)
        self.layers = self.folder / "layers"
        shutil.copytree(SOURCE / "layers", self.layers)
        shutil.copytree(SOURCE / "styles", self.folder / "styles")
        self.run_anew(self.study)

    def run_anew(self, study):
        answer = zonewright_json("run", study, code=(0, 3), env={"ZONEWRIGHT_LAYERS": str(self.layers)})
        return {s["stage"]: s["reused"] for s in answer["stages"]}

    def kept(self, stage):
        """The rasters of a stage and when they were written."""
        return {p.name: p.stat().st_mtime_ns for p in (self.study / "out/.cache" / stage).glob("*.tif")}

    def require_as_from_nothing(self):
        fresh = self.folder / "fresh"
        shutil.copytree(self.study, fresh, ignore=shutil.ignore_patterns("out"))
        self.run_anew(fresh)
        published = [json.loads((s / "out/manifest.json").read_text())["published"] for s in (self.study, fresh)]
        self.assertEqual(published[0], published[1])

    def test_one_weight_one_polygon_one_rule(self):
        criteria, scores = self.kept("criterion"), self.kept("suitability")
        weights = self.layers / "weights/default.toml"
        weights.write_text(weights.read_text().replace("[1, 2, 2, 2, 2, 3, 3, 3, 4, 4],", "[1, 2, 2, 2, 2, 3, 3, 3, 4, 5],", 1))
        stages = self.run_anew(self.study)
        self.assertTrue(stages["criterion"] and stages["supply"] and stages["construction"], stages)
        self.assertEqual(self.kept("criterion"), criteria)
        changed = {name for name, when in self.kept("suitability").items() if scores.get(name) != when}
        self.assertEqual({name.split(".")[0] for name in changed}, {"electronics"}, "one surface is rated anew")

        # A polygon of a constraint that no criterion looks at: nothing is measured anew.
        without = self.folder / "YJJBNT.shp"
        subprocess.run(["ogr2ogr", "-q", "-where", "FID <> 3", "-lco", "ENCODING=GBK", without,
                        self.study / "data" / "YJJBNT.shp"], check=True)
        for part in self.folder.glob("YJJBNT.*"):
            shutil.move(part, self.study / "data" / part.name)
        stages = self.run_anew(self.study)
        self.assertFalse(stages["intake"] or stages["constraint"] or stages["supply"], stages)
        self.assertEqual(self.kept("criterion"), criteria, "no criterion looks at farmland")

        text = (self.study / "study.toml").read_text()
        (self.study / "study.toml").write_text(text.replace("area_mu = ", "area_mu = 1", 1))
        stages = self.run_anew(self.study)
        self.assertTrue(all(stages[s] for s in STAGES[:7]), stages)
        self.require_as_from_nothing()


def content_of(gpkg: pathlib.Path) -> dict:
    """Every row of every user table; the file's bytes may differ, its content may not."""
    content = {}
    with sqlite3.connect(f"file:{gpkg}?mode=ro", uri=True) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type='table' order by name")
                  if not name.startswith(("rtree_", "sqlite_"))]
        for name in tables:
            content[name] = db.execute(f'select * from "{name}" order by 1, 2').fetchall()
    return content


class Mistakes(Folder):
    def refuse(self, *arguments, code=2, names=()):
        done = zonewright(*arguments, code=code)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.strip().splitlines()
        self.assertTrue(lines[-1 if len(lines) == 1 else 0].startswith("错误："), done.stderr)
        for name in names:
            self.assertIn(name, done.stderr)
        return done

    def study(self, text):
        folder = self.folder / "study"
        folder.mkdir(exist_ok=True)
        (folder / "study.toml").write_text(text)
        return folder

    def test_unknown_verb(self):
        self.refuse("rnu", names=["rnu"])

    def test_no_study(self):
        self.refuse("run", self.folder / "absent", names=["study.toml"])

    def test_unknown_key_with_a_suggestion(self):
        folder = self.study('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\ncell_sise_m = 50\n')
        self.refuse("run", folder, names=["cell_sise_m", "cell_size_m", "study.toml:4"])

    def test_missing_file(self):
        folder = self.study('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n[[source]]\nrole = "town"\npath = "towns.gpkg"\n')
        self.refuse("run", folder, names=["towns.gpkg"])

    def test_missing_crs(self):
        folder = self.study('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n[[source]]\nrole = "town"\npath = "towns.shp"\n')
        demo = demo_study()
        source = next(iter(sorted((demo / "data").rglob("*.shp"))), None)
        if source is None:
            self.skipTest("the demonstration city brings no Shapefile")
        for side in source.parent.glob(source.stem + ".*"):
            if side.suffix != ".prj":
                shutil.copy(side, folder / ("towns" + side.suffix))
        self.refuse("run", folder, names=["towns.shp", "crs"])

    def test_unwritable_folder(self):
        if os.geteuid() == 0 and not shutil.which("unshare"):
            self.skipTest("root may write everywhere")
        folder = self.study('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        (folder / "out").write_text("a file where the folder should be")
        self.refuse("run", folder, code=1, names=["out"])

    def test_unknown_stage(self):
        self.refuse("run", demo_study(), "--until", "asembly", names=["asembly", "assembly"])


if __name__ == "__main__":
    unittest.main()
