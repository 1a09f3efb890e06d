"""GeoDataFrames, GeoSeries and shapely geometries where a question takes a file of land.

They are written to a temporary GeoJSON with every digit of their coordinates and the CRS they state.
"""
import contextlib
import json
import os
import pathlib
import tempfile

from .errors import InputError

_words = {
    "zh": ("坐标系", "没有 EPSG 代码", "有 EPSG 代码的坐标系", "先 to_crs(4547)"),
    "en": ("CRS", "without an EPSG code", "a CRS with an EPSG code", "to_crs(4547) first"),
}


def is_land(value):
    """Whether it has shapes of its own."""
    return not isinstance(value, (str, os.PathLike)) and hasattr(value, "__geo_interface__")


def _epsg(value, language):
    crs = getattr(value, "crs", None)
    if crs is None:
        return None
    code = crs.to_epsg()
    if code is None:
        thing, found, expected, advice = _words[language]
        raise InputError(f"{thing}: {found}; {expected}; {advice}", thing, found, expected, advice)
    return code


def _features(value):
    shape = value.__geo_interface__
    if shape["type"] == "FeatureCollection":
        return [{key: each[key] for key in ("type", "properties", "geometry")} for each in shape["features"]]
    if shape["type"] == "Feature":
        return [{"type": "Feature", "properties": shape.get("properties") or {}, "geometry": shape["geometry"]}]
    return [{"type": "Feature", "properties": {}, "geometry": shape}]


def _plain(value):
    """Numbers and dates of NumPy and pandas as JSON has them."""
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def write(value, file, language="zh"):
    """Writes the shapes to `file`; missing values become null."""
    whole = {"type": "FeatureCollection", "features": _features(value)}
    epsg = _epsg(value, language)
    if epsg is not None:
        whole["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    for feature in whole["features"]:
        feature["properties"] = {key: None if each != each else each for key, each in feature["properties"].items()}
    pathlib.Path(file).write_text(json.dumps(whole, ensure_ascii=False, default=_plain), encoding="utf-8")


@contextlib.contextmanager
def as_files(question, land_fields, language):
    """The question with files in place of shapes; they are gone afterwards."""
    shaped = [name for name in land_fields if is_land(question.get(name))]
    if not shaped:
        yield question
        return
    with tempfile.TemporaryDirectory(prefix="zonewright-") as folder:
        whole = dict(question)
        for name in shaped:
            whole[name] = os.path.join(folder, f"{name}.geojson")
            write(question[name], whole[name], language)
        yield whole
