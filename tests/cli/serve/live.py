"""The analyst's face as the page asks for it: surfaces that are the run's, who may ask, weights saved into the study."""
import array
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import unittest

from desk import Desk
from zonewright_cli import demo_study, zonewright, zonewright_json

EXCLUDED, NO_DATA = 65534, 65535


class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Weights are saved into the study: into one of its own, whose files are those of the study of all tests.
        cls.study = pathlib.Path(tempfile.mkdtemp(prefix="demo-live-", dir=demo_study().parent)) / "study"
        shutil.copytree(demo_study(), cls.study, copy_function=os.link)
        cls.desk = Desk(study=cls.study).add_users().open()
        cls.town, cls.bureau = cls.desk.visitor("镇甲"), cls.desk.visitor("局里")
        cls.about = cls.bureau.post("/live/open", {}, 200)
        cls.cluster = next(one for one in cls.about["clusters"] if one["criteria"])

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()
        shutil.rmtree(cls.study.parent)

    def surface(self, step=1, **more):
        grid = self.about["grid"]
        width, height = -(-grid["columns"] // step), -(-grid["rows"] // step)
        answer = self.bureau.ask("POST", "/live/surface", {"cluster": self.cluster["cluster"], "column": 0, "row": 0, "width": width,
                                                           "height": height, "step": step, **more})
        self.assertEqual(answer.status, 200, answer.body[:300])
        pixels = array.array("H", answer.body)
        if sys.byteorder == "big":
            pixels.byteswap()
        self.assertEqual(len(pixels), width * height)
        return pixels, width

    def test_at_full_resolution_and_at_every_step_the_surface_is_the_runs(self):
        try:
            from osgeo import gdal
        except ImportError:
            self.skipTest("no Python of GDAL to read the published surface")
        run = gdal.Open(str(self.desk.study / "out" / "suitability" / (self.cluster["cluster"] + ".tif")))
        cells = array.array("f", run.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))
        columns = run.RasterXSize
        pixels, _ = self.surface()
        wanted = array.array("H", (NO_DATA if cell < -9000 or cell != cell else EXCLUDED if cell < 0 else round(10000 * cell) for cell in cells))
        self.assertEqual(pixels, wanted)
        self.assertGreater(sum(pixel <= 10000 for pixel in wanted), 1000)
        coarse, width = self.surface(step=4)
        self.assertEqual(coarse, array.array("H", (wanted[4 * (i // width) * columns + 4 * (i % width)] for i in range(len(coarse)))))

    def test_a_weight_that_moves_changes_the_surface_and_what_it_moves_adds_up(self):
        first = self.cluster["criteria"][0]["criterion"]
        pixels, _ = self.surface(step=8)
        moved, _ = self.surface(step=8, weights={first: 0.9})
        self.assertNotEqual(pixels, moved)
        shift = self.bureau.post("/live/shift", {"cluster": self.cluster["cluster"], "weights": {first: 0.9}}, 200)
        self.assertGreater(shift["gained"] + shift["lost"], 0)
        for key in ("before_m2", "after_m2"):
            towns = sum(row[key] for town in shift["towns"] for row in town["classes"])
            self.assertLessEqual(towns, sum(row[key] for row in shift["classes"]) + 0.01)
        self.assertAlmostEqual(sum(row["before_m2"] for row in shift["classes"]), sum(row["after_m2"] for row in shift["classes"]), places=1)

    def test_a_point_says_why(self):
        grid, (pixels, width) = self.about["grid"], self.surface(step=8)
        at = next(i for i, pixel in enumerate(pixels) if pixel <= 10000)
        x = grid["west_m"] + grid["cell_m"] * (8 * (at % width) + 0.5)
        y = grid["north_m"] - grid["cell_m"] * (8 * (at // width) + 0.5)
        point = self.bureau.post("/live/point", {"cluster": self.cluster["cluster"], "x_m": x, "y_m": y}, 200)
        self.assertEqual(round(10000 * point["score"]), pixels[at])
        self.assertAlmostEqual(sum(part["points"] for part in point["parts"]), point["score"], places=9)

    def test_it_is_for_the_bureau_and_mistakes_end_nothing(self):
        self.assertEqual(self.town.ask("POST", "/live/open", {}).status, 403)
        self.assertEqual(self.desk.visitor().ask("POST", "/live/open", {}).status, 401)
        self.assertEqual(self.bureau.ask("POST", "/live/weights_file", {}).status, 404)
        for body in ({"cluster": "nothing"}, {"cluster": self.cluster["cluster"], "weights": {"nothing": 1}}, {"cluster": 7},
                     {"cluster": self.cluster["cluster"], "column": 0, "row": 0, "width": 1e8, "height": 1e8, "step": 1}):
            answer = self.bureau.ask("POST", "/live/surface", body)
            self.assertEqual(answer.status, 400, body)
            self.assertNotIn(str(self.desk.state), answer.body.decode())
        self.surface(step=16)

    def test_judgements_are_judged(self):
        answer = self.bureau.post("/live/ahp", {"upper": [[9, 1 / 9], [9]]}, 200)
        self.assertGreater(answer["consistency_ratio"], 0.1)

    def test_weights_are_saved_once_and_can_be_allocated_by(self):
        body = {"cluster": self.cluster["cluster"], "weights": {self.cluster["criteria"][0]["criterion"]: 0.5}, "id": "trial-serve", "title": "试用"}
        kept = self.bureau.post("/live/save", body)
        self.assertEqual(kept["files"], ["layers/weights/trial-serve.toml"])
        found = zonewright_json("allocate", self.desk.study, "--weights", "trial-serve", code=(0, 3))
        self.assertIn("trial-serve", json.dumps(found))
        self.assertEqual(self.bureau.ask("POST", "/live/save", body).status, 400)
        for wrong in ("../x", "", "A", "x" * 65, "default"):
            self.assertEqual(self.bureau.ask("POST", "/live/save", {**body, "id": wrong}).status, 400, wrong)

    def test_a_run_with_saved_weights_has_the_surface_that_was_shown(self):
        try:
            from osgeo import gdal
        except ImportError:
            self.skipTest("no Python of GDAL to read the published surface")
        weights = {self.cluster["criteria"][0]["criterion"]: 0.4, self.cluster["criteria"][-1]["criterion"]: 0.1}
        shown, _ = self.surface(weights=weights)
        self.bureau.post("/live/save", {"cluster": self.cluster["cluster"], "weights": weights, "id": "trial-run", "title": "试用"})
        copy = self.study.parent / "copy"
        shutil.copytree(self.study, copy, ignore=shutil.ignore_patterns("out", "desk"))
        definition = copy / "study.toml"
        definition.write_text(re.sub(r'(?m)^weights = .*$', 'weights = "trial-run"', definition.read_text()))
        zonewright("run", copy, "--quiet", code=(0, 3))
        run = gdal.Open(str(copy / "out" / "suitability" / (self.cluster["cluster"] + ".tif")))
        cells = array.array("f", run.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))
        wanted = array.array("H", (NO_DATA if cell < -9000 or cell != cell else EXCLUDED if cell < 0 else round(10000 * cell) for cell in cells))
        self.assertEqual(shown, wanted)
        plain, _ = self.surface()
        self.assertNotEqual(plain, wanted)

    def test_a_killed_process_is_started_anew(self):
        killed = 0
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                is_ours = b"--conversation" in words and str(self.desk.study).encode() in words or b"--conversation" in words and b"/study" in words
                if is_ours and int((process / "stat").read_text().rsplit(")", 1)[1].split()[1]) == self.desk.process.pid:
                    os.kill(int(process.name), signal.SIGKILL)
                    killed += 1
            except (OSError, ValueError):
                continue
        self.assertEqual(killed, 1)
        answer = self.bureau.ask("POST", "/live/open", {})
        self.assertEqual(answer.status, 200, answer.body)

    def test_what_a_process_said_before_it_ended_is_kept(self):
        study = self.study.parent / "without-a-surface"
        shutil.copytree(self.study, study, copy_function=os.link, ignore=shutil.ignore_patterns("desk"))
        desk = Desk(study=study).add_users().open()
        try:
            (study / "study.toml").unlink()  # what is open stays open; what is started anew cannot read it
            answer = desk.visitor("局里").ask("POST", "/live/open", {})
            self.assertEqual(answer.status, 500)
            self.assertIn("live-last.txt", answer.json()["detail"])
            self.assertIn("study.toml", (desk.state / "live-last.txt").read_text())
        finally:
            desk.remove()


if __name__ == "__main__":
    unittest.main()
