#!/usr/bin/python3
"""Makes land use that tiles: make_input.py FOLDER [COUNT] [VERTICES] [SEED] → FOLDER/land_use.gpkg in EPSG:4547.

A grid of cells with bent edges; neighbours share every vertex. Every 2,000th cell is moved by 3 m (an overlap and a gap),
every 5,000th is a bow tie. The file is the same for the same arguments.
"""
import math
import pathlib
import random
import sys

from osgeo import ogr, osr


def main():
    folder = pathlib.Path(sys.argv[1])
    count, vertices, seed = (int(v) for v in (sys.argv[2:] + ["200000", "30", "1"][len(sys.argv) - 2:]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "land_use.gpkg").unlink(missing_ok=True)
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    size, between = 60.0, max(0, round(vertices / 4) - 1)
    rng = random.Random(seed)
    corner = {(c, r): (470000 + c * size + rng.uniform(-9, 9), 2520000 + r * size + rng.uniform(-9, 9))
              for c in range(columns + 1) for r in range(rows + 1)}
    edges = {}

    def edge(a, b):
        """Points from corner a up to, not including, corner b; the same points in either direction."""
        key = (a, b) if a < b else (b, a)
        if key not in edges:
            (x0, y0), (x1, y1) = corner[key[0]], corner[key[1]]
            edges[key] = [(x0 + (x1 - x0) * t + rng.uniform(-1.5, 1.5), y0 + (y1 - y0) * t + rng.uniform(-1.5, 1.5))
                          for t in (i / (between + 1) for i in range(1, between + 1))]
        middle = edges[key] if a < b else edges[key][::-1]
        return [corner[a], *middle]

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4547)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "land_use.gpkg"))
    layer = data.CreateLayer("land_use", reference, ogr.wkbPolygon)
    for name, kind in (("BSM", ogr.OFTString), ("DLBM", ogr.OFTString), ("DLMC", ogr.OFTString)):
        layer.CreateField(ogr.FieldDefn(name, kind))
    data.StartTransaction()
    for i in range(count):
        c, r = i % columns, i // columns
        loop = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1)]
        points = [p for k in range(4) for p in edge(loop[k], loop[(k + 1) % 4])]
        if i % 2000 == 1999:
            points = [(x + 3, y) for x, y in points]
        if i % 5000 == 4999:
            points[3], points[-4] = points[-4], points[3]
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in points + points[:1]:
            ring.AddPoint_2D(x, y)
        shape = ogr.Geometry(ogr.wkbPolygon)
        shape.AddGeometry(ring)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["BSM"], feature["DLBM"], feature["DLMC"] = str(i), "0601", "工业用地"
        feature.SetGeometryDirectly(shape)
        layer.CreateFeature(feature)
    data.CommitTransaction()


if __name__ == "__main__":
    main()
