"""Hot squares of plan chains against spdep (R): Gi* and local Moran of the same counts, and their permutation tests."""
import math
import random
import shutil
import subprocess
import unittest

import tiny_study as tiny
from zonewright_cli import SOURCE, Folder, zonewright_json

CELL, BAND, PERMUTATIONS = 100, 150, 9999
COLUMNS, ROWS = 20, 10  # the two towns of the tiny study, 2 km × 1 km

SCRIPT = """
suppressMessages(library(spdep))
at <- read.csv(commandArgs(TRUE)[1])
near <- dnearneigh(as.matrix(at[, c("x", "y")]), 0, {band})
n <- at$count
gi <- localG(n, nb2listw(include.self(near), style = "B"))
gip <- attr(localG_perm(n, nb2listw(include.self(near), style = "B"), nsim = {draws}, iseed = 1), "internals")
moran <- localmoran(n, nb2listw(near, style = "W"))
moranp <- localmoran_perm(n, nb2listw(near, style = "W"), nsim = {draws}, iseed = 1)
write.csv(data.frame(gi = as.numeric(gi), gip = gip[, "Pr(folded) Sim"], moran = moran[, "Ii"],
                     moranp = moranp[, "Pr(folded) Sim"]), commandArgs(TRUE)[2], row.names = FALSE)
"""


def has_spdep():
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "-e", "library(spdep)"], capture_output=True).returncode == 0


@unittest.skipUnless(has_spdep(), "R with spdep is not installed (r-base-core, r-cran-spdep)")
class HotSquares(Folder):
    def test_are_those_of_spdep(self):
        counts = self.counts()
        ours = self.ours(counts)
        theirs = self.theirs(counts)
        self.assertGreater(len(ours), 50)
        for square in ours:
            column, row = round((square["x"] - tiny.WEST) / CELL - 0.5), round((square["y"] - tiny.SOUTH) / CELL - 0.5)
            peer = theirs[column, row]
            with self.subTest(column=column, row=row):
                self.assertEqual(square["enterprises"], counts[column, row])
                self.assertAlmostEqual(square["gi_star"], peer["gi"], places=9)
                self.assertAlmostEqual(square["moran"], peer["moran"], places=9)
                # Both are estimates from as many draws: five deviations of their difference. spdep halves what it counts
                # on the two sides, so ties of whole numbers may fall to either: they are left out by the mean of both.
                for key, other in (("gi_p", "gip"), ("moran_p", "moranp")):
                    p = max(square[key], peer[other], 1 / PERMUTATIONS)
                    self.assertLess(abs(square[key] - peer[other]), 5 * math.sqrt(2 * p * (1 - p) / PERMUTATIONS) + 2 / PERMUTATIONS, key)

    def counts(self):
        """A heap, a slope and single ones."""
        draw = random.Random(23)
        return {(c, r): int(6 * math.exp(-((c - 5) ** 2 + (r - 4) ** 2) / 6) + 3 * c / COLUMNS * draw.random() + (draw.random() < 0.2))
                for r in range(ROWS) for c in range(COLUMNS)}

    def ours(self, counts):
        study = tiny.tiny_study(self.folder / "study")
        points = [({"type": "Point", "coordinates": [tiny.WEST + (c + 0.5) * CELL, tiny.SOUTH + (r + 0.5) * CELL]},
                   {"name": f"{c}-{r}-{k}", "cluster": "ai", "class": "other"})
                  for (c, r), count in counts.items() for k in range(count)]
        tiny.layer(study / "data" / "enterprise.geojson", points)
        rules = (SOURCE / "layers/rules/chains.toml").read_text()
        for key, value in (("cell_m", CELL), ("band_m", BAND), ("permutations", PERMUTATIONS)):
            head, rest = rules.split(f'key = "{key}"')
            rules = head + f'key = "{key}"' + rest.replace(rest.split("value = ")[1].split("\n")[0], str(value), 1)
        (study / "layers" / "rules").mkdir(parents=True)
        (study / "layers" / "rules" / "chains.toml").write_text(rules)
        (study / "study.toml").write_text(tiny.definition(("town", "parcel", "road", "enterprise")))
        answer = zonewright_json("plan", "chains", study, "--cluster", "ai")
        self.assertEqual((answer["cell_m"], answer["band_m"], answer["permutations"], answer["squares"]),
                         (CELL, BAND, PERMUTATIONS, COLUMNS * ROWS))
        return answer["clusters"][0]["squares"]

    def theirs(self, counts):
        table, result, script = (self.folder / name for name in ("in.csv", "out.csv", "peer.R"))
        places = [(c, r) for r in range(ROWS) for c in range(COLUMNS)]
        table.write_text("x,y,count\n" + "".join(f"{(c + 0.5) * CELL},{(r + 0.5) * CELL},{counts[c, r]}\n" for c, r in places))
        script.write_text(SCRIPT.format(band=BAND, draws=PERMUTATIONS))
        subprocess.run(["Rscript", str(script), str(table), str(result)], check=True, capture_output=True)
        head, *rows = result.read_text().split()
        names = [name.strip('"') for name in head.split(",")]
        return dict(zip(places, (dict(zip(names, map(float, row.split(",")))) for row in rows)))


if __name__ == "__main__":
    unittest.main()
