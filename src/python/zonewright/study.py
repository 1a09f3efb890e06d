"""A study kept open: every question as a method, surfaces as NumPy arrays, shapes as GeoDataFrames."""
import dataclasses
import os
import pathlib
import threading
import typing

from . import _native
from .questions import asks_a_study, declared, method_for, python_name


@dataclasses.dataclass
class Settings:
    """language: "zh" or "en". threads: 0 for all cores. on_progress: called with (share 0…1, what is being done)."""

    language: str = "zh"
    threads: int = 0
    on_progress: typing.Optional[typing.Callable[[float, str], object]] = None

    def waiting(self):
        return _native.Waiting(self.language, self.threads, self.on_progress)


@dataclasses.dataclass(frozen=True)
class Surface:
    """Cells row by row from the north. Scores: 0…1, -1 excluded, NaN no data."""

    array: typing.Any
    west_m: float
    north_m: float
    cell_m: float
    epsg: int
    unit: str = ""
    title: str = ""

    @property
    def transform(self):
        """The six numbers of an affine transformation, as rasterio's Affine takes them."""
        return (self.cell_m, 0.0, self.west_m, 0.0, -self.cell_m, self.north_m)

    def __array__(self, dtype=None, copy=None):
        return self.array if dtype is None else self.array.astype(dtype)


class Study:
    """`zonewright.open(folder)`. Safe to use from several threads; one question is answered at a time."""

    def __init__(self, folder, settings):
        self.settings = settings
        self._lock = threading.RLock()
        self._open = _native.OpenStudy(os.fspath(folder), settings.waiting())

    @property
    def folder(self):
        return pathlib.Path(self._open.folder)

    def __repr__(self):
        return f"zonewright.open({str(self.folder)!r})"

    def __fspath__(self):
        return str(self.folder)

    def _ask(self, name, question):
        with self._lock:
            return self._open.ask(name, question, self.settings.waiting())

    def reload(self):
        """Reads study.toml and the sources anew at the next question."""
        with self._lock:
            self._open.reload()

    def _surface(self, kind, identifier="", cluster=""):
        with self._lock:
            array, place = self._open.surface(kind, identifier, cluster, self.settings.waiting())
        return Surface(array, **place)

    def surface(self, cluster):
        """The suitability of the cluster (id or name): an array that nothing else holds."""
        return self._surface("suitability", cluster=cluster)

    def criterion(self, criterion, cluster=""):
        """The measured values of a criterion, in its unit."""
        return self._surface("criterion", criterion, cluster)

    def construction(self):
        """Classes 1 to 5 of suitability for construction."""
        return self._surface("construction")

    def reasons(self):
        """Why land is excluded, as bits: 0 admissible, 4294967295 outside the city. Read only, not copied."""
        with self._lock:
            array, place = self._open.reasons(self.settings.waiting())
        return Surface(array, **place)

    def shapes(self, kind="parcel"):
        """Parcels, towns or places ("parcel", "town", "place") as a GeoDataFrame with the column `id`."""
        import geopandas

        with self._lock:
            epsg, ids, wkb = self._open.shapes(kind, self.settings.waiting())
        return geopandas.GeoDataFrame({"id": ids}, geometry=geopandas.GeoSeries.from_wkb(wkb), crs=epsg)


for _question in declared():
    if asks_a_study(_question):
        setattr(Study, python_name(_question["name"]), method_for(_question))
