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


def grow(around, seed, given=()):
    """The cheapest neighbour per m² until the least area is reached; None when it gets stuck."""
    low, high = around.rule["min_area"], around.rule["max_area"]
    if around.area[seed] > high:
        return None
    inside = {seed}
    area = around.area[seed]
    beside = set(around.near[seed])
    while area < low:
        fitting = [w for w in beside if w not in inside and w not in given and area + around.area[w] <= high]
        if not fitting:
            return None
        best = min(fitting, key=lambda w: (around.cost[w] / around.area[w], w))
        inside.add(best)
        area += around.area[best]
        beside |= set(around.near[best])
    return inside if area <= high else None


def unit_cost(around, v):
    return around.cost[v] / around.area[v] if around.area[v] else float("inf")


def wanted(header, instance):
    """The problems around every possible centre, each with its cluster, and how many sites each cluster wants."""
    one_place = header["kind"] == "site"
    centres = [header["sites"][0]["centre"]] if one_place else range(len(instance.area))
    every = [(k, Around(instance, k, v, False)) for k in range(len(instance.clusters)) for v in centres]
    return [(k, around) for k, around in every if around.parcels], [1] if one_place else [c["count"] for c in instance.clusters]


def growing(header, instance, from_every):
    """Cheapest grown site next: from the best free cell (around a given place: from it), or from every cell."""
    places, left = wanted(header, instance)
    one_place = header["kind"] == "site"
    used, total = set(), 0
    while any(left):
        best = None
        for k, around in places:
            if not left[k] or around.centre in used:
                continue
            for seed in around.parcels if one_place and from_every else [around.centre]:
                site = grow(around, seed, used)
                if not site or around.centre not in site:
                    continue
                cost = sum(around.cost[v] for v in site)
                merit = cost if from_every else unit_cost(around, seed)
                if best is None or merit < best[0]:
                    best = (merit, k, site, cost)
        if best is None:
            return None, f"stuck with {sum(left)} missing"
        total += best[3]
        used |= best[2]
        left[best[1]] -= 1
    return total, ""


def clumps(header, instance):
    """As r.clump with a minimum area: connected land below a unit price, the price raised until a piece is large enough.

    Takes the cheapest such piece whole; it has no upper area and no shape, so it is told when the piece breaks the window.
    """
    places, left = wanted(header, instance)
    used, total, broken = set(), 0, 0
    for k, count in enumerate(left):
        here = [around for cluster, around in places if cluster == k]
        must = here[0].centre if header["kind"] == "site" else None
        costs = {v: around.cost[v] for around in here for v in around.parcels}
        near = {v: [w for w in instance.near[v] if w in costs] for v in costs}
        order = sorted((cost / instance.area[v], v) for v, cost in costs.items() if instance.area[v])
        for _ in range(count):
            piece = first_piece([v for _, v in order if v not in used], near, instance.area, here[0].rule["min_area"], must)
            if piece is None:
                return None, "no piece is large enough"
            used |= piece
            total += sum(costs[v] for v in piece)
            broken += sum(instance.area[v] for v in piece) > here[0].rule["max_area"]
    return total, f"{broken} of {sum(left)} break the window" if broken else ""


def first_piece(order, near, area, least, must):
    """Parcels join in this order; the first connected piece with the least area (that holds the place given)."""
    piece = {}
    for v in order:
        joined = {v}
        for w in near.get(v, ()):
            if w in piece and w not in joined:
                joined |= piece[w]
        for w in joined:
            piece[w] = joined
        if sum(area[w] for w in joined) >= least and (must is None or must in joined):
            return joined
    return None


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
        return None, "one site only" if shutil.which("cbc") else "not installed"
    around = Around(instance, 0, header["sites"][0]["centre"], False)
    (folder / "m.lp").write_text(flow_model(around))
    subprocess.run(["cbc", folder / "m.lp", "preprocess", "off", "ratio", "0", "allow", "0", "sec", str(seconds), "solve",
                           "solu", folder / "m.txt"], capture_output=True, text=True)
    lines = (folder / "m.txt").read_text().splitlines()
    chosen = [int(m[1]) for m in (re.match(r"\s*\d+\s+x(\d+)\s+(\S+)", line) for line in lines[1:]) if m and float(m[2]) > 0.5]
    word = "optimal" if lines[0].startswith("Optimal") else "stopped"
    return sum(around.cost[v] for v in chosen) or None, word


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
        print("| instance | method | objective, yuan | bound, yuan | gap or excess over our bound | cpu s | |")
        print("|---|---|---|---|---|---|---|")
        for path in files:
            header, instance = load(path)
            cost, bound, seconds = answers[path]
            name = f"{pathlib.Path(path).stem}, {len(instance.area)} parcels"
            print(f"| {name} | ours | {cost // 1024:,} | {bound // 1024:,} | {100 * (cost - bound) / cost:.3f} % | {seconds:.3f} | |")
            rivals = [("CBC, flow model", lambda: cbc(header, instance, folder, options.seconds)),
                      ("growing from the best cell", lambda: growing(header, instance, False)),
                      ("growing from every cell", lambda: growing(header, instance, True)),
                      ("r.clump with a minimum area", lambda: clumps(header, instance))]
            for method, ask in rivals:
                began = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                theirs, remark = ask()
                used = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began
                objective = f"{theirs // 1024:,}" if theirs else "-"
                print(f"| | {method} | {objective} | - | {shown(theirs, bound)} | {used:.2f} | {remark} |", flush=True)


if __name__ == "__main__":
    main()
