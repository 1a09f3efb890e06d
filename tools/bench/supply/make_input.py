#!/usr/bin/python3
"""Seeded input for the overlay benchmark: a tessellation of parcels and constraints with crooked edges, EPSG:4547.

make_input.py FOLDER [--parcels 200000] [--constraints 20000] [--redline 10000] [--seed 1]
One of the constraints is a redline of --redline vertices; neighbours of one layer share their edges.
"""
import argparse
import os
import struct

import numpy as np
from osgeo import gdal, ogr, osr
from scipy.spatial import Voronoi

gdal.UseExceptions()
PARCEL_M2, CONSTRAINT_M2 = 11400.0, 50000.0
WEST, SOUTH = 450000.0, 2505000.0


def tessellation(count, width, height, bends, seed):
    """Voronoi cells with edges bent inside their two cells, as closed rings; neighbours share every vertex."""
    rng = np.random.default_rng(seed)
    points = rng.random((count, 2)) * [width, height]
    voronoi = Voronoi(points)
    corners = np.round(voronoi.vertices, 3)
    ridges = np.asarray(voronoi.ridge_vertices)
    bent = {}
    for index, ((a, b), (p, _)) in enumerate(zip(ridges, voronoi.ridge_points)):
        if a < 0:
            continue
        start, step = corners[a], corners[b] - corners[a]
        length = np.hypot(*step)
        if length < 4:
            bent[(a, b)] = np.empty((0, 2))
            continue
        normal = np.array([-step[1], step[0]]) / length
        reach = abs(np.dot(points[p] - start, normal))
        foot = np.dot(points[p] - start, step) / length**2
        n = int(rng.integers(1, bends + 1))
        t = np.arange(1, n + 1) / (n + 1)
        # The bend stays inside the triangle of edge and cell centre, so that no cell crosses itself.
        cap = np.where(t < foot, t / max(foot, 1e-9), (1 - t) / max(1 - foot, 1e-9)) if 0 <= foot <= 1 else np.minimum(t, 1 - t)
        away = np.minimum(0.6 * reach * cap, 0.12 * length) * rng.uniform(-1, 1, n)
        bent[(a, b)] = np.round(start + t[:, None] * step + away[:, None] * normal, 3)
    for region in (voronoi.regions[i] for i in voronoi.point_region):
        if len(region) < 3 or -1 in region:
            continue
        ring = []
        for a, b in zip(region, region[1:] + region[:1]):
            ring.append(corners[a][None])
            ring.append(bent[(a, b)] if (a, b) in bent else bent[(b, a)][::-1])
        ring = np.concatenate(ring)
        if (ring.min(0) < 0).any() or (ring.max(0) > [width, height]).any():
            continue
        yield np.concatenate([ring, ring[:1]])


def redline(vertices, width, height, seed):
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    rng = np.random.default_rng(seed)
    radius = 0.3 * min(width, height) * (1 + 0.2 * np.sin(5 * angle) + 0.004 * rng.uniform(-1, 1, vertices))
    ring = np.round(np.c_[width / 2 + radius * np.cos(angle), height / 2 + radius * np.sin(angle)], 3)
    return np.concatenate([ring, ring[:1]])


def write(path, rings):
    if os.path.exists(path):
        os.remove(path)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4547)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = file.CreateLayer(os.path.basename(path)[:-5], srs, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
    layer.CreateField(ogr.FieldDefn("pid", ogr.OFTInteger64))
    file.StartTransaction()
    vertices = 0
    pid = 0
    for ring in rings:
        ring = ring + [WEST, SOUTH]
        geometry = ogr.CreateGeometryFromWkb(struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.astype("<f8").tobytes())
        if not geometry.IsValid():  # two bends of a narrow corner can cross
            continue
        pid += 1
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["pid"] = pid
        feature.SetGeometryDirectly(geometry)
        layer.CreateFeature(feature)
        vertices += len(ring)
    file.CommitTransaction()
    print(f"{path}: {pid} polygons, {vertices / pid:.1f} vertices on average")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--parcels", type=int, default=200000)
    parser.add_argument("--constraints", type=int, default=20000)
    parser.add_argument("--redline", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    size = options.parcels * 1.03 + 100
    height = (size * PARCEL_M2 * 0.6) ** 0.5
    width = height / 0.6
    parcels = list(tessellation(int(size), width, height, 6, options.seed))[: options.parcels]
    write(f"{options.folder}/parcels.gpkg", parcels)
    cells = list(tessellation(int(width * height / CONSTRAINT_M2), width, height, 9, options.seed + 1))
    chosen = np.sort(np.random.default_rng(options.seed + 2).permutation(len(cells))[: options.constraints - 1])
    rings = [redline(options.redline, width, height, options.seed + 3)] + [cells[i] for i in chosen]
    write(f"{options.folder}/constraints.gpkg", rings)


if __name__ == "__main__":
    main()
