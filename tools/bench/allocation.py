#!/usr/bin/python3
"""Allocation side by side: ours, rank-and-resolve, LEMON, CLP, CBC, GLPK and HiGHS through SciPy, in one run.

    tools/bench/allocation.py BUILD [--sizes 1000,10000,100000] [--limit 20] [--slow]

BUILD is a CMake build folder with libzw_allocation.a. Instances: N units x 12 clusters, log-normal areas, 60 % of the land
wanted; seeded; the same numbers for everyone. Divisible land wants exact totals; whole units a band of half a per cent below.
Every solver is a whole process that reads the instance (binary; text for GLPK, CBC and CLP, which read nothing else), so
peak is that of the process; cpu = user + system seconds, the firm figure on a shared machine, ratio = cpu against ours on
the same kind of land. Runs under two seconds are taken three times, peers and ours by turns, and the median stands.
A solver is stopped after `--limit` seconds (CLP and LEMON: 60) and then shows what it had, if it says so, and "> limit".
`--slow` adds 1,000,000 units and allows ten times as long. Absent solvers are left out and named.
"""
import argparse
import pathlib
import re
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MOST_AS_TEXT = 100000
HIGHS = r"""
import sys, numpy as np, scipy.sparse as sp
from scipy.optimize import linprog, milp, LinearConstraint, Bounds
with open(sys.argv[1], 'rb') as f:
    n, k = np.fromfile(f, 'i4', 2); a = np.fromfile(f, 'i4', n); cap = np.fromfile(f, 'i4', k); s = np.fromfile(f, 'i4', n * k)
limit = float(sys.argv[3])
once = sp.kron(sp.eye(n), np.ones((1, k)), 'csr')
if sys.argv[2] == 'divisible':
    total = sp.kron(np.ones((1, n)), sp.eye(k), 'csr')
    r = linprog(-s.astype(float), A_ub=once, b_ub=a, A_eq=total, b_eq=cap, method='highs', options={'time_limit': limit})
    if r.status == 0: print('objective', round(-r.fun))
else:
    total = sp.kron(a.astype(float)[None, :], sp.eye(k), 'csr')
    r = milp(-s.astype(float) * np.repeat(a, k), integrality=np.ones(n * k), bounds=Bounds(0, 1),
             constraints=[LinearConstraint(once, -np.inf, 1), LinearConstraint(total, cap - cap // 200, cap)],
             options={'time_limit': limit, 'mip_rel_gap': 0})
    bound = getattr(r, 'mip_dual_bound', None)
    if r.x is not None: print('objective', round(-r.fun))
    if bound is not None and np.isfinite(bound): print('bound', round(-bound))
"""


def instance(n, k=12):
    r = np.random.default_rng(n)
    a = np.clip(np.exp(r.normal(4.5, 0.8, n)), 10, 2000).astype(np.int32)
    base = r.random((n, 1))
    s = (10000 * np.clip(0.5 * base + 0.35 * r.random((n, k)) + 0.15 * r.random((1, k)), 0, 1)).astype(np.int32)
    cap = (0.6 * a.sum() * r.dirichlet(np.full(k, 3.0))).astype(np.int32)
    return a, s, cap


def make(folder, n):
    a, s, cap = instance(n)
    (folder / f"{n}.bin").write_bytes(struct.pack("ii", *s.shape) + a.tobytes() + cap.tobytes() + s.tobytes())
    if n <= MOST_AS_TEXT:
        write_mps(folder / f"{n}.mps", a, s, cap, whole=False)
        write_mps(folder / f"{n}-whole.mps", a, s, cap, whole=True)


def write_mps(path, a, s, cap, whole):
    """Minimises minus the value: the one sense that every reader takes. Whole: a variable is a unit, else an area."""
    n, k = s.shape
    sense = "G" if whole else "E"
    with open(path, "w") as f:
        f.write("NAME T\nROWS\n N  OBJ\n" + "".join(f" L  R{i}\n" for i in range(n)))
        f.write("".join(f" {sense}  K{j}\n" for j in range(k)) + "COLUMNS\n")
        if whole:
            f.write(" M1 'MARKER' 'INTORG'\n")
        for i in range(n):
            area = int(a[i]) if whole else 1
            f.write("".join(f" X{i}_{j} OBJ {-int(s[i, j]) * area} R{i} 1\n X{i}_{j} K{j} {area}\n" for j in range(k)))
        if whole:
            f.write(" M2 'MARKER' 'INTEND'\n")
        least = cap - cap // 200 if whole else cap
        f.write("RHS\n" + "".join(f" B R{i} {1 if whole else int(a[i])}\n" for i in range(n)))
        f.write("".join(f" B K{j} {int(least[j])}\n" for j in range(k)))
        if whole:
            f.write("RANGES\n" + "".join(f" B K{j} {int(cap[j] // 200)}\n" for j in range(k)) + "BOUNDS\n")
            f.write("".join(f" UP BOUND X{i}_{j} 1\n" for i in range(n) for j in range(k)))
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


def last(pattern, text):
    found = re.findall(pattern, text, re.MULTILINE)
    return float(found[-1]) if found else None


def plain(text):
    """Ours, LEMON, rank-and-resolve and HiGHS print these words."""
    return last(r"objective (-?\d+)", text), last(r"bound (-?\d+)", text)


def minus(value):
    return None if value is None else -value


def from_clp(text):
    return minus(last(r"Optimal objective (-?[\d.e+]+)", text)), None


