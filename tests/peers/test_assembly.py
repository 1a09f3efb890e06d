"""Assembled sites beside GRASS r.clump with a minimum area, the usual way to look for contiguous land.

r.clump knows connection and nothing else, so it is an upper bound on what can be connected: every site that hangs together by
shared edges alone must lie inside one of its clumps, and that clump is at least as large. It has no upper area, no shape and no
price, so it cannot say which part of a clump to take.
"""
import collections
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from zonewright_cli import Folder, demo_study  # noqa: E402

try:
    from osgeo import gdal, ogr
    gdal.UseExceptions()
except ImportError:
    gdal = None

CELL_M = 5
LEAST_HA = 4


@unittest.skipIf(shutil.which("grass") is None, "GRASS is not installed")
@unittest.skipIf(gdal is None, "the Python bindings of GDAL are not installed")
class Clumps(Folder):
    def setUp(self):
        super().setUp()
        self.package = demo_study() / "out" / "zonewright.gpkg"
        source = ogr.Open(str(self.package))
        west, east, south, north = source.GetLayer("parcel").GetExtent()
        west, north = west - 10 * CELL_M, north + 10 * CELL_M
        columns, rows = int((east - west) / CELL_M) + 20, int((north - south) / CELL_M) + 20
        raster = gdal.GetDriverByName("GTiff").Create(str(self.folder / "land.tif"), columns, rows, 1, gdal.GDT_Byte)
        raster.SetGeoTransform((west, CELL_M, 0, north, 0, -CELL_M))
        raster.SetProjection(source.GetLayer("parcel").GetSpatialRef().ExportToWkt())
        land = source.GetLayer("parcel")
        land.SetAttributeFilter("net_m2 > 0")
        gdal.RasterizeLayer(raster, [1], land, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
        raster.GetRasterBand(1).SetNoDataValue(0)
        self.frame = west, north
        raster = None
        script = (f"r.in.gdal --q input='{self.folder}/land.tif' output=land\n"
                  "g.region raster=land\nr.null --q map=land setnull=0\nr.clump --q -d input=land output=clump\n"
                  f"r.reclass.area --q input=clump output=large value={LEAST_HA} mode=greater\n"
                  f"r.out.gdal --q -f -c input=large output='{self.folder}/large.tif' type=Int32 nodata=-1\n")
        (self.folder / "run.sh").write_text("set -e\n" + script)
        done = subprocess.run(["grass", "--tmp-location", "EPSG:4547", "--exec", "bash", str(self.folder / "run.sh")],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        self.clumps = gdal.Open(str(self.folder / "large.tif")).ReadAsArray()

    def clump_under(self, geometry):
        point = geometry.PointOnSurface()
        return int(self.clumps[int((self.frame[1] - point.GetY()) / CELL_M), int((point.GetX() - self.frame[0]) / CELL_M)])

    def test_sites_joined_by_shared_edges_lie_in_one_clump_at_least_as_large(self):
        source = ogr.Open(str(self.package))  # held: a layer does not outlive its source
        layer = source.GetLayer("parcel")
        shapes = {f.GetField("id"): f.GetGeometryRef().Clone() for f in layer}
        with sqlite3.connect(self.package) as package:
            members = collections.defaultdict(set)
            for site, parcel in package.execute("SELECT site_id, parcel_id FROM site_parcel"):
                members[site].add(parcel)
            touching = {frozenset(row) for row in package.execute("SELECT parcel_a, parcel_b FROM link WHERE reason = 'shared_edge'")}
            areas = dict(package.execute("SELECT id, gross_m2 FROM site"))
        compared = 0
        cells = collections.Counter(self.clumps[self.clumps > 0].tolist())
        for site, parcels in members.items():
            if areas[site] < 1.1e4 * LEAST_HA or not joined(parcels, touching):
                continue
            clumps = {self.clump_under(shapes[parcel]) for parcel in parcels}
            self.assertEqual(len(clumps), 1, f"{site} lies in clumps {clumps}")
            self.assertGreaterEqual(cells[clumps.pop()] * CELL_M ** 2, 0.95 * areas[site], site)
            compared += 1
        self.assertGreater(compared, 3)
        largest = max(cells.values()) * CELL_M ** 2 / 666.67
        print(f"{compared} sites agree; r.clump's largest piece has {largest:.0f} mu", file=sys.stderr)


def joined(parcels, links):
    """Do the links among these parcels hold them all together?"""
    left, queue = set(parcels), [min(parcels)]
    left.discard(queue[0])
    while queue:
        here = queue.pop()
        beside = {p for p in left if frozenset((here, p)) in links}
        left -= beside
        queue.extend(beside)
    return not left


if __name__ == "__main__":
    unittest.main()
