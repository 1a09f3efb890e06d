"""Layers checked without a study: what `import` and `check` would say of them."""
import json
import os
import pathlib
import tempfile

from . import _native
from .answer import Answer
from .land import is_land, write


def check_layers(layers, *, plan=None, show=10, settings):
    """Checks layers by role, {"parcel": gdf, "town": "towns.gpkg"}: GeoDataFrames or files.

    A study is made of them in a temporary folder, each is imported under its role with its fields mapped, and all are
    checked together. The answer is that of `check` with `imports`: what import found of each. `findings` say where.
    """
    waiting = settings.waiting()
    with tempfile.TemporaryDirectory(prefix="zonewright-") as folder:
        study = os.path.join(folder, "study")
        question = {"study": study} if plan is None else {"study": study, "plan": plan}
        _native.ask("init", json.dumps(question), waiting)
        imports = {}
        for role, layer in layers.items():
            file = os.path.join(folder, f"{role}.geojson") if is_land(layer) else os.fspath(pathlib.Path(layer).absolute())
            if is_land(layer):
                write(layer, file, settings.language)
            imports[role] = json.loads(_native.ask("import", json.dumps({"study": study, "file": file, "role": role}), waiting))
        answer = json.loads(_native.ask("check", json.dumps({"study": study, "show": show}), waiting))
    answer["imports"] = imports
    answer["outputs"] = []  # they were in the temporary folder
    return Answer(answer)
