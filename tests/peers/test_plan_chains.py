"""Hot squares of plan chains against spdep (R): Gi* and local Moran of the same counts, and their permutation tests."""
import math
import random
import shutil
import subprocess
import unittest

import tiny_study as tiny
from zonewright_cli import SOURCE, Folder, zonewright_json

CELL, BAND, PERMUTATIONS = 100, 150, 1999
COLUMNS, ROWS = 20, 10  # the two towns of the tiny study, 2 km × 1 km

SCRIPT = """
suppressMessages(library(spdep))
at <- read.csv(commandArgs(TRUE)[1])
near <- dnearneigh(as.matrix(at[, c("x", "y")]), 0, {band})
n <- at$count
gi <- localG(n, nb2listw(include.self(near), style = "B"))
moran <- localmoran(n, nb2listw(near, style = "W"))
folded <- localmoran_perm(n, nb2listw(near, style = "W"), nsim = {draws}, iseed = 1)[, "Pr(folded) Sim"]
set.seed(2)
tail <- t(sapply(seq_along(n), function(i) {{
    sums <- replicate({draws}, sum(sample(n[-i], length(near[[i]]))))
    seen <- sum(n[near[[i]]])
    c(min(sum(sums >= seen), sum(sums <= seen)), min(sum(sums > seen), sum(sums < seen)))
}}))
write.csv(data.frame(gi = as.numeric(gi), moran = moran[, "Ii"], folded = folded, with_ties = (tail[, 1] + 1) / ({draws} + 1),
                     without_ties = (tail[, 2] + 1) / ({draws} + 1)), commandArgs(TRUE)[2], row.names = FALSE)
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
                # Estimates from as many draws each: five deviations of their difference. Counts tie: spdep gives half of the
                # ties to either side, so that its p lies between that with them, which is ours, and that without.
                error = 5 * math.sqrt(2 * peer["with_ties"] * (1 - peer["with_ties"]) / PERMUTATIONS) + 3 / PERMUTATIONS
                self.assertLess(abs(square["gi_p"] - peer["with_ties"]), error)
                self.assertLess(abs(square["moran_p"] - peer["with_ties"]), error)
                self.assertLess(peer["folded"], square["moran_p"] + error)
                self.assertGreater(peer["folded"], peer["without_ties"] - error)

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
