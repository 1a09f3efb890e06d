"""import zonewright: every question as declared, dicts, arrays, frames, errors, progress, Ctrl-C, and the manual's example."""
import inspect
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import numpy
import zonewright
from zonewright_cli import PROGRAM, SOURCE, demo_study, zonewright_json

try:
    import geopandas
except ImportError:
    geopandas = None


def described():
    return {each["name"]: each for each in zonewright_json("describe")["questions"]}


class Declared(unittest.TestCase):
    def test_every_question_is_there_with_its_fields_and_no_others(self):
        for name, question in described().items():
            function = getattr(zonewright, zonewright.questions.python_name(name))
            fields = [zonewright.questions.python_name(each) for each in question["question"]["properties"]]
            self.assertEqual(sorted(inspect.signature(function).parameters), sorted(fields), name)
            self.assertIn(question["question"]["help"]["zh"], function.__doc__)

    def test_a_method_knows_its_study(self):
        self.assertNotIn("study", inspect.signature(zonewright.Study.explain).parameters)
        self.assertFalse(hasattr(zonewright.Study, "area"))

    def test_stubs_name_every_question(self):
        text = pathlib.Path(zonewright.__file__).with_name("__init__.pyi").read_text(encoding="utf-8")
        for name in described():
            self.assertRegex(text, rf"(?m)^def {zonewright.questions.python_name(name)}\(", name)
        compile(text, "__init__.pyi", "exec")


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = demo_study()
        cls.study = zonewright.open(cls.folder, language="en")
        cls.parcel = zonewright.describe(str(cls.folder), "parcels")["choices"]["parcels"][0]["value"]

    def test_are_those_of_the_command_line(self):
        for words, answer in ((("zones", self.folder), self.study.zones()), (("supply", self.folder), self.study.supply()),
                              (("explain", self.folder, "--parcel", self.parcel, "--cluster", "semiconductor"),
                               self.study.explain(parcel=self.parcel, cluster="semiconductor"))):
            self.assertEqual(json.loads(json.dumps(answer)), zonewright_json(*words, "--lang", "en"), words[0])

    def test_errors_carry_thing_value_and_advice(self):
        with self.assertRaises(zonewright.InputError) as caught:
            self.study.sites(cluster="semiconducter", area_mu=100)
        self.assertEqual((caught.exception.thing, caught.exception.value), ("cluster", "semiconducter"))
        self.assertIn("semiconductor", caught.exception.advice)
        with self.assertRaises(zonewright.InputError) as caught:
            self.study.sites(cluster="semiconductor", are_mu=100)
        self.assertIn("area_mu", str(caught.exception))
        with self.assertRaises(zonewright.InputError):
            zonewright.open("/nonexistent")

    def test_surfaces_are_the_published_ones_and_owned_by_the_array(self):
        surface = self.study.surface("semiconductor")
        self.assertEqual(surface.array.dtype, numpy.float32)
        self.assertTrue(surface.array.flags.writeable)
        reasons = self.study.reasons()
        self.assertEqual(surface.array.shape, reasons.array.shape)
        self.assertFalse(reasons.array.flags.writeable)
        self.assertFalse(reasons.array.flags.owndata)
        self.assertTrue((surface.array[reasons.array == 4294967295] != surface.array[reasons.array == 4294967295]).all())

    def test_reasons_outlive_a_reload(self):
        reasons = self.study.reasons()
        before = int((reasons.array == 0).sum())
        self.study.reload()
        self.study.zones()
        self.assertEqual(int((reasons.array == 0).sum()), before)

    def test_threads_share_a_study(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.study.zones()["status"])) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, ["ok"] * 4)

    def test_the_interpreter_goes_on_meanwhile(self):
        counted = []
        stop = threading.Event()

        def count():
            while not stop.is_set():
                counted.append(1)
                time.sleep(0.001)

        thread = threading.Thread(target=count)
        thread.start()
        self.study.sites(cluster="semiconductor", area_mu=100)
        stop.set()
        thread.join()
        self.assertGreater(len(counted), 1)

    @unittest.skipIf(geopandas is None, "GeoPandas is not installed")
    def test_rows_lie_where_their_parcels_do(self):
        answer = self.study.sites(cluster="semiconductor", area_mu=100)
        frame = answer.to_geodataframe()
        self.assertEqual(frame.crs.to_epsg(), 4547)
        for planar, net in zip(frame.area, frame["area_m2"]):
            self.assertGreater(planar, 0.9 * net)
        one = self.study.explain(parcel=self.parcel, cluster="semiconductor").to_geodataframe()
        self.assertEqual(len(one), 1)

    @unittest.skipIf(geopandas is None, "GeoPandas is not installed")
    def test_frames_are_land(self):
        parcels = self.study.shapes("parcel").iloc[:5]
        answer = zonewright.area(parcels)
        self.assertEqual(len(answer["features"]), 5)
        for row, planar in zip(answer["features"], parcels.area):
            self.assertAlmostEqual(row["planar_m2"], planar, delta=0.01)
        self.assertAlmostEqual(zonewright.area(parcels.to_crs(4490))["area_m2"], answer["area_m2"], delta=0.05)
        with self.assertRaises(zonewright.InputError):
            zonewright.area(geopandas.GeoDataFrame(parcels.drop(columns="geometry"), geometry=list(parcels.geometry)))


