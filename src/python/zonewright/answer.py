"""An answer: a plain dict, as `zonewright VERB --json` prints it, with a way to a GeoDataFrame."""

# Which key of a row says where it lies, first match first: key of the row → kind of shapes of the study.
_places = (("parcels", "parcel"), ("parcel", "parcel"), ("place", "place"), ("town_code", "town"), ("town", "town"))


class Answer(dict):
    """`warnings`, `outputs`, `status` and the answer's own keys; the JSON Schema is in the function's `schema`."""

    def __init__(self, values, study=None):
        super().__init__(values)
        self._study = study

    def tables(self):
        """The keys whose lists can be put on a map."""
        return [key for key, value in self.items() if isinstance(value, list) and value
                and isinstance(value[0], dict) and _has_place(value[0])]

    def to_geodataframe(self, table=None):
        """The rows of one list of the answer (the first that lies anywhere) as a GeoDataFrame.

        Sites are the union of their parcels, in the CRS of the study; answers with shapes of their own (locate) come in
        degrees (EPSG:4490). An answer about one parcel is one row. Needs GeoPandas.
        """
        import geopandas

        rows = self._rows(table)
        if rows and "geometry" in rows[0]:
            from shapely.geometry import shape

            plain = [{key: value for key, value in row.items() if key != "geometry"} for row in rows]
            return geopandas.GeoDataFrame(plain, geometry=[shape(row["geometry"]) for row in rows], crs=4490)
        if self._study is None:
            raise ValueError("this answer does not say where its rows lie: ask a study (zonewright.open)")
        shapes = _Shapes(self._study)
        return geopandas.GeoDataFrame(rows, geometry=[shapes.of(row) for row in rows], crs=shapes.epsg)

    def _rows(self, table):
        if table is not None:
            return self[table]
        tables = self.tables()
        if tables:
            return self[tables[0]]
        if _has_place(self):
            return [{key: value for key, value in self.items() if not isinstance(value, (list, dict))}]
        for value in self.values():
            if isinstance(value, list) and not value:
                return []
        raise ValueError("nothing in this answer lies anywhere; its keys: " + ", ".join(self))


def _has_place(row):
    return "geometry" in row or any(_key_of(row, key) for key, _ in _places)


def _key_of(row, key):
    value = row.get(key)
    if key == "parcels":
        return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
    return isinstance(value, str) and value != ""


class _Shapes:
    """Shapes of a study, each kind read once."""

    def __init__(self, study):
        self._study, self._kinds, self.epsg = study, {}, None

    def _kind(self, kind):
        if kind not in self._kinds:
            frame = self._study.shapes(kind)
            self.epsg = frame.crs
            self._kinds[kind] = dict(zip(frame["id"], frame.geometry))
        return self._kinds[kind]

    def of(self, row):
        for key, kind in _places:
            if not _key_of(row, key):
                continue
            known = self._kind(kind)
            if key != "parcels":
                return known.get(row[key])
            from shapely.ops import unary_union

            return unary_union([known[each] for each in row[key]])
        return None
