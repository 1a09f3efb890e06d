"""The study run in full from the page, with the value curves and weights that were saved into it: the numbers are those shown."""
import array
import fcntl
import pathlib
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import unittest

from desk import HAS_BWRAP, Desk
from kills import below, words_of
from zonewright_cli import demo_study

EXCLUDED, NO_DATA = 65534, 65535


def own_study():
    study = pathlib.Path(tempfile.mkdtemp(prefix="demo-runs-", dir=demo_study().parent)) / "study"
    shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("desk"))
    return study


def bent(curve):
    """Another curve of the same kind."""
    if curve["kind"] == "categorical":
        return {**curve, "categories": {word: round(1 - worth, 3) for word, worth in curve["categories"].items()}}
    if curve["knots"]:
        return {**curve, "knots": [[measured, round(1 - worth, 3)] for measured, worth in curve["knots"]]}
    return {**curve, "at_low": curve["at_high"], "at_high": curve["at_low"]}


class Runs(unittest.TestCase):
    def setUp(self):
        self.study = own_study()
        self.desk = Desk(study=self.study).add_users().open()
        self.bureau = self.desk.visitor("局里")

    def tearDown(self):
        self.desk.remove()
        shutil.rmtree(self.study.parent)

    def surface(self, about, cluster, **more):
        grid = about["grid"]
        answer = self.bureau.ask("POST", "/live/surface", {"cluster": cluster, "column": 0, "row": 0, "width": grid["columns"], "height": grid["rows"], "step": 1, **more})
        self.assertEqual(answer.status, 200, answer.body[:300])
        pixels = array.array("H", answer.body)
        if sys.byteorder == "big":
            pixels.byteswap()
        return pixels

    def published(self, cluster):
        from osgeo import gdal
        run = gdal.Open(str(self.study / "out" / "suitability" / (cluster + ".tif")))
        cells = array.array("f", run.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))
        return array.array("H", (NO_DATA if cell < -9000 or cell != cell else EXCLUDED if cell < 0 else round(10000 * cell) for cell in cells))

    def opened(self):
        return self.bureau.post("/live/open", {}, 200)

    def test_a_run_with_saved_curves_and_weights_has_the_numbers_that_were_shown(self):
        try:
            from osgeo import gdal  # noqa: F401
        except ImportError:
            self.skipTest("no Python of GDAL to read the published surface")
        about = self.opened()
        cluster = next(one for one in about["clusters"] if len(one["criteria"]) > 2)
        other = next(one for one in about["clusters"] if one["cluster"] != cluster["cluster"] and one["criteria"])
        curves = {one["criterion"]: bent(one["curve"]) for one in cluster["criteria"]}
        weights = {cluster["criteria"][0]["criterion"]: 0.4, cluster["criteria"][-1]["criterion"]: 0.2}
        shown = self.surface(about, cluster["cluster"], weights=weights, curves=curves)
        beside = self.surface(about, other["cluster"])
        self.assertNotEqual(shown, self.surface(about, cluster["cluster"], weights=weights), "the curves count")
        tiles = self.bureau.get("/tiles.json")["version"]

        kept = self.bureau.post("/live/save", {"cluster": cluster["cluster"], "weights": weights, "curves": curves, "id": "trial", "title": "试用"})
        self.assertEqual(sorted(kept["files"]), sorted(["layers/weights/trial.toml", *(f"layers/criteria/{each}.toml" for each in curves)]))
        job = self.bureau.post("/run", {"weights": "trial"})
        self.assertEqual(job["processID"], "run")
        # What a town asks meanwhile cannot be answered by results that are no longer the study's: it waits, and is not lost.
        town = self.desk.visitor("镇甲")
        asked = town.execute("suitability", {})["jobID"]
        status = self.bureau.followed(job["jobID"], 600)
        self.assertEqual(status["status"], "successful", status)
        self.assertEqual(town.followed(asked)["status"], "successful")
        answer = self.bureau.get(f"/jobs/{job['jobID']}/results")["answer"]["value"]
        self.assertIn("suitability", [stage["stage"] for stage in answer["stages"]])
        self.assertIn('weights = "trial"', (self.study / "study.toml").read_text())
        self.assertEqual(self.published(cluster["cluster"]), shown)
        self.assertEqual(self.published(other["cluster"]), beside, "another cluster's curves are its own")

        # The live face and the map are those of the new run.
        again = self.opened()
        self.assertEqual(again["weights"], "trial")
        self.assertEqual(self.surface(again, cluster["cluster"]), shown)
        after = {one["criterion"]: one["curve"] for one in next(one for one in again["clusters"] if one["cluster"] == cluster["cluster"])["criteria"]}
        for criterion, curve in curves.items():
            self.assertEqual({**after[criterion]}, curve)
        self.assertNotEqual(self.bureau.get("/tiles.json")["version"], tiles)
        self.assertIn("run", {entry["action"] for entry in self.desk.visitor("管理员").get("/audit?limit=1000")["entries"]})

    def test_curves_are_never_written_over_the_studys_own_without_a_word(self):
        about = self.opened()
        cluster = next(one for one in about["clusters"] if one["criteria"])
        first = cluster["criteria"][0]
        body = {"cluster": cluster["cluster"], "curves": {first["criterion"]: bent(first["curve"])}}
        kept = self.bureau.post("/live/save", body)
        self.assertEqual(kept["files"], [f"layers/criteria/{first['criterion']}.toml"])
        own = self.study / "layers" / "criteria" / f"{first['criterion']}.toml"
        text = own.read_text()
        self.assertIn(f"[value_by_cluster.{cluster['cluster']}]", text)
        self.assertEqual(self.bureau.ask("POST", "/live/save", body).status, 409)
        self.assertEqual(own.read_text(), text)
        self.bureau.post("/live/save", {**body, "replace_curves": True})
        self.assertEqual([each.read_text() for each in own.parent.glob("*.before")], [text])
        for wrong in ({"../../study": first["curve"]}, {"nothing": first["curve"]}, {first["criterion"]: {"kind": "nothing"}}, {first["criterion"]: 7}):
            self.assertEqual(self.bureau.ask("POST", "/live/save", {**body, "curves": wrong, "replace_curves": True}).status, 400, wrong)
        self.assertEqual(self.desk.visitor("镇甲").ask("POST", "/live/save", body).status, 403)

    def test_a_live_face_that_starts_on_a_changed_study_says_that_it_is_to_be_run(self):
        about = self.opened()
        cluster = next(one for one in about["clusters"] if one["criteria"])
        first = cluster["criteria"][0]
        self.bureau.post("/live/save", {"cluster": cluster["cluster"], "curves": {first["criterion"]: bent(first["curve"])}})
        for process in below(self.desk.process.pid):
            if b"--conversation" in words_of(process):
                try:
                    import os
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        answer = self.bureau.ask("POST", "/live/open", {})
        self.assertEqual(answer.status, 400, answer.body)
        self.assertIn("zonewright run", answer.json()["detail"])
        self.assertEqual(self.bureau.followed(self.bureau.post("/run", {})["jobID"], 600)["status"], "successful")
        self.opened()

    def test_who_may_start_one_and_one_at_a_time(self):
        town, admin = self.desk.visitor("镇甲"), self.desk.visitor("管理员")
        self.assertEqual(town.ask("POST", "/run", {}).status, 403)
        self.assertEqual(self.desk.visitor().ask("POST", "/run", {}).status, 401)
        before = (self.study / "study.toml").read_text()
        for wrong in ({"weights": "nothing"}, {"weights": "../x"}, {"weights": 7}, {"until": "intake"}, {"weights": ""}):
            self.assertEqual(self.bureau.ask("POST", "/run", wrong).status, 400, wrong)
        self.assertNotIn("run", [each["id"] for each in town.get("/processes")["processes"]])
        self.assertEqual(town.ask("POST", "/processes/run/execution", {"inputs": {}}).status, 404)
        with open(self.study / ".zonewright.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # somebody is at work in the study
            job = admin.post("/run", {})["jobID"]
            second = self.bureau.ask("POST", "/run", {"weights": "default"})
            self.assertEqual(second.status, 409, second.body)
            self.assertTrue(second.headers["Location"].endswith("/jobs/" + job))
            self.assertEqual(town.ask("GET", "/jobs/" + job).status, 404, "a town sees its own")
            self.assertEqual(town.answered("zones", {})["answer"]["value"]["schema_version"], 1, "no question waits behind a run")
            status = admin.followed(job, 60)
        self.assertEqual(status["status"], "failed", "the lock of the study is respected")
        self.assertIn("zonewright", status["message"])
        self.assertNotIn(str(self.study), status["message"])
        self.assertEqual((self.study / "study.toml").read_text(), before)
        self.assertEqual(self.bureau.followed(self.bureau.post("/run", {})["jobID"], 600)["status"], "successful")

    def behind_walls(self):
        """What runs in the walls of this study, wherever it hangs in the tree of processes."""
        found = []
        for mounts in pathlib.Path("/proc").glob("[0-9]*/mountinfo"):
            try:
                if f"{self.study.parent.name}/study" in mounts.read_text() and b"--progress=json" in (mounts.parent / "cmdline").read_bytes():
                    found.append(int(mounts.parent.name))
            except OSError:
                continue
        return found

    @unittest.skipUnless(HAS_BWRAP, "bwrap is not installed")
    def test_no_run_outlives_a_desk_that_is_killed_at_whatever_moment(self):
        cluster = next(one for one in self.opened()["clusters"] if one["criteria"])
        self.bureau.post("/live/save", {"cluster": cluster["cluster"], "weights": {cluster["criteria"][0]["criterion"]: 0.7}, "id": "other", "title": "x"})
        dice, job = random.Random(11), self.bureau.post("/run", {"weights": "other"})["jobID"]  # longer than what follows waits
        for _ in range(12):
            last = time.time() + 60
            while not any(b"--progress=json" in words_of(process) for process in below(self.desk.process.pid)) and time.time() < last:
                time.sleep(0.002)
            time.sleep(dice.uniform(0, 0.004))  # while bwrap builds its walls, or just after
            self.desk.close(signal.SIGKILL)
            last = time.time() + 2
            while self.behind_walls() and time.time() < last:
                time.sleep(0.02)
            self.assertEqual(self.behind_walls(), [])
            self.desk.open()
        self.bureau = self.desk.visitor("局里")
        status = self.bureau.followed(job, 600)
        self.assertEqual(status["status"], "successful", status)

    def test_it_can_be_dismissed_and_is_not_lost_when_the_desk_is_killed(self):
        def changed(weight):
            about = self.opened()
            cluster = next(one for one in about["clusters"] if one["criteria"])
            self.bureau.post("/live/save", {"cluster": cluster["cluster"], "weights": {cluster["criteria"][0]["criterion"]: weight}, "id": f"t{int(weight * 100)}", "title": "x"})
            return self.bureau.post("/run", {"weights": f"t{int(weight * 100)}"})["jobID"]

        def at_work():
            return [process for process in below(self.desk.process.pid) if b"run" in words_of(process) and b"--progress=json" in words_of(process)]
        job = changed(0.33)
        last = time.time() + 60
        while not at_work() and time.time() < last:
            time.sleep(0.01)
        self.assertEqual(self.bureau.ask("DELETE", "/jobs/" + job).status, 200)
        self.assertEqual(self.bureau.get("/jobs/" + job)["status"], "dismissed")
        last = time.time() + 20
        while at_work() and time.time() < last:
            time.sleep(0.05)
        self.assertEqual(at_work(), [], "it works on")
        job = self.bureau.post("/run", {})["jobID"]
        last = time.time() + 60
        while not at_work() and time.time() < last:
            time.sleep(0.01)
        self.desk.close(signal.SIGKILL)
        self.desk.open()
        self.bureau = self.desk.visitor("局里")
        status = self.bureau.followed(job, 600)
        self.assertEqual(status["status"], "successful", status)
        self.assertTrue(re.search(r'(?m)^weights = "t33"$', (self.study / "study.toml").read_text()))


if __name__ == "__main__":
    unittest.main()
