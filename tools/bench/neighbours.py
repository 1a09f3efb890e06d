#!/usr/bin/python3
"""An allocation whose units like or shun their neighbours: ours beside HiGHS on the same problem, read from our certificate.

usage: tools/bench/neighbours.py STUDY [--scenario neighbours] [--program build/release/zonewright] [--seconds 120]
STUDY has run, for instance `zonewright demo STUDY --size city && zonewright run STUDY`. Both maximise score × area with the
terms of neighbours, every demand met between its bounds, whole units; values in score × cm² × 10⁴, gaps of each program's own
bound. HiGHS (SciPy) takes one thread and ends after --seconds.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

SCALE = 1e9  # solvers lose digits in numbers as large as these


class Model:
    """Rows and columns of a mixed integer program, grown one by one."""

    def __init__(self):
        self.cost, self.most, self.whole = [], [], []
        self.entries, self.low, self.high = ([], [], []), [], []

    def column(self, gain, most, whole):
        self.cost.append(-gain / SCALE)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, columns, factors, low, high):
        for column, factor in zip(columns, factors):
            for part, value in zip(self.entries, (len(self.low), column, factor)):
                part.append(value)
        self.low.append(low)
        self.high.append(high)


def model_of(problem):
    units, clusters = problem["units"], range(len(problem["clusters"]))
    lots = problem["minimum_lot"] or [0] * len(clusters)
    model, infinite = Model(), float("inf")
    given = {(u, k): model.column(values[k] * area, 1, 1)
             for u, (_, area, values) in enumerate(units) for k in clusters if values[k] is not None and values[k] >= 0 and area >= lots[k]}
    for u in range(len(units)):
        own = [given[u, k] for k in clusters if (u, k) in given]
        if own:
            model.row(own, [1] * len(own), -infinite, 1)
    for k, (low, high) in enumerate(problem["demand"]):
        own = [(column, units[u][1] / 1e6) for (u, cluster), column in given.items() if cluster == k]
        model.row([column for column, _ in own], [area for _, area in own], low / 1e6, high / 1e6)
    affinity = problem["neighbourhood"]["affinity"]
    for a, b, weight in problem["neighbourhood"]["sides"]:
        for k in clusters:
            for other in clusters:
                worth = weight * affinity[k * len(clusters) + other]
                if worth == 0 or (a, k) not in given or (b, other) not in given:
                    continue
                both = model.column(worth, 1, 0)
                if worth > 0:
                    model.row([both, given[a, k]], [1, -1], -infinite, 0)
                    model.row([both, given[b, other]], [1, -1], -infinite, 0)
                else:
                    model.row([given[a, k], given[b, other], both], [1, 1, -1], -infinite, 1)
    return model


def by_highs(problem, seconds):
    import numpy
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp
    model = model_of(problem)
    rows, columns, factors = model.entries
    matrix = sparse.csr_matrix((factors, (rows, columns)), shape=(len(model.low), len(model.cost)))
    start = time.perf_counter()
    found = milp(numpy.array(model.cost), constraints=LinearConstraint(matrix, model.low, model.high),
                 bounds=Bounds(0, numpy.array(model.most)), integrality=numpy.array(model.whole), options={"time_limit": seconds})
    took = time.perf_counter() - start
    if found.x is None:
        return None, None, took
    return -found.fun * SCALE, -found.mip_dual_bound * SCALE, took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study")
    parser.add_argument("--scenario", default="neighbours")
    parser.add_argument("--program", default="build/release/zonewright")
    parser.add_argument("--seconds", type=float, default=120)
    wanted = parser.parse_args()
    command = [wanted.program, "allocate", wanted.study, "--scenario", wanted.scenario]
    subprocess.run(command, capture_output=True, check=False)  # what it stands on is brought up first
    start = time.perf_counter()
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if finished.returncode not in (0, 3):
        sys.exit(finished.stderr.strip())
    certificate = json.loads((pathlib.Path(wanted.study) / "out/allocation" / (wanted.scenario + ".json")).read_text())
    answer, problem = certificate["answer"], certificate["problem"]
    if not problem.get("neighbourhood"):
        sys.exit(f"scenario {wanted.scenario} has no [neighbours]")
    print(f"{'program':<12} {'seconds':>8} {'value':>20} {'bound':>20} {'gap %':>8}")
    rows = [("ours, whole", took, answer["objective"], answer["bound"])]
    try:
        value, bound, seconds = by_highs(problem, wanted.seconds)
        rows.append(("HiGHS", seconds, value, bound))
    except ImportError:
        print("HiGHS: SciPy is not installed")
    for name, seconds, value, bound in rows:
        if value is None:
            print(f"{name:<12} {seconds:>8.1f} {'no allocation':>20}")
        else:
            print(f"{name:<12} {seconds:>8.1f} {value:>20.6g} {bound:>20.6g} {100 * (bound - value) / abs(value):>8.3f}")


if __name__ == "__main__":
    main()
