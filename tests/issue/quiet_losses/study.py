"""A study without sources beside a square of land, and rasters of known heights."""
import json
import struct

from zonewright_cli import Folder, zonewright_json

EAST, NORTH = 474000, 2544000
SQUARE = ((0, 0), (0, 100), (100, 100), (100, 0))
AREA = 9999.83  # of SQUARE at EAST, NORTH, by the geodesic on CGCS2000


def square(east=0):
    """The coordinates of SQUARE as a polygon of GeoJSON."""
    return [[[EAST + east + x, NORTH + y] for x, y in [*SQUARE, (0, 0)]]]


def feature(coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": coordinates}}


def collection(features):
    """Of features as texts, so that they may hold what no dict does."""
    return '{"type":"FeatureCollection","features":[' + ",".join(f if isinstance(f, str) else json.dumps(f) for f in features) + "]}"


def raster(path, cells, kind="Float32", bands=1, alpha=False, scale=None, epsg="EPSG:4547", origin=(EAST, 10, 0, NORTH + 1000, 0, -10), colours=False):
    """cells: one number for all but the first row, and the number of the first row."""
    from osgeo import gdal, osr
    ground, first = cells
    options = ["ALPHA=YES"] if alpha else ["PHOTOMETRIC=RGB"] if colours else []
    file = gdal.GetDriverByName("GTiff").Create(str(path), 10, 10, bands, getattr(gdal, f"GDT_{kind}"), options)
    file.SetGeoTransform(origin)
    crs = osr.SpatialReference()
    crs.SetFromUserInput(epsg)
    file.SetProjection(crs.ExportToWkt())
    row = struct.pack("10f", *[first] * 10) + struct.pack("90f", *[ground] * 90)
    for band in range(1, bands + 1):
        file.GetRasterBand(band).WriteRaster(0, 0, 10, 10, row, buf_type=gdal.GDT_Float32)
    if alpha:
        file.GetRasterBand(bands).WriteRaster(0, 0, 10, 10, struct.pack("10f", *[0] * 10) + struct.pack("90f", *[255] * 90), buf_type=gdal.GDT_Float32)
    if scale is not None:
        file.GetRasterBand(1).SetScale(scale)
    del file
    return path


class Study(Folder):
    def setUp(self):
        super().setUp()
        self.study = self.folder / "研究"
        self.study.mkdir()
        (self.study / "study.toml").write_text('schema = 1\ntitle = "t"\nplan = "dongguan-2024"\n')

    def put(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def area(self, path, *options, code=0):
        return zonewright_json("area", path, *options, code=code)

    def findings(self, path, role, *options, code=(0, 3)):
        answer = zonewright_json("import", self.study, path, "--role", role, *options, "--dry-run", code=code)
        return {f["rule"]: f for f in answer["findings"]}
