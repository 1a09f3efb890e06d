#!/usr/bin/python3
"""Generalised assignment by exclusive sets beside the best values known.

    tools/bench/allocation_assignment.py BUILD FOLDER [--nodes 2000] [--only c10]

BUILD is a CMake build folder with libzw_allocation.a; FOLDER holds instances in OR-Library's form (agents, jobs, profits,
weights, capacities) and best_known.txt (instance_Max, lower, upper). Prints for each instance the best profit known, the
profit found, the bound, how far the profit lies below the best known and below the bound (both relative to the profit
found), and seconds; then the worst of each. Exits 1 when a profit is more than 1 % below the best known, or a bound below it.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MOST_BELOW = 0.01


def best_known(folder):
    best = {}
    for line in (folder / "best_known.txt").read_text().splitlines():
        name, lower, _ = line.split()
        if name.endswith("_Max"):
            best[name.removesuffix("_Max")] = int(lower)
    return best


def program(build, folder):
    libraries = [build / f"libzw_{name}.a" for name in ("allocation", "model", "geom", "raster", "base")]
    libraries = [name for name in libraries if name.exists()]
    subprocess.run(["g++", "-O2", "-std=c++20", "-I", SOURCE / "src", SOURCE / "tools/bench/allocation_assignment.cpp",
                    *libraries, "-lfmt", "-ltbb", "-lcrypto", "-lspdlog", "-o", folder / "assignment"], check=True)
    return folder / "assignment"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("build", type=pathlib.Path)
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("--nodes", default="2000")
    words.add_argument("--only", default="")
    asked = words.parse_args()
    best = best_known(asked.folder)
    files = [asked.folder / name for name in sorted(best) if name.startswith(asked.only) and (asked.folder / name).exists()]
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.Popen([program(asked.build, pathlib.Path(folder)), asked.nodes, *files], stdout=subprocess.PIPE, text=True)
        print(f"{'instance':10} {'best':>6} {'found':>6} {'bound':>6} {'left':>5} {'below':>8} {'gap':>8} {'seconds':>8}")
        below, gaps, seconds, false_bounds, rows = [], [], [], 0, 0
        for line in run.stdout:
            name, found, bound, left, took, stop = line.split()
            found, bound, rows = int(found), int(bound), rows + 1
            below.append(max(0, best[name] - found) / found)
            gaps.append((bound - found) / found)
            seconds.append(float(took))
            false_bounds += bound < best[name]
            print(f"{name:10} {best[name]:6} {found:6} {bound:6} {left:>5} {below[-1]:8.2%} {gaps[-1]:8.2%} {seconds[-1]:8.2f} {stop}", flush=True)
        if run.wait() != 0 or rows != len(files) or not rows:
            sys.exit(f"{rows} of {len(files)} instances were solved")
    print(f"worst: {max(below):.2%} below the best known, gap {max(gaps):.2%}, {max(seconds):.1f} s; {sum(b == 0 for b in below)} of {rows} at the "
          f"best known, {sum(g == 0 for g in gaps)} proved; {false_bounds} false bounds; {sum(seconds):.0f} s in all")
    sys.exit(max(below) > MOST_BELOW or false_bounds > 0)


if __name__ == "__main__":
    main()