def from_cbc(text):
    objective = minus(last(r"^Objective value:\s+(-?[\d.e+]+)", text))
    bound = minus(last(r"^Lower bound:\s+(-?[\d.e+]+)", text))
    return objective, objective if bound is None and "Optimal solution found" in text else bound


def from_glpk_simplex(text):
    if "OPTIMAL LP SOLUTION FOUND" not in text:
        return None, None
    return minus(last(r"obj =\s+(-?[\d.e+]+)", text)), None  # the last: one is printed for every batch of iterations


def from_glpk_tree(text):
    """«+ 1234: mip = objective >= bound»; before the first allocation the objective is words."""
    rows = re.findall(r"mip =\s+(\S+(?: found yet)?)\s+>=\s+(\S+)", text)
    if not rows:
        return None, None
    number = lambda word: -float(word) if re.fullmatch(r"-?[\d.e+]+", word) else None
    objective, bound = map(number, rows[-1])
    return objective, objective if "INTEGER OPTIMAL SOLUTION FOUND" in text else bound


def run(command, read, limit):
    """One process, ended by force a little after its own limit."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    guarded = ["timeout", "--foreground", "-s", "KILL", str(limit * 1.25 + 3), *map(str, command)]
    # GNU time knows the peak of that process alone; it counts cpu in hundredths only, the kernel finer.
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *guarded], capture_output=True, text=True)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    objective, bound = read(done.stdout)
    return dict(objective=objective, bound=bound, cpu=cpu, wall=wall, peak=int(done.stderr.strip().splitlines()[-1]) / 1024,
                stopped=wall >= limit)


def solvers(folder, n, limit, patient):
    """Name, command, how to read what it prints, seconds; by kind of land."""
    binary, text, whole = folder / f"{n}.bin", folder / f"{n}.mps", folder / f"{n}-whole.mps"
    divisible = [("Zonewright", [folder / "solve", binary, "divisible"], plain, patient)]
    if (folder / "lemon").exists():
        divisible += [("LEMON NetworkSimplex", [folder / "lemon", binary, "simplex"], plain, patient),
                      ("LEMON CostScaling", [folder / "lemon", binary, "scaling"], plain, patient)]
    units = [("Zonewright", [folder / "solve", binary, "whole"], plain, patient),
             ("rank and resolve", [folder / "solve", binary, "rank"], plain, patient)]
    if n <= MOST_AS_TEXT:
        if shutil.which("clp"):
            divisible.append(("CLP", ["clp", text, "-dualsimplex"], from_clp, patient))
        if shutil.which("glpsol"):
            divisible.append(("GLPK", ["glpsol", "--freemps", text, "--min", "--tmlim", int(limit)], from_glpk_simplex, limit))
        divisible.append(("HiGHS (SciPy)", ["/usr/bin/python3", "-c", HIGHS, binary, "divisible", limit], plain, limit))
        if shutil.which("cbc"):
            units.append(("CBC", ["cbc", whole, "-sec", limit, "-timeMode", "elapsed", "-ratio", 0, "-allow", 0, "solve"],
                          from_cbc, limit))
        if shutil.which("glpsol") and n <= 1000:
            units.append(("GLPK", ["glpsol", "--freemps", whole, "--min", "--cuts", "--tmlim", int(limit)], from_glpk_tree, limit))
        units.append(("HiGHS (SciPy)", ["/usr/bin/python3", "-c", HIGHS, binary, "whole", limit], plain, limit))
    return {"divisible": divisible, "whole": units}


def measure(rows):
    """Every solver once, by turns; whoever was quick twice more."""
    results = {}
    for turn in range(3):
        for name, command, read, limit in rows:
            if turn == 0 or results[name][0]["wall"] < 2:
                results.setdefault(name, []).append(run(command, read, limit))
    return results


def print_rows(n, land, results):
    figure = lambda value: "-" if value is None else f"{value:,.0f}"
    middle = lambda list_, what: statistics.median(one[what] for one in list_)
    ours = middle(results["Zonewright"], "cpu")
    for name, list_ in results.items():
        first = list_[0]
        objective, bound = first["objective"], first["bound"]
        exact = land == "divisible" and objective is not None and not first["stopped"]
        bound = objective if exact and bound is None else bound
        gap = "-" if objective is None or bound is None else f"{max(0.0, bound - objective) / objective:.4%}"
        wall = "> limit" if first["stopped"] else f"{middle(list_, 'wall'):.3f}"
        cpu = middle(list_, "cpu")
        print(f"| {n:,} | {land} | {name} | {figure(objective)} | {figure(bound)} | {gap} | {wall} | {cpu:.3f} | "
              f"{max(one['peak'] for one in list_):.0f} | {cpu / ours:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--sizes", help="units, with commas between; default 1000,10000,100000, with --slow also 1000000")
    parser.add_argument("--limit", type=float, default=20, help="seconds a general solver gets (default 20)")
    parser.add_argument("--slow", action="store_true", help="1,000,000 units too, and ten times the limits")
    options = parser.parse_args()
    sizes = options.sizes or "1000,10000,100000" + (",1000000" if options.slow else "")
    factor = 10 if options.slow else 1
    absent = [name for name in ("clp", "cbc", "glpsol") if not shutil.which(name)]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(options.build, folder)
        if absent:
            print(f"Not installed, left out: {', '.join(absent)}\n")
        print("| units × 12 | land | solver | objective | bound | gap | wall s | cpu s | peak MiB | cpu ratio |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for n in map(int, sizes.split(",")):
            make(folder, n)
            for land, rows in solvers(folder, n, options.limit * factor, 60 * factor).items():
                print_rows(n, land, measure(rows))


if __name__ == "__main__":
    main()