class Scores(unittest.TestCase):
    """By hand: slope 0 is worth more than slope 30; a linear function from 0 to 10 of 2.5 is 0.25."""

    linear = {"kind": "linear", "low": 0, "high": 10, "at_low": 0, "at_high": 1}

    def test_weighted_sum(self):
        scores = zonewright.score({"a": [[0, 5], [10, numpy.nan]], "b": [[10, 10], [0, 0]]}, {"a": 3, "b": 1},
                                  values={"a": self.linear, "b": self.linear}, excluded=[[False, True], [False, False]])
        self.assertEqual(scores.shape, (2, 2))
        self.assertAlmostEqual(float(scores[0, 0]), 0.25, places=6)
        self.assertEqual(float(scores[0, 1]), -1)
        self.assertAlmostEqual(float(scores[1, 0]), 0.75, places=6)
        self.assertTrue(numpy.isnan(scores[1, 1]))

    def test_other_rules(self):
        given = dict(measured={"a": [2.5], "b": [7.5]}, weights={"a": 1, "b": 1}, values={"a": self.linear, "b": self.linear})
        self.assertAlmostEqual(float(zonewright.score(**given, aggregation="minimum")[0]), 0.25, places=6)
        self.assertAlmostEqual(float(zonewright.score(**given, aggregation="wpm")[0]), (0.25 * 0.75) ** 0.5, places=6)

    def test_refusals(self):
        with self.assertRaises(zonewright.InputError) as caught:
            zonewright.score({"slop": [1.0]}, {"slop": 1})
        self.assertIn("slope", caught.exception.advice)
        with self.assertRaises(zonewright.InputError):
            zonewright.score({"slope": [1.0, 2.0], "relief": [1.0]}, {"slope": 1, "relief": 1})
        with self.assertRaises(zonewright.InputError):
            zonewright.score({"slope": [1.0]}, {"slope": -1})
        with self.assertRaises(zonewright.InputError):
            zonewright.score({"slope": [1.0]}, {"slope": 1}, aggregation="owa:7")


class Stopping(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="产域 测试 "))

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def test_control_c_stops_within_seconds_and_leaves_nothing_half_done(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        script = ("import zonewright\nstudy = zonewright.open(%r)\nprint('ready', flush=True)\n"
                  "try:\n    study.run(fresh=True)\nexcept KeyboardInterrupt:\n    print('stopped', flush=True)\n" % str(study))
        process = subprocess.Popen([sys.executable, "-B", "-c", script], stdout=subprocess.PIPE, text=True)
        self.assertEqual(process.stdout.readline().strip(), "ready")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
        self.assertIn("stopped", said)
        self.assertEqual(process.returncode, 0)
        self.assertFalse((study / "out" / "zonewright.gpkg").exists())

    def test_an_exception_of_the_progress_function_stops_too(self):
        study = self.folder / "study"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))

        def refuse(share, stage):
            raise RuntimeError(stage)

        with self.assertRaises(RuntimeError):
            zonewright.open(study, on_progress=refuse).run()


class Sharing(unittest.TestCase):
    def test_a_program_may_write_while_the_study_stays_open(self):
        with tempfile.TemporaryDirectory(prefix="产域 测试 ") as folder:
            study = pathlib.Path(folder) / "study"
            shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
            held = zonewright.open(study)
            self.assertEqual(held.zones()["status"], "ok")  # runs stages
            text = (study / "study.toml").read_text(encoding="utf-8")
            (study / "study.toml").write_text(text.replace("seed = 1", "seed = 2"), encoding="utf-8")
            other = subprocess.run([PROGRAM, "supply", study], env={**os.environ, "ZONEWRIGHT_LOCK_WAIT": "0"}, capture_output=True, text=True)
            self.assertEqual(other.returncode, 0, other.stderr)
            self.assertEqual(held.zones()["status"], "ok")


class Example(unittest.TestCase):
    @unittest.skipIf(geopandas is None, "GeoPandas is not installed")
    def test_the_manual_runs_from_top_to_bottom(self):
        page = (SOURCE / "src" / "python" / "python.md").read_text(encoding="utf-8")
        blocks = re.findall(r"```python\n(.*?)```", page, re.S)
        self.assertGreater(len(blocks), 8)
        with tempfile.TemporaryDirectory() as folder:
            finished = subprocess.run([sys.executable, "-B", "-c", "\n".join(blocks)], cwd=folder, capture_output=True, text=True)
        self.assertEqual(finished.returncode, 0, finished.stderr[-3000:])
        self.assertIn("did you mean semiconductor?", finished.stdout)


if __name__ == "__main__":
    unittest.main()
