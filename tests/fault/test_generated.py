"""Studies with anything missing end in a result or in one clear error, and what is missing is said.

Quick: as many seeds as fit into a budget of seconds, 40 at least; with ZONEWRIGHT_LONG=1 two thousand.
"""
import json
import os
import pathlib
import shutil
import time
import unittest

from faults import complaint, run
from generated_study import generated_study
from zonewright_cli import SOURCE, Folder

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
FIRST = int(os.environ.get("ZONEWRIGHT_SEED", "1"))
COUNT = int(os.environ.get("ZONEWRIGHT_STUDIES", "2000" if LONG else "40"))
TITLES = {}


def names_of(role):
    """What a person would call the role: its id and its titles."""
    if not TITLES:
        import tomllib
        for path in (pathlib.Path(SOURCE) / "layers/roles").glob("*.toml"):
            read = tomllib.loads(path.read_text())
            TITLES[read["id"]] = [read["id"], *[t for t in read.get("title", {}).values()]]
    return TITLES[role]


def is_named(role, text):
    return any(name.lower() in text.lower() for name in names_of(role))


class Generated(Folder):
    def test_end_in_a_result_or_one_error_and_say_what_is_missing(self):
        wrong, results, begin = [], {}, time.monotonic()
        for seed in range(FIRST, FIRST + COUNT):
            study = self.folder / "s"
            shutil.rmtree(study, ignore_errors=True)
            drawn = generated_study(study, seed)
            finished = run("run", study, "--json", timeout=100)
            results[finished.returncode] = results.get(finished.returncode, 0) + 1
            what = None
            try:
                said = json.loads(finished.stdout)
            except ValueError:
                said, what = {}, "no JSON: " + (finished.stderr or finished.stdout)[:200]
            if finished.returncode not in (0, 1, 2, 3) or "内部" in said.get("error", ""):
                what = f"ended with {finished.returncode}: {said.get('error')}"
            if finished.returncode in (0, 3) and (LONG or seed % 5 == 0):
                what = self.complaint_of_others(study)
            if finished.returncode in (0, 3):
                silent = [role for role, state in drawn.items() if role != "demand" and self.must_be_named(role, state)
                          and not is_named(role, json.dumps(said.get("warnings", []), ensure_ascii=False))]
                if silent:
                    what = "nothing is said about " + ", ".join(f"{r} ({drawn[r]})" for r in silent)
            if what:
                wrong.append(f"seed {seed}: {what}")
        print(f"{COUNT} generated studies in {time.monotonic() - begin:.0f} s: exit codes {results}, "
              f"{len(wrong)} wrong", flush=True)
        self.assertEqual(wrong, [])

    @staticmethod
    def complaint_of_others(study):
        for verb, *words in (("sites", "--cluster", "semiconductor", "--area-mu", "30"), ("allocate",), ("supply",)):
            finished = run(verb, study, *words, timeout=100)
            if finished.returncode not in (0, 1, 2, 3) or complaint(finished):
                return f"{verb}: {finished.returncode} {finished.stderr[-200:]}"
        return None

    @staticmethod
    def must_be_named(role, state):
        return state in ("absent", "empty", "far", "void")


del Folder

if __name__ == "__main__":
    unittest.main()
