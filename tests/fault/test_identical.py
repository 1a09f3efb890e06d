"""The same study gives the same content: with one thread or several, in whatever folder it lies, again, and from nothing.

Quick: four seeds; with ZONEWRIGHT_LONG=1 fifty.
"""
import os
import shutil
import unittest

from faults import contents, run
from generated_study import generated_study
from tiny_study import tiny_study
from zonewright_cli import Folder

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
FIRST = int(os.environ.get("ZONEWRIGHT_SEED", "1"))
SEEDS = int(os.environ.get("ZONEWRIGHT_SEEDS", "50" if LONG else "4"))


class Identical(Folder):
    def run_all_ways(self, make, what):
        """Every way's digests are those of one thread in a plain folder; nothing to compare when the study is refused."""
        ways = {"one thread": (self.folder / "plain", ("--threads", "1")),
                "two threads, elsewhere": (self.folder / "另一处 of mine" / "s", ("--threads", "2")),
                "five threads": (self.folder / "s2", ("--threads", "5")),
                "again": (self.folder / "s2", ()), "from nothing": (self.folder / "s2", ("--fresh",))}
        right = None
        for way, (study, options) in ways.items():
            if not study.exists():
                make(study)
            finished = run("run", study, *options)
            ended = (finished.returncode, contents(study / "out") if finished.returncode in (0, 3) else None)
            right = right or ended
            self.assertEqual(ended[0], right[0], f"{what}, {way}: {finished.stderr}")
            differing = [name for name in right[1] or {} if (ended[1] or {}).get(name) != right[1][name]]
            self.assertEqual(differing, [], f"{what}, {way}")
            self.assertEqual(set(ended[1] or {}), set(right[1] or {}), f"{what}, {way}")
        for study in {study for study, _ in ways.values()}:
            shutil.rmtree(study)
        return right[0] in (0, 3)

    def test_content_at_any_thread_count_in_any_folder_and_again(self):
        self.assertTrue(self.run_all_ways(tiny_study, "the tiny study"))
        compared = sum(self.run_all_ways(lambda study, seed=seed: generated_study(study, seed), f"seed {seed}")
                       for seed in range(FIRST, FIRST + SEEDS))
        print(f"identical: {SEEDS} generated studies, {compared} of them with results, five ways each", flush=True)
        self.assertGreater(compared, 0)


del Folder

if __name__ == "__main__":
    unittest.main()
