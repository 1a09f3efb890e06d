"""The best objective of allocation problems, by HiGHS through SciPy.

    allocation_highs.py FILE

FILE holds one problem per line, as in a certificate. Prints one line for each: the best objective, and the best with land
that may be split at any fraction (for divisible land; else the same again). "-" where HiGHS did not finish. Written from the words of problem.h; shares nothing with the solver.
"""
import json
import sys

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

SECONDS = 30


class Rows:
    """Columns and rows of a linear program, collected."""

    def __init__(self):
        self.gain, self.low, self.high, self.whole = [], [], [], []
        self.entries, self.least, self.most = ([], [], []), [], []

    def column(self, gain, low, high, whole):
        for to, what in zip((self.gain, self.low, self.high, self.whole), (gain, low, high, whole)):
            to.append(what)
        return len(self.gain) - 1

    def row(self, terms, least, most):
        for column, weight in terms:
            for to, what in zip(self.entries, (weight, len(self.least), column)):
                to.append(what)
        self.least.append(least)
        self.most.append(most)

    def best(self, fractions):
        weights, rows, columns = self.entries
        matrix = sparse.csr_matrix((weights, (rows, columns)), shape=(len(self.least), len(self.gain)))
        whole = [1 if kind == "yes" or (kind == "area" and not fractions) else 0 for kind in self.whole]
        return milp(-np.array(self.gain, float), integrality=whole, bounds=Bounds(self.low, self.high),
                    constraints=LinearConstraint(matrix, self.least, self.most), options={"time_limit": SECONDS, "mip_rel_gap": 0})


def pieces_of(rows, problem):
    """A column per unit and cluster it may go to: the area (divisible) or whether it goes there."""
    divisible, area = problem["divisible"], [unit[1] for unit in problem["units"]]
    lots = problem["minimum_lot"] or [0] * len(problem["clusters"])
    locked, forbidden = dict(problem["locked"]), {tuple(pair) for pair in problem["forbidden"]}
    pieces = {}
    for u, (_, _, values) in enumerate(problem["units"]):
        for c, value in enumerate(values):
            if value is None or area[u] < lots[c] or (u, c) in forbidden or locked.get(u, c) != c:
                continue
            most = area[u] if divisible else 1
            pieces[u, c] = rows.column(value if divisible else value * area[u], most if u in locked else 0, most, "area" if divisible else "yes")
        mine = [(pieces[u, c], 1) for c in range(len(values)) if (u, c) in pieces]
        if mine:
            rows.row(mine, 0, area[u] if divisible else 1)
    return pieces, area, lots


def limits(rows, problem, pieces, area):
    size = (lambda u: 1) if problem["divisible"] else (lambda u: area[u])

    def band(keys, low, high):
        terms = [(pieces[key], size(key[0])) for key in keys]
        lacking = rows.column(-problem["shortfall_penalty"], 0, np.inf, "area")
        rows.row(terms + [(lacking, 1)], low, np.inf)
        rows.row(terms, -np.inf, np.inf if high is None else high)

    for c, (low, high) in enumerate(problem["demand"]):
        band([key for key in pieces if key[1] == c], low, high)
    for quota in problem["quotas"]:
        inside = set(problem["places"][quota["place"]]["units"])
        band([key for key in pieces if key[0] in inside and quota["cluster"] in (None, key[1])], *quota["band"])
    if "budget" in problem:
        cost = problem["budget"]["cost"]
        rows.row([(column, size(key[0]) * cost[key[0]]) for key, column in pieces.items()], -np.inf, problem["budget"]["limit"])


def choices(rows, problem, pieces, area, lots):
    """Whether a piece, a unit, a town is used at all."""
    divisible = problem["divisible"]
    most = (lambda u: area[u]) if divisible else (lambda u: 1)
    for (u, c), column in pieces.items() if divisible else ():
        if lots[c] > 0:
            used = rows.column(0, 0, 1, "yes")
            rows.row([(column, 1), (used, -area[u])], -np.inf, 0)
            rows.row([(column, 1), (used, -lots[c])], 0, np.inf)
    used = {}
    for units in problem["exclusive"]:
        for u in units:
            if u not in used:
                used[u] = rows.column(0, 0, 1, "yes")
                for (v, c), column in pieces.items():
                    if u == v:
                        rows.row([(column, 1), (used[u], -most(u))], -np.inf, 0)
        rows.row([(used[u], 1) for u in units], -np.inf, 1)
    towns = problem.get("town_limit")
    for c, maximum in enumerate(towns["maximum"] if towns else ()):
        if maximum == 0:
            continue
        there = [rows.column(0, 0, 1, "yes") for _ in range(towns["town_count"])]
        rows.row([(column, 1) for column in there], -np.inf, maximum)
        for (u, d), column in pieces.items():
            if d == c:
                rows.row([(column, 1), (there[towns["town_of"][u]], -most(u))], -np.inf, 0)


def sides(rows, problem, pieces):
    hood = problem.get("neighbourhood")
    clusters = len(problem["clusters"])
    for a, b, weight in hood["sides"] if hood else ():
        for j in range(clusters):
            for l in range(clusters):
                worth = weight * hood["affinity"][j * clusters + l]
                if worth == 0 or (a, j) not in pieces or (b, l) not in pieces:
                    continue
                both, x, y = rows.column(worth, 0, 1, "no"), pieces[a, j], pieces[b, l]
                rows.row([(both, 1), (x, -1)], -np.inf, 0)
                rows.row([(both, 1), (y, -1)], -np.inf, 0)
                rows.row([(both, 1), (x, -1), (y, -1)], -1, np.inf)


def model_of(problem):
    rows = Rows()
    pieces, area, lots = pieces_of(rows, problem)
    limits(rows, problem, pieces, area)
    choices(rows, problem, pieces, area, lots)
    sides(rows, problem, pieces)
    return rows


def word(answer):
    return repr(-answer.fun) if answer.status == 0 else "-"


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            problem = json.loads(line)
            rows = model_of(problem)
            best = word(rows.best(fractions=False))
            print(best, word(rows.best(fractions=True)) if problem["divisible"] else best, flush=True)


if __name__ == "__main__":
    main()
