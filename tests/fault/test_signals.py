"""Signals, limits and locks: one message, a documented exit code, nothing left behind, nothing finished lost."""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import unittest

from faults import Fault, Verb, calls_of, complaint, contents, leftovers, run
from tiny_study import layer, polygon, tiny_study, towns
from zonewright_cli import PROGRAM, Folder

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
SEED = int(os.environ.get("ZONEWRIGHT_SEED", "16"))
KILLS = int(os.environ.get("ZONEWRIGHT_KILLS", "1000" if LONG else "4"))
PAIRS = int(os.environ.get("ZONEWRIGHT_PAIRS", "200" if LONG else "3"))


def start(*arguments, limits=None, env=None):
    def prepare():
        for kind, value in (limits or {}).items():
            resource.setrlimit(kind, (value, value))
    return subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            preexec_fn=prepare, env={**os.environ, **(env or {})})


def started(*arguments, **options):
    """Once it takes signals: libraries are loaded and the handler is set."""
    process = start(*arguments, **options)
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        caught = next(l for l in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines() if l.startswith("SigCgt"))
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.005)
    return process


def limited(limits, *arguments):
    process = start(*arguments, limits=limits)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


class Stops(Folder):
    def assert_ends_within_a_second(self, process, number, code=130):
        process.send_signal(number)
        begin = time.monotonic()
        out, err = process.communicate(timeout=10)
        self.assertLess(time.monotonic() - begin, 1.0)
        self.assertEqual(process.returncode, code, err)
        return out, err

    def test_a_pipe_as_input_is_refused_at_once(self):
        for name in ("a.geojson", "a.csv", "a.txt", "a.gpkg", "a.dxf", "a.kml", "a.zip", "a.tif"):
            os.mkfifo(self.folder / name)
            verb = ("area", self.folder / name) if name != "a.tif" else ("convert", self.folder / name, self.folder / "b.gpkg")
            finished = run(*verb, timeout=5)
            self.assertIn(finished.returncode, (1, 2), name)
            self.assertIsNone(complaint(finished), name)
        os.symlink("/dev/zero", self.folder / "endless.csv")
        finished = run("area", self.folder / "endless.csv", timeout=5)
        self.assertEqual(finished.returncode, 2)
        self.assertIn("设备", finished.stderr)

    def test_terminated_while_it_waits_for_another_run(self):
        study = tiny_study(self.folder / "s")
        held = subprocess.Popen([sys.executable, "-c", "import fcntl, sys, time; f = open(sys.argv[1], 'a'); "
                                 "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)",
                                 study / ".zonewright.lock"], stdout=subprocess.PIPE, text=True)
        held.stdout.readline()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process = started("run", study, env={"ZONEWRIGHT_LOCK_WAIT": "60"})
            _, err = self.assert_ends_within_a_second(process, number)
            self.assertIn("已按要求停止", err)
        held.kill()
        held.wait()
        held.stdout.close()

    def test_terminated_while_a_read_never_comes_back(self):
        study = tiny_study(self.folder / "s")
        for call, number in (("read", signal.SIGTERM), ("read", signal.SIGINT), ("write", signal.SIGTERM)):
            hang = Fault(call, at=3, under=str(study / "data" if call == "read" else study / "out"), hangs=True)
            process = started("run", study, env=hang.environment())
            time.sleep(1.5)
            _, err = self.assert_ends_within_a_second(process, number)
            self.assertIn("已按要求停止", err)
            self.assertEqual(leftovers(study), [])

    def test_terminated_at_any_moment_of_a_run(self):
        study = tiny_study(self.folder / "s")
        draw = random.Random(SEED)
        for i in range(100 if LONG else 4):
            shutil.rmtree(study / "out", ignore_errors=True)
            process = started("run", study, *(["--json"] if i % 2 else []))
            time.sleep(draw.uniform(0, 1.2))
            if process.poll() is not None:
                process.communicate()
                continue
            process.send_signal(signal.SIGTERM)
            begin = time.monotonic()
            out, err = process.communicate(timeout=10)
            self.assertLess(time.monotonic() - begin, 1.0)
            self.assertIn(process.returncode, (0, 130), err)
            self.assertEqual(leftovers(study), [])
            if process.returncode == 130 and i % 2:
                self.assertEqual(json.loads(out)["status"], "error")


