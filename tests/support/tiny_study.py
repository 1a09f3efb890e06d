"""A study small enough to run in a second and to check by eye: two towns side by side, twelve parcels of one hectare
in each, one road; as plain GeoJSON, so that a test can change any of it.

    塘厦镇 (441900116)      凤岗镇 (441900117)
    A1 A2 A3 A4            B1 B2 B3 B4
    A5 A6 A7 A8            B5 B6 B7 B8
    A9 A10 A11 A12         B9 B10 B11 B12
"""
import json
import pathlib

WEST, SOUTH = 500000, 2530000

DEMAND = ('\n[[demand]]\ncluster = "semiconductor"\narea_mu = 30\nminimum_site_mu = 30\nmaximum_site_mu = 60\n')


def rectangle(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(west, south, east, north):
    return {"type": "Polygon", "coordinates": [rectangle(west, south, east, north)]}


def layer(path: pathlib.Path, features, epsg=4547) -> pathlib.Path:
    """features: (geometry, properties) pairs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}},
        "features": [{"type": "Feature", "properties": p, "geometry": g} for g, p in features]}, ensure_ascii=False))
    return path


def towns():
    return [(polygon(WEST + 1000 * t, SOUTH, WEST + 1000 * t + 1000, SOUTH + 1000), {"code": code, "name": name})
            for t, (code, name) in enumerate([("441900116", "塘厦镇"), ("441900117", "凤岗镇")])]


def parcels():
    made = []
    for t in range(2):
        for k in range(12):
            west, north = WEST + 200 + 1000 * t + 100 * (k % 4), SOUTH + 800 - 100 * (k // 4)
            made.append((polygon(west, north - 100, west + 100, north),
                         {"id": f"{'AB'[t]}{k + 1}", "town_code": ["441900116", "441900117"][t],
                          "owner": f"村民小组 {k % 3}", "land_use": "0601", "approved_year": 2012}))
    return made


def roads():
    return [({"type": "LineString", "coordinates": [[WEST, SOUTH + 150], [WEST + 2000, SOUTH + 150]]},
             {"class": "arterial", "name": "环城路"})]


def definition(roles=("town", "parcel", "road"), demand=DEMAND, more="") -> str:
    text = ('schema = 1\ntitle = "小研究"\nplan = "dongguan-2024"\ncrs = "EPSG:4547"\ncell_size_m = 50\n'
            'weights = "default"\n'
            # The parcels state no supply status, so they are unclassified: said to be on offer here.
            'supply_classes = ["unclassified"]\n')
    for role in roles:
        text += (f'\n[[source]]\nrole = "{role}"\npath = "data/{role}.geojson"\nstatus = "official"\n'
                 'date = "2024-06-01"\n')
    return text + demand + more


def tiny_study(folder: pathlib.Path) -> pathlib.Path:
    """Writes it; nothing is run."""
    layer(folder / "data" / "town.geojson", towns())
    layer(folder / "data" / "parcel.geojson", parcels())
    layer(folder / "data" / "road.geojson", roads())
    (folder / "study.toml").write_text(definition())
    return folder
