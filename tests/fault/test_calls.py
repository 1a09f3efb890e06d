"""Whatever call fails, a result is right or it is none: the k-th open, read, write, fsync, rename and malloc of every verb
that writes. Quick: a seeded sample within a budget of seconds; with ZONEWRIGHT_LONG=1 every k of convert, import, publishing
and report, and 200 of run for each kind; of malloc, of which there are a hundred thousand a verb, the first call of every
distinct stack. The table is printed. ZONEWRIGHT_FAULT_SECONDS limits each verb, ZONEWRIGHT_FAULT_CALLS="open read" the kinds,
ZONEWRIGHT_FAULT_FORMATS="gpkg gdb" the formats of convert.
"""
import dataclasses
import os
import pathlib
import random
import shutil
import subprocess
import time
import unittest

from faults import Fault, Verb, calls_of, calls_of_stacks, complaint, contents, leftovers, run
from tiny_study import tiny_study
from zonewright_cli import Folder

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
SEED = int(os.environ.get("ZONEWRIGHT_SEED", "16"))
BUDGET_S = float(os.environ.get("ZONEWRIGHT_FAULT_SECONDS", "1e9" if LONG else "4"))  # for each verb
LEAST = 5  # however slow the machine is
NO_SPACE, IO_ERROR = 28, 5
KINDS = (Fault("open", errno=IO_ERROR), Fault("read", errno=IO_ERROR), Fault("write", errno=NO_SPACE),
         Fault("write", errno=NO_SPACE, stays=True), Fault("fsync", errno=IO_ERROR), Fault("rename", errno=IO_ERROR),
         Fault("malloc"))
KINDS = tuple(kind for kind in KINDS if kind.call in os.environ.get("ZONEWRIGHT_FAULT_CALLS", kind.call).split())


def name_of(fault):
    return fault.call + (" and all later" if fault.stays else "")


class Calls(Folder):
    def setUp(self):
        super().setUp()
        self.start = self.folder / "start"
        tiny_study(self.start / "study")
        (self.start / "out").mkdir()

    def right_results(self, verb):
        """Of an undisturbed run, which also has to be repeatable."""
        found = []
        for name in ("right", "again"):
            # Under the same path: results may name it.
            place = self.place()
            finished = run(*verb.words(place))
            self.assertIn(finished.returncode, (0, 3), finished.stderr)
            found.append(contents(place / verb.results))
        self.assertEqual(found[0], found[1], f"{verb.name} gives the same twice")
        return found[0]

    def place(self):
        place = self.folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.start, place)
        return place

    def disturb(self, verb, fault, right):
        """The complaint about one disturbed run and the undisturbed one after it, or None."""
        place = self.place()
        before = contents(place / verb.results)
        try:
            threads = ("--threads", "1") if fault.call == "malloc" else ()
            finished = run(*verb.words(place), *threads, fault=fault, timeout=600 if LONG else 60)
        except subprocess.TimeoutExpired:
            return "did not end"
        found = contents(place / verb.results)
        what = complaint(finished)
        if what:
            return what
        if finished.returncode in (0, 3) and found != right:
            return "exit 0 with wrong " + ", ".join(n for n in right if found.get(n) != right[n])
        if finished.returncode not in (0, 3):
            wrong = [n for n, digest in found.items() if digest not in (before.get(n), right.get(n))]
            if wrong:
                return "a failed run left a damaged " + ", ".join(wrong)
            if leftovers(place):
                return "left " + leftovers(place)[0]
        try:
            again = run(*verb.words(place), timeout=900)
        except subprocess.TimeoutExpired:
            return "the next run does not end"
        if again.returncode not in (0, 3):
            return "the next run fails: " + again.stderr.strip()[:300]
        if contents(place / verb.results) != right:
            return "the next run gives something else"
        return None

    def calls_to_disturb(self, verb, kind, draw):
        if kind.call == "malloc" and LONG:
            first = calls_of_stacks(kind, *verb.words(self.place()), "--threads", "1", folder=self.folder)
            ks = sorted(first.values())
        else:
            ks = list(range(1, calls_of(kind, *verb.words(self.place()), folder=self.folder) + 1))
        most = min(verb.most, 10 ** 9 if LONG else 40)
        return draw.sample(ks, most) if len(ks) > most else ks

    def campaign(self, verb):
        right = self.right_results(verb)
        draw = random.Random(SEED)
        faults, table = [], {}
        for kind in KINDS:
            kind = dataclasses.replace(kind, under="" if kind.call == "malloc" else str(self.folder))
            faults += [dataclasses.replace(kind, at=k) for k in self.calls_to_disturb(verb, kind, draw)]
        draw.shuffle(faults)
        for fault in faults:
            table.setdefault(name_of(fault), [0, 0])[1] += 1
        wrong, end = [], time.monotonic() + BUDGET_S
        for done, fault in enumerate(faults):
            if time.monotonic() > end and done >= LEAST:
                break
            table[name_of(fault)][0] += 1
            what = self.disturb(verb, fault, right)
            if what:
                wrong.append(f"{name_of(fault)} {fault.at}: {what}")
        print(f"{verb.name:16} {sum(done for done, _ in table.values()):6} faults of {len(faults)} ("
              + ", ".join(f"{name} {done} of {all}" for name, (done, all) in sorted(table.items()))
              + f"), {len(wrong)} wrong", flush=True)
        self.assertEqual(wrong, [], f"seed {SEED}")

    def test_convert(self):
        for extension in os.environ.get("ZONEWRIGHT_FAULT_FORMATS", "gpkg shp gdb fgb geojson csv").split():
            with self.subTest(extension):
                shutil.rmtree(self.start / "out")
                (self.start / "out").mkdir()
                target = self.start / "out" / f"a.{extension}"
                earlier = run("convert", self.start / "study/data/town.geojson", target)
                self.assertEqual(earlier.returncode, 0, earlier.stderr)
                self.campaign(Verb(f"convert .{extension}", ("convert", "{}/study/data/parcel.geojson",
                                                            f"{{}}/out/a.{extension}", "--overwrite", "--lossy"), "out"))

    def test_import(self):
        definition = self.start / "study/study.toml"
        text = definition.read_text()
        definition.write_text(text[:text.index('\n[[source]]\nrole = "road"')])
        self.campaign(Verb("import", ("import", "{}/study", "{}/study/data/road.geojson", "--role", "road", "--repair",
                                      "--replace"), "study"))

    def test_run(self):
        self.campaign(Verb("run", ("run", "{}/study"), "study/out", most=200))

    def test_publish(self):
        """A run in another language repeats nothing but publishing."""
        finished = run("run", self.start / "study")
        self.assertIn(finished.returncode, (0, 3), finished.stderr)
        self.campaign(Verb("publish", ("run", "{}/study", "--lang", "en"), "study/out"))

    def test_report(self):
        finished = run("run", self.start / "study")
        self.assertIn(finished.returncode, (0, 3), finished.stderr)
        self.campaign(Verb("report", ("report", "{}/study", "--parcel", "A1", "--no-pdf"), "study/out/reports"))


del Folder

if __name__ == "__main__":
    unittest.main()
