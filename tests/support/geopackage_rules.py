"""The requirements of the OGC GeoPackage Encoding Standard (OGC 12-128) that a file of features, attributes, R-trees and column
titles must meet, each under its number. `faults(path)` names every requirement that a file does not meet."""
import re
import sqlite3
import struct

GEOMETRIES = {"GEOMETRY": None, "POINT": {1}, "LINESTRING": {2}, "POLYGON": {3}, "MULTIPOINT": {4}, "MULTILINESTRING": {5},
              "MULTIPOLYGON": {6}, "GEOMETRYCOLLECTION": {4, 5, 6, 7}}
TYPES = re.compile(r"(BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|TEXT(\(\d+\))?|BLOB(\(\d+\))?|DATE|DATETIME)$")
# Column: type, NOT NULL, part of the primary key. Requirements 10, 13, 21, 58, 103, 107.
TABLES = {
    10: ("gpkg_spatial_ref_sys", {"srs_name": ("TEXT", 1, 0), "srs_id": ("INTEGER", None, 1), "organization": ("TEXT", 1, 0),
                                  "organization_coordsys_id": ("INTEGER", 1, 0), "definition": ("TEXT", 1, 0), "description": ("TEXT", 0, 0)}),
    13: ("gpkg_contents", {"table_name": ("TEXT", 1, 1), "data_type": ("TEXT", 1, 0), "identifier": ("TEXT", 0, 0),
                           "description": ("TEXT", 0, 0), "last_change": ("DATETIME", 1, 0), "min_x": ("DOUBLE", 0, 0),
                           "min_y": ("DOUBLE", 0, 0), "max_x": ("DOUBLE", 0, 0), "max_y": ("DOUBLE", 0, 0), "srs_id": ("INTEGER", 0, 0)}),
    21: ("gpkg_geometry_columns", {"table_name": ("TEXT", 1, 1), "column_name": ("TEXT", 1, 1), "geometry_type_name": ("TEXT", 1, 0),
                                   "srs_id": ("INTEGER", 1, 0), "z": ("TINYINT", 1, 0), "m": ("TINYINT", 1, 0)}),
    58: ("gpkg_extensions", {"table_name": ("TEXT", 0, 0), "column_name": ("TEXT", 0, 0), "extension_name": ("TEXT", 1, 0),
                             "definition": ("TEXT", 1, 0), "scope": ("TEXT", 1, 0)}),
    103: ("gpkg_data_columns", {"table_name": ("TEXT", 1, 1), "column_name": ("TEXT", 1, 1), "name": ("TEXT", 0, 0), "title": ("TEXT", 0, 0),
                                "description": ("TEXT", 0, 0), "mime_type": ("TEXT", 0, 0), "constraint_name": ("TEXT", 0, 0)}),
    107: ("gpkg_data_column_constraints", {"constraint_name": ("TEXT", 1, 0), "constraint_type": ("TEXT", 1, 0), "value": ("TEXT", 0, 0),
                                           "min": ("NUMERIC", 0, 0), "min_is_inclusive": ("BOOLEAN", 0, 0), "max": ("NUMERIC", 0, 0),
                                           "max_is_inclusive": ("BOOLEAN", 0, 0), "description": ("TEXT", 0, 0)}),
}
OPTIONAL = {58, 103, 107}


