"""Studies with anything missing end in a result or in one clear error, and what is missing is said.

Quick: 40 seeds; with ZONEWRIGHT_LONG=1 two thousand, with a line of progress every hundred.
ZONEWRIGHT_SEED is the first, ZONEWRIGHT_STUDIES how many.
"""
import json
import os
import pathlib
import shutil
import subprocess
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

        def tell(done):
            print(f"{done} generated studies in {time.monotonic() - begin:.0f} s: exit codes {results}, "
                  f"{len(wrong)} wrong", flush=True)
        for done, seed in enumerate(range(FIRST, FIRST + COUNT), 1):
            what = self.complaint_of_study(seed, results)
            if what:
                wrong.append(f"seed {seed}: {what}")
                print(wrong[-1], flush=True)
            if LONG and done % 100 == 0 and done < COUNT:
                tell(done)
        tell(COUNT)
        self.assertEqual(wrong, [])

    def complaint_of_study(self, seed, results):
        """What is wrong with the study of the seed, or None; its exit code is added to the results."""
        study = self.folder / "s"
        shutil.rmtree(study, ignore_errors=True)
        drawn = generated_study(study, seed)
        try:
            finished = run("run", study, "--json", timeout=100)
        except subprocess.TimeoutExpired:
            return "did not end"
        results[finished.returncode] = results.get(finished.returncode, 0) + 1
        try:
            said = json.loads(finished.stdout)
        except ValueError:
            return "no JSON: " + (finished.stderr or finished.stdout)[:200]
        if finished.returncode not in (0, 1, 2, 3) or "内部" in said.get("error", ""):
            return f"ended with {finished.returncode}: {said.get('error')}"
        if finished.returncode not in (0, 3):
            return None
        silent = [role for role in drawn if role != "demand" and self.must_be_named(role, drawn)
                  and not is_named(role, json.dumps(said.get("warnings", []), ensure_ascii=False))]
        if silent:
            return "nothing is said about " + ", ".join(f"{r} ({drawn[r]})" for r in silent)
        return self.complaint_of_others(study) if LONG or seed % 5 == 0 else None

    @staticmethod
    def complaint_of_others(study):
        for verb, *words in (("sites", "--cluster", "semiconductor", "--area-mu", "30"), ("allocate",), ("supply",)):
            try:
                finished = run(verb, study, *words, timeout=100)
            except subprocess.TimeoutExpired:
                return f"{verb}: did not end"
            if finished.returncode not in (0, 1, 2, 3) or complaint(finished):
                return f"{verb}: {finished.returncode} {finished.stderr[-200:]}"
        return None

    @staticmethod
    def must_be_named(role, drawn):
        # Heights around towns that are as far are where they should be; the towns are named.
        with_towns = role == "dem" and drawn["town"] == "far"
        return drawn[role] in ("absent", "empty", "void") or (drawn[role] == "far" and not with_towns)


del Folder

if __name__ == "__main__":
    unittest.main()
