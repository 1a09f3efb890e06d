"""The allocation of the demonstration city against HiGHS (in SciPy) on a model written down anew from the certificate."""
import json
import unittest

from zonewright_cli import Folder, demo_study, zonewright_json

try:
    import numpy as np
    import scipy.sparse as sparse
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
    HIGHS = True
except ImportError:
    HIGHS = False

SECONDS = 60
SCALE = 1e-9  # the solver works in doubles: objectives of 1e14 become 1e5


class Model:
    """max Σ value · area · x − penalty · Σ lacking; x is the share of a unit that goes to a cluster."""

    def __init__(self, problem):
        lots = problem["minimum_lot"]
        self.pairs = [(u, c) for u, (_, area, values) in enumerate(problem["units"]) for c, value in enumerate(values)
                      if value is not None and area >= lots[c]]
        area = np.array([problem["units"][u][1] for u, _ in self.pairs], float)
        value = np.array([problem["units"][u][2][c] for u, c in self.pairs], float)
        pairs, clusters = len(self.pairs), len(problem["clusters"])
        self.gain = np.concatenate([value * area, np.full(clusters, -float(problem["shortfall_penalty"]))]) * SCALE
        # Land in hectares: 1e8 units of the certificate (cm²).
        self.gain[pairs:] *= 1e8
        column = np.arange(pairs)
        units = np.unique([u for u, _ in self.pairs], return_inverse=True)[1]
        once = sparse.csr_matrix((np.ones(pairs), (units, column)), shape=(units.max() + 1, pairs + clusters))
        given = sparse.csr_matrix((area / 1e8, ([c for _, c in self.pairs], column)), shape=(clusters, pairs + clusters))
        lacking = sparse.csr_matrix((np.ones(clusters), (np.arange(clusters), pairs + np.arange(clusters))), shape=(clusters, pairs + clusters))
        low, high = (np.array(side, float) / 1e8 for side in zip(*problem["demand"]))
        self.upper = sparse.vstack([once, given, -(given + lacking)], "csr")
        self.limits = np.concatenate([np.ones(units.max() + 1), high, -low])
        self.bounds = Bounds(0, np.concatenate([np.ones(pairs), np.full(clusters, np.inf)]))
        self.whole = np.concatenate([np.ones(pairs), np.zeros(clusters)])

    def divisible(self):
        answer = linprog(-self.gain, A_ub=self.upper, b_ub=self.limits, bounds=list(zip(self.bounds.lb * np.ones(self.gain.size), self.bounds.ub)), method="highs")
        return -answer.fun / SCALE

    def in_whole_units(self):
        """(objective, bound) as far as the time allows."""
        answer = milp(-self.gain, integrality=self.whole, bounds=self.bounds, constraints=[LinearConstraint(self.upper, -np.inf, self.limits)],
                      options={"time_limit": SECONDS, "mip_rel_gap": 1e-6})
        return -answer.fun / SCALE, -answer.mip_dual_bound / SCALE


@unittest.skipUnless(HIGHS, "SciPy is not installed (python3-scipy): nothing was compared")
class AllocationAgainstHighs(Folder):
    def answered(self, scenario):
        """Our answer and the problem of its certificate."""
        study = demo_study()
        (study / "scenarios").mkdir(exist_ok=True)
        file = study / "scenarios" / "beside_highs.toml"
        file.write_text(f'id = "beside_highs"\ntitle = {{ zh = "对照", en = "beside HiGHS" }}\n{scenario}', encoding="utf-8")
        self.addCleanup(file.unlink)
        answer = zonewright_json("allocate", study, "--scenario", "beside_highs", code=(0, 3))
        certificate = study / "out" / "allocation" / "beside_highs.json"
        self.addCleanup(certificate.unlink)
        problem = json.loads(certificate.read_text())["problem"]
        for kind in ("quotas", "places", "exclusive", "locked", "forbidden"):
            self.assertEqual(problem[kind], [], "the model beside it knows demand and minimum lots only")
        return answer, problem

    def test_divisible_land_has_the_same_optimum(self):
        answer, problem = self.answered("divisible = true\n[minimum_site_mu]\n" + "".join(
            f"{name} = 0\n" for name in ("electronics", "equipment", "semiconductor", "materials", "energy", "biomedicine", "ai", "low_altitude", "mobile_6g",
                                         "frontier_materials", "embodied_ai", "life_health")))
        best = Model(problem).divisible()
        self.assertEqual(answer["stop"], "proved")
        self.assertLess(abs(answer["objective"] - best), 1e-6 * abs(best))

    def test_whole_units_bound_each_other(self):
        answer, problem = self.answered("")
        objective, bound = Model(problem).in_whole_units()
        print(f"ours {answer['objective']:.6g} ≤ {answer['bound']:.6g}; HiGHS after {SECONDS} s at most {objective:.6g} ≤ {bound:.6g}")
        slack = 2e-6 * abs(objective)
        self.assertLessEqual(answer["objective"], bound + slack)
        self.assertLessEqual(objective, answer["bound"] + slack)
        if answer["stop"] == "proved":
            self.assertGreaterEqual(answer["objective"], objective - slack)


if __name__ == "__main__":
    unittest.main()
