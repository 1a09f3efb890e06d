#!/usr/bin/env python3
"""Parcel assembly side by side on the published instances: ours, CBC on a flow model, region growing.

    tools/bench/assembly.py BUILD [FILE...] [--seconds 60]

BUILD is a CMake build folder with libzw_assembly.a. FILE: certificates; those in tests/bench/assembly when none is given.
One run prints the whole table. Excess is over our proved bound. CBC runs with `preprocess off` (with its default it once
printed a wrong optimum) on instances of one site; region growing takes the cheapest neighbour per m² until the window is
reached, from the given centre, or cheapest site next from every cell for portfolios, as ArcGIS Locate Regions documents.
All seconds are cpu, one thread.
"""
import argparse
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tools"))
import json  # noqa: E402

from verify_site import Around, Instance  # noqa: E402


def build(folder, target):
    libraries = [str(folder / f"libzw_{name}.a") for name in ("assembly", "gis", "model", "geom", "base", "model", "geom", "base")]
    subprocess.run(["g++", "-O2", "-std=c++20", "-ffp-contract=off", "-I", SOURCE / "src", SOURCE / "tools/bench/assembly_solve.cpp",
                    *libraries, "-lgeos_c", "-lgdal", "-lproj", "-lsqlite3", "-lfmt", "-lspdlog", "-ltbb", "-lcrypto", "-o", target],
                   check=True)


def ours(program, files):
    lines = subprocess.run([program, *files], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[0]: (int(line.split()[1]), int(line.split()[2]), float(line.split()[3])) for line in lines}


def load(path):
    with open(path) as handle:
        lines = iter(handle.readlines())
    header = json.loads(next(lines))
    return header, Instance(header, lines)


def grow(around, given=()):
    """The cheapest neighbour per m² until the least area is reached; None when it gets stuck."""
    low, high = around.rule["min_area"], around.rule["max_area"]
    inside = {around.centre}
    area = around.area[around.centre]
    while area < low:
        beside = {w for v in inside for w in around.near[v]
                  if w not in inside and w not in given and area + around.area[w] <= high}
        if not beside:
            return None
        best = min(beside, key=lambda w: (around.cost[w] / around.area[w], w))
        inside.add(best)
        area += around.area[best]
    return inside if area <= high else None


def growing(header, instance):
    """One site from its centre; a portfolio as the cheapest grown site next."""
    started = time.process_time()
    if header["kind"] == "site":
        around = Around(instance, 0, header["sites"][0]["centre"], False)
        site = grow(around)
        return (sum(around.cost[v] for v in site) if site else None), time.process_time() - started
    used, total = set(), 0
    places = [[Around(instance, k, v, False) for v in range(len(instance.area))] for k in range(len(instance.clusters))]
    left = [cluster["count"] for cluster in instance.clusters]
    while any(left):
        best = None
        for k, around_all in enumerate(places):
            for around in around_all if left[k] else ():
                if not around.parcels or around.centre in used:
                    continue
                site = grow(around, used)
                cost = sum(around.cost[v] for v in site) if site else None
                if site and (best is None or cost < best[0]):
                    best = (cost, k, site)
        if best is None:
            return None, time.process_time() - started
        total += best[0]
        used |= best[2]
        left[best[1]] -= 1
    return total, time.process_time() - started


def flow_model(around):
    nodes, n = around.parcels, len(around.parcels)
    text = ["Minimize\n obj:" + "".join(f" + {around.cost[v] / 1024e4:.10g} x{v}\n" for v in nodes), "Subject To\n"]
    for v in nodes:
        if v == around.centre:
            continue
        inflow = "".join(f" + f{w}_{v}" for w in around.near[v])
        outflow = "".join(f" - f{v}_{w}" for w in around.near[v] if w != around.centre)
        text.append(f" b{v}:{inflow}{outflow} - x{v} = 0\n c{v}:{inflow} - {n - 1} x{v} <= 0\n")
    area = "".join(f" + {around.area[v]} x{v}\n" for v in nodes)
    text.append(f" low:{area} >= {around.rule['min_area']}\n high:{area} <= {around.rule['max_area']}\n root: x{around.centre} = 1\n")
    return "".join(text) + "Binary\n" + "".join(f" x{v}\n" for v in nodes) + "End\n"


def cbc(header, instance, folder, seconds):
    if header["kind"] != "site" or not shutil.which("cbc"):
        return None, 0.0, "not modelled" if shutil.which("cbc") else "not installed"
    around = Around(instance, 0, header["sites"][0]["centre"], False)
    (folder / "m.lp").write_text(flow_model(around))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(["cbc", folder / "m.lp", "preprocess", "off", "ratio", "0", "allow", "0", "sec", str(seconds), "solve",
                           "solu", folder / "m.txt"], capture_output=True, text=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    lines = (folder / "m.txt").read_text().splitlines()
    chosen = [int(m[1]) for m in (re.match(r"\s*\d+\s+x(\d+)\s+(\S+)", line) for line in lines[1:]) if m and float(m[2]) > 0.5]
    word = "optimal" if lines[0].startswith("Optimal") else "stopped"
    return sum(around.cost[v] for v in chosen) or None, used, word


def shown(cost, bound):
    return "-" if cost is None else f"{100 * (cost - bound) / bound:+.2f} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    files = options.files or sorted(map(str, (SOURCE / "tests/bench/assembly").glob("*.jsonl")))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(options.build, folder / "solve")
        answers = ours(folder / "solve", files)
        print("| instance | parcels | ours, yuan | gap | s | CBC flow model | s | region growing | s |")
        print("|---|---|---|---|---|---|---|---|---|")
        for path in files:
            header, instance = load(path)
            cost, bound, seconds = answers[path]
            flow, flow_seconds, word = cbc(header, instance, folder, options.seconds)
            grown, grown_seconds = growing(header, instance)
            print(f"| {pathlib.Path(path).stem} | {len(instance.area)} | {cost // 1024:,} | {100 * (cost - bound) / cost:.3f} % | {seconds:.3f} "
                  f"| {shown(flow, bound)} ({word}) | {flow_seconds:.2f} | {shown(grown, bound)} | {grown_seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
