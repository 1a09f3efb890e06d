"""Intake beside PostGIS, GeoPandas and GRASS on the same damaged layer: what is invalid, what overlaps and by how much, what
the rebuilt polygons measure. Areas of the peers are planar; near 114°E the statutory area differs by less than 60 ppm.
"""
import json
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unittest

from temporary_postgis import TemporaryPostgis, binaries
from zonewright_cli import zonewright, zonewright_json

GEOPANDAS = "/usr/bin/python3"


def make_layer(path, seed=11, count=400):
    """A grid of 20 × 20 plots; every 17th is a bow tie, every 13th reaches 4 m into its neighbour, every 19th is there twice."""
    rng = random.Random(seed)
    corner = {(c, r): (474000 + c * 80 + rng.uniform(-6, 6), 2540000 + r * 80 + rng.uniform(-6, 6)) for c in range(21) for r in range(21)}
    features = []
    for i in range(count):
        c, r = i % 20, i // 20
        ring = [corner[c, r], corner[c, r + 1], corner[c + 1, r + 1], corner[c + 1, r]]
        if i % 17 == 16:
            ring[1], ring[2] = ring[2], ring[1]
        elif i % 13 == 12:
            ring = [ring[0], ring[1], (ring[2][0] + 4, ring[2][1]), (ring[3][0] + 4, ring[3][1])]
        for copy in range(2 if i % 19 == 18 else 1):
            features.append({"type": "Feature", "properties": {"BSM": f"{i}", "DLBM": "0601"},
                             "geometry": {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
    return path


class Peers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-intake-"))
        cls.layer = make_layer(cls.folder / "dltb.geojson")
        study = cls.folder / "study"
        study.mkdir()
        (study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')
        cls.answer = zonewright_json("import", study, cls.layer, "--role", "land_use", "--repair", "duplicate_features", code=3)
        cls.copy = study / "data" / "land_use_dltb.gpkg"

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def found(self, rule):
        return [f for f in self.answer["findings"] if f["rule"] == rule]

    def test_postgis_calls_the_same_polygons_invalid_and_rebuilds_the_same_areas(self):
        if not binaries():
            self.skipTest("no PostgreSQL here")
        with TemporaryPostgis() as server:
            server.load(self.layer, "dltb")
            invalid = server.query("SELECT bsm, ST_Area(ST_MakeValid(geom, 'method=structure keepcollapsed=false')) FROM dltb WHERE NOT ST_IsValid(geom)")
            self.assertEqual(sorted(f["feature"] for f in self.found("invalid_self_intersection")), sorted(row[0] for row in invalid))
            ours = {r["feature"]: r["after_m2"] for r in self.answer["repairs"] if r["rule"] == "invalid_self_intersection"}
            for name, area in invalid:
                self.assertAlmostEqual(ours[name] / float(area), 1, delta=6e-5)

    def test_postgis_finds_the_same_overlaps(self):
        if not binaries():
            self.skipTest("no PostgreSQL here")
        with TemporaryPostgis() as server:
            server.load(self.copy, "dltb")
            rows = server.query("""SELECT least(a.id, b.id), greatest(a.id, b.id), ST_Area(ST_Intersection(a.geom, b.geom)) FROM dltb a JOIN dltb b
                ON a.fid < b.fid AND ST_Intersects(a.geom, b.geom) WHERE ST_Area(ST_Intersection(a.geom, b.geom)) > 60""")
            theirs = {(a, b): float(area) for a, b, area in rows}
            ours = {tuple(sorted(f["feature"].split(", "))): f["area_m2"] for f in self.found("land_use_overlap") if f["area_m2"] > 60}
            self.assertEqual(ours.keys(), theirs.keys())
            for pair, area in theirs.items():
                self.assertAlmostEqual(ours[pair] / area, 1, delta=1e-4, msg=str(pair))
            self.assertGreater(len(ours), 15)

    def test_geopandas_finds_the_same_duplicates(self):
        script = ("import geopandas, sys; f = geopandas.read_file(sys.argv[1]); "
                  "print(int(f.geometry.normalize().to_wkb().duplicated().sum()))")
        done = subprocess.run([GEOPANDAS, "-c", script, str(self.layer)], capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest("no GeoPandas here: " + done.stderr[-200:])
        self.assertEqual(int(done.stdout), len(self.found("duplicate_feature")))
        self.assertEqual(sum(r["rule"] == "duplicate_feature" for r in self.answer["repairs"]), len(self.found("duplicate_feature")))

    def test_grass_measures_the_same_cover(self):
        if not shutil.which("grass"):
            self.skipTest("no GRASS here")
        location = self.folder / "location"
        subprocess.run(["grass", "-c", "EPSG:4547", "-e", str(location)], check=True, capture_output=True)
        run = ["grass", str(location / "PERMANENT"), "--exec"]
        subprocess.run([*run, "v.in.ogr", "-o", f"input={self.copy}", "output=dltb", "snap=-1", "--quiet"], check=True, capture_output=True)
        # An area of an overlap has the categories of both plots, so the sum over plots counts it twice, as ours does.
        report = subprocess.run([*run, "v.to.db", "-p", "map=dltb", "layer=1", "option=area", "--quiet"], capture_output=True, text=True).stdout
        total = sum(float(line.split("|")[1]) for line in report.splitlines() if "|" in line and line.split("|")[0].isdigit())
        self.assertAlmostEqual(total / zonewright_json("area", self.copy)["area_m2"], 1, delta=6e-5)


if __name__ == "__main__":
    unittest.main()