class Limits(Folder):
    def test_of_a_file_size_end_with_one_message(self):
        study = tiny_study(self.folder / "s")
        for size in (1000, 20000, 60000, 150000):
            finished = limited({resource.RLIMIT_FSIZE: size}, "run", study)
            self.assertEqual(finished.returncode, 1, finished.stderr)
            self.assertEqual(finished.stderr.count("错误"), 1, finished.stderr)
            self.assertEqual(leftovers(study), [])
        self.assertEqual(run("run", study).returncode, 0)

    def test_of_open_files_are_named(self):
        study = tiny_study(self.folder / "s")
        seen = set()
        for files in range(4, 40) if LONG else (4, 5, 8, 18, 32):
            finished = limited({resource.RLIMIT_NOFILE: files}, "run", study)
            self.assertIn(finished.returncode, (0, 1), (files, finished.stderr))
            self.assertNotIn("GeoTIFF", finished.stderr, files)
            self.assertNotIn("内部错误", finished.stderr, files)
            if finished.returncode == 1:
                seen.add("Too many open files" in finished.stderr)
            self.assertEqual(leftovers(study), [], files)
        self.assertIn(True, seen)

    def test_of_memory_end_with_one_message(self):
        study = tiny_study(self.folder / "s")
        for mib in range(250, 700, 25 if LONG else 140):
            finished = limited({resource.RLIMIT_AS: mib << 20}, "run", study, "--threads", "2")
            self.assertIn(finished.returncode, (0, 1, 127), (mib, finished.stderr))
            if finished.returncode == 1:
                self.assertTrue("错误" in finished.stderr or "error" in finished.stderr, (mib, finished.stderr))
            self.assertEqual(leftovers(study), [], mib)
        self.assertEqual(run("run", study).returncode, 0)


class Kills(Folder):
    """kill -9 at a call drawn by lot, of every verb that writes; of a run at every stage."""
    VERBS = (Verb("run", ("run", "{}/study", "--fresh"), "study/out"),
             Verb("publish", ("run", "{}/study", "--lang", "en"), "study/out"),
             Verb("import", ("import", "{}/bare", "{}/study/data/road.geojson", "--role", "road", "--replace"), "bare"),
             Verb("report", ("report", "{}/study", "--parcel", "A1", "--no-pdf"), "study/out/reports"),
             Verb("sites", ("sites", "{}/study", "--cluster", "semiconductor", "--area-mu", "30", "-o", "{}/made/sites"), "made"),
             Verb("trim", ("trim", "{}/study", "{}/study/data/parcel.geojson", "-o", "{}/made/t.gpkg"), "made"),
             Verb("pack", ("pack", "{}/study", "-o", "{}/made/p.tar.zst"), "made"),
             *(Verb(f"convert .{extension}", ("convert", "{}/study/data/parcel.geojson", f"{{}}/made/a.{extension}", "--overwrite", "--lossy"),
                    "made") for extension in ("gpkg", "shp", "gdb")))

    def setUp(self):
        super().setUp()
        self.start, self.spot = self.folder / "start", self.folder / "place"
        study = tiny_study(self.start / "study")
        self.assertEqual(run("run", study).returncode, 0)
        bare = tiny_study(self.start / "bare") / "study.toml"
        text = bare.read_text()
        bare.write_text(text[:text.index('\n[[source]]\nrole = "road"')])
        (self.start / "made").mkdir()
        # What an earlier run made and must not lose.
        for extension in ("gpkg", "shp", "gdb"):
            self.assertEqual(run("convert", study / "data/town.geojson", self.start / f"made/a.{extension}").returncode, 0)

    def place(self):
        """Always under the same path: results may name it."""
        shutil.rmtree(self.spot, ignore_errors=True)
        shutil.copytree(self.start, self.spot)
        return self.spot

    def right(self, verb):
        place = self.place()
        finished = run(*verb.words(place))
        self.assertIn(finished.returncode, (0, 3), finished.stderr)
        return contents(place / verb.results)

    def kill(self, verb, fault, right):
        """Whether it was killed before it was done; fails where something finished is lost or something stays behind."""
        place = self.place()
        before = contents(place / verb.results)
        finished = run(*verb.words(place), fault=fault)
        found = contents(place / verb.results)
        lost = [n for n in before if n not in found]
        spoilt = [n for n, digest in found.items() if digest not in (before.get(n), right.get(n))]
        self.assertEqual((lost, spoilt), ([], []), (verb.name, fault))
        again = run(*verb.words(place))
        self.assertIn(again.returncode, (0, 3), (verb.name, fault, again.stderr))
        self.assertEqual(contents(place / verb.results), right, (verb.name, fault))
        self.assertEqual(leftovers(place), [], (verb.name, fault))
        return finished.returncode == -signal.SIGKILL

    def test_lose_nothing_that_was_finished_and_leave_nothing_after_the_next_run(self):
        draw, known, kills = random.Random(SEED), {}, {}
        # Half of them of a run, which has the most to lose.
        for i in range(KILLS):
            verb = self.VERBS[0] if i % 2 == 0 else draw.choice(self.VERBS[1:])
            if verb.name not in known:
                counts = {call: calls_of(Fault(call, under=str(self.folder)), *verb.words(self.place()), folder=self.folder)
                          for call in ("write", "rename", "fsync")}
                known[verb.name] = self.right(verb), {call: count for call, count in counts.items() if count}
            right, counts = known[verb.name]
            call = draw.choice(sorted(counts))
            fault = Fault(call, at=draw.randint(1, counts[call]), under=str(self.folder), kills=True)
            kills[verb.name] = kills.get(verb.name, 0) + self.kill(verb, fault, right)
        print(f"kills: {sum(kills.values())} of {KILLS} runs ({', '.join(f'{n} {k}' for n, k in sorted(kills.items()))}), "
              "nothing lost, nothing left", flush=True)


