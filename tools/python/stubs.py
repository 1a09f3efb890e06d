"""Writes the type stubs of `import zonewright` from the questions as they are declared: stubs.py PACKAGE_FOLDER TARGET"""
import pathlib
import sys

HEAD = '''"""Written by tools/python/stubs.py from the declared questions; not to be edited."""
import os
import pathlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

import geopandas
import numpy

class SupportsGeoInterface(Protocol):
    @property
    def __geo_interface__(self) -> dict[str, Any]: ...

class Error(Exception):
    thing: str
    value: str
    expected: str
    advice: str

class InputError(Error, ValueError): ...
class ResourceError(Error, OSError): ...
class InternalError(Error): ...

class Answer(dict[str, Any]):
    def tables(self) -> list[str]: ...
    def to_geodataframe(self, table: str | None = None) -> geopandas.GeoDataFrame: ...

class Settings:
    language: str
    threads: int
    on_progress: Callable[[float, str], object] | None

class Surface:
    array: numpy.ndarray[Any, Any]
    west_m: float
    north_m: float
    cell_m: float
    epsg: int
    unit: str
    title: str
    @property
    def transform(self) -> tuple[float, float, float, float, float, float]: ...
    def __array__(self, dtype: Any = None, copy: Any = None) -> numpy.ndarray[Any, Any]: ...

__version__: str
settings: Settings

def open(folder: str | os.PathLike[str], *, language: Literal["zh", "en"] | None = None, threads: int | None = None,
         on_progress: Callable[[float, str], object] | None = None) -> Study: ...
def score(measured: Mapping[str, Any], weights: Mapping[str, float], *, values: Mapping[str, Mapping[str, Any]] | None = None,
          aggregation: str = "wlc", cluster: str = "", plan: str = "", excluded: Any = None) -> numpy.ndarray[Any, Any]: ...
def check_layers(layers: Mapping[str, str | os.PathLike[str] | SupportsGeoInterface], *, plan: str | None = None,
                 show: int = 10) -> Answer: ...
'''

STUDY = '''
class Study:
    settings: Settings
    @property
    def folder(self) -> pathlib.Path: ...
    def __fspath__(self) -> str: ...
    def reload(self) -> None: ...
    def surface(self, cluster: str) -> Surface: ...
    def criterion(self, criterion: str, cluster: str = "") -> Surface: ...
    def construction(self) -> Surface: ...
    def reasons(self) -> Surface: ...
    def shapes(self, kind: Literal["parcel", "town", "place"] = "parcel") -> geopandas.GeoDataFrame: ...
'''


def parameter(questions, name, schema, required):
    kind = questions.type_of(schema)
    default = schema.get("default")
    name = questions.python_name(name)
    if required:
        return f"{name}: {kind}"
    if default is None or name == "language":
        return f"{name}: {kind} | None = None"
    return f"{name}: {kind} = {default!r}"


def definition(questions, question, of_study):
    fields = questions.fields_of(question, of_study)
    required = question["question"]["required"]
    first = sorted((name for name in fields if fields[name].get("by_position")), key=lambda name: name not in required)
    named = [name for name in fields if not fields[name].get("by_position")]
    parts = ["self"] if of_study else []
    parts += [parameter(questions, name, fields[name], name in required) for name in first]
    if named:
        parts += ["*"] + [parameter(questions, name, fields[name], name in required) for name in named]
    indent = "    " if of_study else ""
    help = question["question"]["help"]
    return (f"{indent}def {questions.python_name(question['name'])}({', '.join(parts)}) -> Answer:\n"
            f'{indent}    """{help["zh"]} / {help["en"]}"""\n')


def main(package, target):
    sys.path.insert(0, package)
    from zonewright import questions

    declared = questions.declared()
    text = HEAD + "".join("\n" + definition(questions, each, False) for each in declared) + STUDY
    text += "".join(definition(questions, each, True) for each in declared if questions.asks_a_study(each))
    pathlib.Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
