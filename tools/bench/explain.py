#!/usr/bin/env python3
"""How much does it save to ask in one process? The same question about many parcels, once with the Python module on an open
study, once with a process of the command line for each.

    tools/bench/explain.py PROGRAM STUDY [--calls 1000] [--processes 50] [--module FOLDER]

FOLDER holds the package zonewright (by default `python` beside PROGRAM). The processes are a sample spread over the calls, and
their time is scaled to all of them. The answers of both ways are compared.
"""
import argparse
import gc
import json
import pathlib
import sqlite3
import subprocess
import sys
import time


def parcels_of(study, count):
    """Ids of parcels with a score, repeated where there are fewer than asked for."""
    with sqlite3.connect(f"file:{study}/out/zonewright.gpkg?immutable=1", uri=True) as file:
        ids = [row[0] for row in file.execute("SELECT id FROM parcel WHERE best_score > 0 ORDER BY fid")]
    if not ids:
        raise SystemExit(f"{study}: no parcel has a score; run the study first")
    return [ids[i % len(ids)] for i in range(count)]


def without_paths(answer):
    return {key: value for key, value in answer.items() if key not in ("outputs", "warnings")}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("study", type=pathlib.Path)
    arguments.add_argument("--calls", type=int, default=1000)
    arguments.add_argument("--processes", type=int, default=50)
    arguments.add_argument("--cluster", default="semiconductor")
    arguments.add_argument("--module", type=pathlib.Path)
    asked = arguments.parse_args()
    sys.path.insert(0, str(asked.module or asked.program.resolve().parent / "python"))
    import zonewright

    parcels = parcels_of(asked.study, asked.calls)
    began = time.perf_counter()
    study = zonewright.open(str(asked.study))
    first = study.explain(parcel=parcels[0], cluster=asked.cluster)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    answers = {parcel: study.explain(parcel=parcel, cluster=asked.cluster) for parcel in parcels}
    inside = time.perf_counter() - began
    assert without_paths(first) == without_paths(answers[parcels[0]])

    del study  # whoever has a study open keeps others from working in it
    gc.collect()
    step = max(1, asked.calls // asked.processes)
    sample = parcels[::step][:asked.processes]
    began = time.perf_counter()
    told = {parcel: subprocess.run([asked.program, "--json", "explain", asked.study, "--parcel", parcel, "--cluster", asked.cluster],
                                   capture_output=True, check=True).stdout for parcel in sample}
    outside = time.perf_counter() - began
    differing = [parcel for parcel in sample if without_paths(json.loads(told[parcel])) != without_paths(dict(answers[parcel]))]
    each = outside / len(sample)
    print(f"one process:   open and first call {opened:.3f} s, {asked.calls} calls {inside:.3f} s ({1000 * inside / asked.calls:.3f} ms a call)")
    print(f"processes:     {len(sample)} calls {outside:.3f} s ({1000 * each:.1f} ms a call); {asked.calls} calls: {each * asked.calls:.1f} s")
    print(f"ratio:         {each * asked.calls / (opened + inside):.0f}; answers that differ: {len(differing)} of {len(sample)}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