class Locks(Folder):
    def test_one_writer_at_a_time_and_the_other_knows_who(self):
        study = tiny_study(self.folder / "s")
        process = start("run", study)
        while not (study / ".zonewright.lock").exists() or not (study / ".zonewright.lock").read_text():
            time.sleep(0.005)
        refused = run("import", study, study / "data/road.geojson", "--role", "road", "--replace",
                      env={"ZONEWRIGHT_LOCK_WAIT": "0"})
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("zonewright run", refused.stderr)
        self.assertIn(f"pid {process.pid}", refused.stderr)

    def test_two_imports_at_once_both_arrive(self):
        study = tiny_study(self.folder / "s")
        layer(study / "data/water.geojson", [(polygon(500000, 2530000, 500100, 2530100), {"name": "塘"})])
        text = (study / "study.toml").read_text()
        (study / "study.toml").write_text(text[:text.index('\n[[source]]\nrole = "road"')])
        pair = [start("import", study, study / f"data/{role}.geojson", "--role", role) for role in ("road", "water")]
        for process in pair:
            _, err = process.communicate(timeout=60)
            self.assertIn(process.returncode, (0, 3), err)
        found = (study / "study.toml").read_text()
        self.assertIn('role = "road"', found)
        self.assertIn('role = "water"', found)

    def test_pairs_at_random_offsets_are_both_right_or_one_is_refused(self):
        study = tiny_study(self.folder / "s")
        self.assertEqual(run("run", study).returncode, 0)
        right = contents(study / "out")
        verbs = (("run", study, "--fresh"), ("run", study), ("sites", study, "--cluster", "semiconductor", "--area-mu", "30"), ("suitability", study), ("verify", study),
                 ("report", study, "--parcel", "A1", "--no-pdf"))
        draw = random.Random(SEED)
        for _ in range(PAIRS):
            first, second = draw.choice(verbs), draw.choice(verbs)
            one = start(*first)
            time.sleep(draw.uniform(0, 1.0))
            two = start(*second)
            for process in (one, two):
                _, err = process.communicate(timeout=120)
                self.assertIn(process.returncode, (0, 3), (first, second, err))
            found = contents(study / "out")
            self.assertEqual({n: found.get(n) for n in right}, right, (first, second))
        print(f"pairs: {PAIRS}, all right", flush=True)

    def test_a_study_that_cannot_be_written_can_be_read(self):
        study = tiny_study(self.folder / "s")
        self.assertEqual(run("run", study).returncode, 0)
        before = {p: p.stat().st_mtime_ns for p in study.rglob("*")}
        for verb in (("sites", study, "--cluster", "semiconductor", "--area-mu", "30"), ("suitability", study), ("supply", study), ("explain", study, "--parcel", "A1")):
            finished = run(*verb, env={"ZONEWRIGHT_LOCK_WAIT": "0"})
            self.assertIn(finished.returncode, (0, 2, 3), finished.stderr)
        self.assertEqual({p: p.stat().st_mtime_ns for p in study.rglob("*")}, before, "a reader writes nothing")


class Caches(Folder):
    def test_a_changed_byte_of_a_cached_surface_is_an_error_and_never_a_result(self):
        study = tiny_study(self.folder / "s")
        self.assertEqual(run("run", study).returncode, 0)
        right = contents(study / "out")
        stores = sorted((study / "out/.cache").rglob("*.tif"))
        self.assertGreater(len(stores), 5)
        draw = random.Random(SEED)
        for store in stores if LONG else draw.sample(stores, 3):
            whole = store.read_bytes()
            at = draw.choice((len(whole) - 400, len(whole) // 2, draw.randrange(len(whole)), draw.randrange(200, 400)))
            store.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:])
            (study / "out/.cache/publish.stage").unlink()
            finished = run("run", study)
            if finished.returncode == 0:
                self.assertEqual(contents(study / "out"), right, (store, at))
            else:
                self.assertEqual(finished.returncode, 1, (store, at, finished.stderr))
                self.assertIn("--fresh", finished.stderr)
            self.assertEqual(run("run", study, "--fresh").returncode, 0)
            self.assertEqual(contents(study / "out"), right, store)
            stores = sorted((study / "out/.cache").rglob("*.tif"))


del Folder

if __name__ == "__main__":
    unittest.main()
