#!/usr/bin/python3
"""Allocation side by side: our solver, rank-and-resolve, LEMON, GLPK, CBC (CLP) and HiGHS through SciPy.

    tools/bench/allocation.py BUILD [--sizes 1000,10000,100000,1000000] [--runs 3] [--slow]

BUILD is a CMake build folder with libzw_allocation.a. Instances: N units x 12 clusters, log-normal areas, 60 % of the land
wanted; seeded. Every solver is a whole process that reads the instance; cpu = user + system seconds, the firm figure on a
shared machine. Peers alternate with ours. `--slow` also runs what takes minutes.
"""
import argparse
import pathlib
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np

SOURCE = pathlib.Path(__file__).resolve().parents[2]
HIGHS = r"""
import sys, numpy as np, scipy.sparse as sp
from scipy.optimize import linprog
with open(sys.argv[1], 'rb') as f:
    n, k = np.fromfile(f, 'i4', 2); a = np.fromfile(f, 'i4', n); cap = np.fromfile(f, 'i4', k); s = np.fromfile(f, 'i4', n * k)
once = sp.kron(sp.eye(n), np.ones((1, k)), 'csr'); total = sp.kron(np.ones((1, n)), sp.eye(k), 'csr')
r = linprog(-s.astype(float), A_ub=once, b_ub=a, A_eq=total, b_eq=cap, method='highs')
print('objective', round(-r.fun), 'shortfall 0 gap 0 solve nan')
"""


def make(folder, n, k=12):
    r = np.random.default_rng(n)
    a = np.clip(np.exp(r.normal(4.5, 0.8, n)), 10, 2000).astype(np.int32)
    base = r.random((n, 1))
    s = (10000 * np.clip(0.5 * base + 0.35 * r.random((n, k)) + 0.15 * r.random((1, k)), 0, 1)).astype(np.int32)
    cap = (0.6 * a.sum() * r.dirichlet(np.full(k, 3.0))).astype(np.int32)
    with open(folder / f"{n}.bin", "wb") as f:
        f.write(struct.pack("ii", n, k) + a.tobytes() + cap.tobytes() + s.tobytes())
    if n > 100000:
        return
    with open(folder / f"{n}.mps", "w") as f:
        f.write("NAME T\nROWS\n N  OBJ\n" + "".join(f" L  R{i}\n" for i in range(n)) + "".join(f" E  K{j}\n" for j in range(k)))
        f.write("COLUMNS\n")
        for i in range(n):
            f.write("".join(f" X{i}_{j} OBJ {-int(s[i, j])} R{i} 1\n X{i}_{j} K{j} 1\n" for j in range(k)))
        f.write("RHS\n" + "".join(f" B R{i} {int(a[i])}\n" for i in range(n)) + "".join(f" B K{j} {int(cap[j])}\n" for j in range(k)))
        f.write("ENDATA\n")


def build(build_folder, folder):
    libraries = [str(build_folder / f"libzw_{name}.a") for name in ("allocation", "model", "geom", "raster", "base")]
    libraries = [name for name in libraries if pathlib.Path(name).exists()]
    common = ["g++", "-O2", "-std=c++20", "-ffp-contract=off"]
    subprocess.run([*common, "-I", SOURCE / "src", "-I", SOURCE / "tests", SOURCE / "tools/bench/allocation_solve.cpp", *libraries,
                    "-lfmt", "-ltbb", "-lcrypto", "-lspdlog", "-o", folder / "solve"], check=True)
    if pathlib.Path("/usr/include/lemon/network_simplex.h").exists():
        # LEMON 1.3 uses members of std::allocator that C++20 removed.
        subprocess.run([*common, "-std=c++17", SOURCE / "tools/bench/allocation_lemon.cpp", "-llemon", "-o", folder / "lemon"], check=True)


def run(command):
    started = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%U %S %M", *map(str, command)], capture_output=True, text=True)
    wall = time.monotonic() - started
    user, system, peak = done.stderr.strip().splitlines()[-1].split()
    text = done.stdout
    ours = re.search(r"objective (\S+) shortfall (\S+) gap (\S+)", text)
    # The last figure counts: GLPK prints one for every batch of iterations. Nobody maximises: the file holds minus the value.
    other = re.findall(r"Optimal objective (-\S+)|obj =\s+(-\S+)", text)
    if ours:
        objective, shortfall, gap = ours.groups()
    elif other:
        value = next(group for group in other[-1] if group)
        objective, shortfall, gap = str(round(-float(value))), "0", "0"
    else:
        objective, shortfall, gap = "?", "?", "?"
    return dict(objective=objective, shortfall=shortfall, gap=gap, cpu=float(user) + float(system), wall=wall, peak=int(peak) / 1024)


def commands(folder, n, slow):
    binary, mps = folder / f"{n}.bin", folder / f"{n}.mps"
    yield "Zonewright divisible", [folder / "solve", binary, "divisible"]
    yield "Zonewright whole units", [folder / "solve", binary, "whole"]
    yield "rank and resolve", [folder / "solve", binary, "rank"]
    if (folder / "lemon").exists() and (n <= 100000 or slow):
        yield "LEMON NetworkSimplex", [folder / "lemon", binary, "simplex"]
        yield "LEMON CostScaling", [folder / "lemon", binary, "scaling"]
    if shutil.which("cbc") and (n <= 10000 or (slow and n <= 100000)):
        yield "CBC (CLP)", ["cbc", mps, "solve"]  # continuous, so CLP does all of it
    if shutil.which("glpsol") and (n <= 1000 or (slow and n <= 10000)):
        yield "GLPK", ["glpsol", "--freemps", mps, "--min"]
    if n <= 1000 or (slow and n <= 10000):
        yield "HiGHS (SciPy)", ["/usr/bin/python3", "-c", HIGHS, binary]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(options.build, folder)
        print("| units × 12 | solver | objective | shortfall | gap | cpu s | wall s | peak MiB | cpu ratio |\n|---|---|---|---|---|---|---|---|---|")
        for n in map(int, options.sizes.split(",")):
            make(folder, n)
            results = {}
            for _ in range(options.runs):
                for solver, command in commands(folder, n, options.slow):
                    results.setdefault(solver, []).append(run(command))
            ours = statistics.median(r["cpu"] for r in results["Zonewright divisible"])
            for solver, list_ in results.items():
                cpu = statistics.median(r["cpu"] for r in list_)
                r = list_[0]
                print(f"| {n:,} | {solver} | {r['objective']} | {r['shortfall']} | {r['gap']} | {cpu:.3f} | "
                      f"{statistics.median(x['wall'] for x in list_):.3f} | {max(x['peak'] for x in list_):.0f} | {cpu / max(ours, 0.01):.1f} |")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