class Checked:
    def __init__(self, path):
        self.path, self.found = str(path), {}
        self.file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def rows(self, sql, *values):
        return self.file.execute(sql, values).fetchall()

    def columns(self, table):
        """name → (type, NOT NULL, primary key)."""
        return {row[1]: (row[2].upper(), row[3], 1 if row[5] else 0) for row in self.rows(f'PRAGMA table_info("{table}")')}

    def need(self, requirement, holds, what=""):
        if not holds:
            self.found.setdefault(requirement, []).append(what)

    def container(self):
        with open(self.path, "rb") as raw:
            head = raw.read(100)
        self.need(1, head[:16] == b"SQLite format 3\0")
        self.need(2, head[68:72] == b"GPKG" and struct.unpack(">i", head[60:64])[0] >= 10200, head[60:72])
        self.need(3, self.path.endswith(".gpkg"))
        self.need(6, self.rows("PRAGMA integrity_check") == [("ok",)])
        self.need(7, self.rows("PRAGMA foreign_key_check") == [])
        for requirement, (table, expected) in TABLES.items():
            columns = self.columns(table)
            if not columns and requirement in OPTIONAL:
                continue
            for name, (kind, required, key) in expected.items():
                got = columns.get(name)
                self.need(requirement, got is not None and got[0] == kind and required in (None, got[1]) and got[2] == key, f"{table}.{name} {got}")

    def contents(self):
        names = {row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        systems = dict(self.rows("SELECT srs_id, organization FROM gpkg_spatial_ref_sys"))
        self.need(11, systems.get(-1, "").upper() == "NONE" and systems.get(0, "").upper() == "NONE" and systems.get(4326, "").upper() == "EPSG")
        for table, kind, changed, system in self.rows("SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents"):
            self.need(14, table in names, table)
            self.need(15, re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", changed or "") is not None, f"{table} {changed}")
            self.need(16, system is None or system in systems, table)
            self.need(12, kind != "features" or system in systems, table)
            if table not in names:
                continue
            geometries = {row[0] for row in self.rows("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", table)}
            for name, (declared, _, _) in self.columns(table).items():
                self.need(5, name in geometries or TYPES.match(declared) is not None, f"{table}.{name} {declared}")
            keys = [name for name, (declared, _, key) in self.columns(table).items() if key and declared == "INTEGER"]
            if kind == "features":
                self.need(18, len(keys) == 1, table)
                self.need(29, len(keys) == 1, table)
                self.need(22, bool(geometries), table)
                self.need(30, len(geometries) == 1, table)
            elif kind == "attributes":
                self.need(118, table not in {row[0] for row in self.rows("SELECT table_name FROM gpkg_geometry_columns")}, table)
                self.need(119, len(keys) == 1, table)

    def geometry(self):
        systems = {row[0] for row in self.rows("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        kinds = {row[0]: (row[1], row[2]) for row in self.rows("SELECT table_name, data_type, srs_id FROM gpkg_contents")}
        for table, column, kind, system, z, m in self.rows("SELECT * FROM gpkg_geometry_columns"):
            self.need(23, kinds.get(table, ("",))[0] == "features", table)
            columns = self.columns(table)
            self.need(24, column in columns, f"{table}.{column}")
            self.need(25, kind in GEOMETRIES, f"{table} {kind}")
            self.need(26, system in systems, table)
            self.need(27, z in (0, 1, 2), table)
            self.need(28, m in (0, 1, 2), table)
            self.need(146, kinds.get(table, (None, None))[1] == system, table)
            self.need(31, columns.get(column, ("",))[0] == kind, f"{table} {columns.get(column)}")
            if column not in columns:
                continue
            for number, blob in self.rows(f'SELECT rowid, "{column}" FROM "{table}"'):
                if blob is not None:
                    self.blob(f"{table} {number}", blob, kind, system, z, m)

    def blob(self, where, blob, kind, system, z, m):
        magic, version, flags = blob[:2], blob[2], blob[3]
        envelope = (flags >> 1) & 7
        self.need(19, magic == b"GP" and version == 0 and not flags & 0x20 and envelope <= 4, where)
        if magic != b"GP" or envelope > 4:
            return
        order = "<" if flags & 1 else ">"
        self.need(33, struct.unpack(order + "i", blob[4:8])[0] == system, where)
        empty, size = bool(flags & 0x10), (0, 32, 48, 48, 64)[envelope]
        if empty and size:
            self.need(152, all(value != value for value in struct.unpack(f"{order}{size // 8}d", blob[8:8 + size])), where)
        wkb = blob[8 + size:]
        self.need(20, len(wkb) >= 9 and wkb[0] in (0, 1), where)
        if len(wkb) < 5:
            return
        code = struct.unpack(("<" if wkb[0] else ">") + "I", wkb[1:5])[0]
        allowed = GEOMETRIES.get(kind)
        self.need(32, allowed is None or code % 1000 in allowed, f"{where} {code}")
        dimensions = code // 1000
        self.need(27, not (z == 0 and dimensions in (1, 3)), where)
        self.need(28, not (m == 0 and dimensions in (2, 3)), where)

    def extensions(self):
        if not self.columns("gpkg_extensions"):
            return
        for table, column, name, definition, scope in self.rows("SELECT * FROM gpkg_extensions"):
            self.need(60, table is None or bool(self.columns(table)), table)
            self.need(61, column is None or column in self.columns(table), f"{table}.{column}")
            self.need(62, re.fullmatch(r"[A-Za-z0-9]+_[A-Za-z0-9_]+", name) is not None, name)
            self.need(63, bool(definition), name)
            self.need(64, scope in ("read-write", "write-only"), f"{name} {scope}")
            if name == "gpkg_rtree_index":
                self.need(76, column is not None and scope == "write-only", table)
        indexed = {row for row in self.rows("SELECT table_name, column_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")}
        made = {row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%rtree(%'")}
        self.need(75, made == {f"rtree_{table}_{column}" for table, column in indexed}, made)
        for table, column in indexed:
            self.index(table, column)

    def index(self, table, column):
        name = f"rtree_{table}_{column}"
        sql = (self.rows("SELECT sql FROM sqlite_master WHERE name = ?", name) or [("",)])[0][0]
        self.need(77, re.search(r"USING\s+rtree\s*\(id, minx, maxx, miny, maxy\)", sql) is not None, name)
        triggers = dict(self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE ? || '%'", name))
        update = {trigger[len(name) + 1:] for trigger in triggers} - {"insert", "delete"}
        self.need(77, f"{name}_insert" in triggers and f"{name}_delete" in triggers, f"{name} {sorted(triggers)}")
        self.need(77, update in ({"update1", "update2", "update3", "update4"},
                                 {"update2", "update4", "update5", "update6", "update7"}), f"{name} {sorted(update)}")
        third = triggers.get(f"{name}_update3", "")
        self.need(77, re.search(r"AFTER\s+UPDATE\s+OF", third) is None, f"{name}_update3 misses changes of the key")
        shapes = self.rows(f'SELECT count(*) FROM "{table}" WHERE "{column}" NOT NULL')[0][0]
        self.need(77, self.rows(f'SELECT count(*) FROM "{name}"')[0][0] == shapes, f"{name} has other rows than {table}")

    def titles(self):
        registered = self.rows("SELECT table_name, column_name, scope FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'") \
            if self.columns("gpkg_extensions") else []
        if not self.columns("gpkg_data_columns"):
            self.need(141, not registered)
            return
        self.need(141, sorted(registered) == [("gpkg_data_column_constraints", None, "read-write"), ("gpkg_data_columns", None, "read-write")],
                  registered)
        known = {row[0] for row in self.rows("SELECT table_name FROM gpkg_contents")}
        constraints = {row[0] for row in self.rows("SELECT constraint_name FROM gpkg_data_column_constraints")}
        for table, column, constraint in self.rows("SELECT table_name, column_name, constraint_name FROM gpkg_data_columns"):
            self.need(104, table in known, table)
            self.need(105, column in self.columns(table), f"{table}.{column}")
            self.need(106, constraint is None or (constraint in constraints and constraint == constraint.lower()), constraint)
        self.constraints()

    def constraints(self):
        ranges = []
        for name, kind, value, low, low_in, high, high_in in self.rows(
                "SELECT constraint_name, constraint_type, value, min, min_is_inclusive, max, max_is_inclusive FROM gpkg_data_column_constraints"):
            self.need(108, kind in ("range", "enum", "glob"), name)
            if kind == "range":
                self.need(110, value is None, name)
                self.need(111, low is not None and high is not None and low < high, name)
                self.need(112, low_in in (0, 1) and high_in in (0, 1), name)
            else:
                self.need(113, (low, low_in, high, high_in) == (None,) * 4, name)
                self.need(114, value is not None, name)
            ranges += [name] if kind != "enum" else []
        self.need(109, len(ranges) == len(set(ranges)), ranges)


def faults(path):
    """requirement → what does not meet it; empty for a conformant file."""
    checked = Checked(path)
    try:
        for part in (checked.container, checked.contents, checked.geometry, checked.extensions, checked.titles):
            part()
    finally:
        checked.file.close()
    return checked.found
