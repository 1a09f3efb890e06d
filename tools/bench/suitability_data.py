#!/usr/bin/python3
"""Makes seeded input for tools/bench/suitability: twelve criteria, land use, roads, parcels.

usage: suitability_data.py FOLDER [--columns 4000] [--rows 3000] [--parcels 50000]
Cells of 10 m in EPSG:4547; nodata outside an irregular city outline and in small holes; 8 of 12 criteria noisy.
"""
import argparse
import os

import numpy as np
from osgeo import gdal, ogr, osr
from scipy import ndimage
from scipy.spatial import Voronoi

gdal.UseExceptions()
ogr.UseExceptions()
NODATA = -9999.0
TILED = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
WEST, NORTH, CELL = 450000.0, 2565000.0, 10.0


class City:
    def __init__(self, folder, columns, rows):
        self.folder, self.columns, self.rows = folder, columns, rows
        self.srs = osr.SpatialReference()
        self.srs.ImportFromEPSG(4547)
        self.srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        y, x = np.mgrid[0:rows, 0:columns]
        angle = np.arctan2(y - rows / 2, x - columns / 2)
        reach = 1 + 0.10 * np.sin(3 * angle + 1) + 0.07 * np.sin(5 * angle + 2) + 0.03 * np.sin(11 * angle)
        away = np.hypot((x - columns / 2) / (0.42 * columns), (y - rows / 2) / (0.39 * rows))
        self.inside = away < reach

    def waves(self, cell, seed):
        grid = np.random.default_rng(seed).random((self.rows // cell + 3, self.columns // cell + 3), dtype=np.float32)
        return ndimage.zoom(grid, cell, order=1)[:self.rows, :self.columns]

    def write(self, name, values, kind, nodata, options=TILED):
        raster = gdal.GetDriverByName("GTiff").Create(os.path.join(self.folder, name), self.columns, self.rows, 1, kind, options)
        raster.SetGeoTransform((WEST, CELL, 0, NORTH, 0, -CELL))
        raster.SetProjection(self.srs.ExportToWkt())
        if nodata is not None:
            raster.GetRasterBand(1).SetNoDataValue(nodata)
        raster.GetRasterBand(1).WriteArray(values)

    def criteria(self):
        for c in range(12):
            values = 100 * (0.6 * self.waves(200, 100 + c) + 0.3 * self.waves(50, 200 + c) + 0.1 * self.waves(10, 300 + c))
            if c % 3 != 2:
                values = values + np.random.default_rng(400 + c).normal(0, 0.5, values.shape)
            values = values.astype(np.float32)
            values[~self.inside] = NODATA
            values[self.waves(100, 500 + c) > 0.985] = NODATA
            self.write(f"c{c:02}.tif", values, gdal.GDT_Float32, NODATA)
            if c == 0:
                self.write("good.tif", (values > 45).astype(np.uint8), gdal.GDT_Byte, None)

    def land_use(self):
        field = 0.6 * self.waves(50, 901) + 0.4 * self.waves(12, 902)
        classes = np.digitize(field, np.quantile(field[::10, ::10], np.linspace(0, 1, 13)[1:-1])) + 1
        classes[~self.inside] = 0
        self.write("landuse.tif", classes.astype(np.uint8), gdal.GDT_Byte, 0)

    def layer(self, name, kind):
        path = os.path.join(self.folder, name + ".gpkg")
        source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        layer = source.CreateLayer(name, self.srs, kind)
        layer.CreateField(ogr.FieldDefn("pid", ogr.OFTInteger64))
        source.StartTransaction()
        return source, layer

    def is_inside(self, x, y):
        column, row = int((x - WEST) / CELL), int((NORTH - y) / CELL)
        return 0 <= column < self.columns and 0 <= row < self.rows and self.inside[row, column]

    def roads(self, count):
        source, layer = self.layer("roads", ogr.wkbLineString)
        random = np.random.default_rng(77)
        for _ in range(count):
            x, y = WEST + random.random() * self.columns * CELL, NORTH - random.random() * self.rows * CELL
            angle = random.integers(0, 4) * np.pi / 2
            line = ogr.Geometry(ogr.wkbLineString)
            line.AddPoint_2D(x, y)
            for _ in range(int(random.integers(5, 40))):
                angle += random.normal(0, 0.15)
                x, y = x + 50 * np.cos(angle), y + 50 * np.sin(angle)
                line.AddPoint_2D(x, y)
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(line)
            layer.CreateFeature(feature)
        source.CommitTransaction()
        del layer, source
        target = gdal.GetDriverByName("GTiff").Create(os.path.join(self.folder, "roads.tif"), self.columns, self.rows, 1, gdal.GDT_Byte, TILED)
        target.SetGeoTransform((WEST, CELL, 0, NORTH, 0, -CELL))
        target.SetProjection(self.srs.ExportToWkt())
        vectors = ogr.Open(os.path.join(self.folder, "roads.gpkg"))
        gdal.RasterizeLayer(target, [1], vectors.GetLayer(0), burn_values=[1])

    def parcels(self, count):
        width, height = self.columns * CELL, self.rows * CELL
        random = np.random.default_rng(11)
        points = random.random((int(count * 2.1), 2)) * [width, height] + [WEST, NORTH - height]
        diagram = Voronoi(points)
        source, layer = self.layer("parcels", ogr.wkbPolygon)
        made = 0
        for i, region in enumerate(diagram.point_region):
            corners = diagram.regions[region]
            if made == count or -1 in corners or len(corners) < 3 or not self.is_inside(*points[i]):
                continue
            ring = ogr.Geometry(ogr.wkbLinearRing)
            shape = np.round(diagram.vertices[corners], 3)
            for a, b in zip(shape, np.roll(shape, -1, axis=0)):
                for step in (0, 0.25, 0.5, 0.75):
                    ring.AddPoint_2D(*(a + step * (b - a)))
            ring.CloseRings()
            polygon = ogr.Geometry(ogr.wkbPolygon)
            polygon.AddGeometry(ring)
            feature = ogr.Feature(layer.GetLayerDefn())
            made += 1
            feature["pid"] = made
            feature.SetGeometry(polygon)
            layer.CreateFeature(feature)
        source.CommitTransaction()
        return made


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--columns", type=int, default=4000)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--parcels", type=int, default=50000)
    wanted = parser.parse_args()
    os.makedirs(wanted.folder, exist_ok=True)
    city = City(wanted.folder, wanted.columns, wanted.rows)
    city.criteria()
    city.land_use()
    city.roads(wanted.columns * wanted.rows // 2400)
    print("parcels", city.parcels(wanted.parcels))


if __name__ == "__main__":
    main()
