"""Studies drawn by seed: every table of the study and every layer may be absent, empty, single, far away or covering
everything."""
import json
import pathlib
import random

import tiny_study as tiny

FAR_M = 300_000  # north of the city, inside the zone of the CRS
WEST, SOUTH = tiny.WEST, tiny.SOUTH

POLYGONS = {"water": {"name": "塘", "class": "pond"}, "farmland": {"id": "F1"}, "ecological_redline": {},
            "growth_boundary": {"id": "G1", "zone_name": "城镇集中建设区"}, "geohazard": {"level": "high"}, "heritage": {},
            "industrial_line": {}, "water_source": {}}
POINTS = {"metro_station": {"name": "站"}, "enterprise": {"name": "厂", "cluster": "semiconductor", "class": "leading"},
          "service": {"name": "学校", "class": "school"}, "gateway": {"name": "口岸", "class": "port"}, "interchange": {}, "platform": {"name": "院", "class": "university", "cluster": "ai"},
          "substation": {}}
LINES = {"road": {"class": "arterial", "name": "环城路"}, "power_line": {"voltage_kv": 110}}
STATES = ("absent", "present", "empty", "single", "far", "covering")

PLANE = ('PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
         'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
         'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
         'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],'
         'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')


def shapes(kind, count, shift, covering):
    if covering and kind == "polygon":
        return [tiny.polygon(WEST - 500, SOUTH - 500, WEST + 2500, SOUTH + 1500)]
    made = []
    for i in range(count):
        x, y = WEST + 250 + 480 * i, SOUTH + shift + 350 + 90 * i
        made.append({"polygon": tiny.polygon(x, y, x + 120, y + 90), "point": {"type": "Point", "coordinates": [x, y]},
                     "line": {"type": "LineString", "coordinates": [[x, SOUTH + shift], [x + 900, y]]}}[kind])
    return made


def moved(features, shift):
    def move(value):
        if isinstance(value, list) and value and isinstance(value[0], (int, float)):
            return [value[0], value[1] + shift]
        return [move(v) for v in value]
    return [({**g, "coordinates": move(g["coordinates"])}, p) for g, p in features]


def selected(features, state):
    return {"present": features, "covering": features, "empty": [], "single": features[:1],
            "far": moved(features, FAR_M)}[state]


def heights(folder: pathlib.Path, state: str) -> None:
    value = {"void": "-9999", "flat": "12", "far": "12"}[state]
    south = SOUTH + (FAR_M if state == "far" else 0)
    rows = "\n".join(" ".join([value] * 44) for _ in range(24))
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data/dem.asc").write_text(f"ncols 44\nnrows 24\nxllcorner {WEST - 100}\nyllcorner {south - 100}\n"
                                         f"cellsize 50\nNODATA_value -9999\n{rows}\n")
    (folder / "data/dem.prj").write_text(PLANE)


def generated_study(folder: pathlib.Path, seed: int) -> dict:
    """Writes it; what was drawn, by role."""
    draw = random.Random(seed)
    drawn, roles = {}, []

    def put(role, state, features):
        drawn[role] = state
        if state == "absent":
            return
        roles.append(role)
        tiny.layer(folder / "data" / f"{role}.geojson", features)

    usual = ("present",) * 40
    town, parcel = draw.choice(STATES + usual), draw.choice(STATES + usual)
    put("town", town, [] if town == "absent" else selected(tiny.towns(), town))
    put("parcel", parcel, [] if parcel == "absent" else selected(tiny.parcels(), parcel))
    for table, kind in ((POLYGONS, "polygon"), (POINTS, "point"), (LINES, "line")):
        for role, properties in table.items():
            state = draw.choice(STATES + ("absent", "present") * 8)
            shift = FAR_M if state == "far" else 0
            count = {"empty": 0, "single": 1}.get(state, 3)
            put(role, state, [(g, properties) for g in shapes(kind, count, shift, state == "covering")])
    more = ""
    drawn["dem"] = draw.choice(("absent", "absent", "void", "flat", "far"))
    if drawn["dem"] != "absent":
        heights(folder, drawn["dem"])
        more = '\n[[source]]\nrole = "dem"\npath = "data/dem.asc"\nstatus = "official"\n'
    drawn["demand"] = draw.choice(("usual",) * 8 + ("none", "none", "huge", "tiny", "two", "half"))
    demand = {"none": "", "usual": tiny.DEMAND,
              "huge": '\n[[demand]]\ncluster = "semiconductor"\narea_mu = 900000\nminimum_site_mu = 30\n',
              "tiny": '\n[[demand]]\ncluster = "semiconductor"\narea_mu = 0.01\nminimum_site_mu = 0.01\n',
              "two": tiny.DEMAND + '\n[[demand]]\ncluster = "energy"\narea_mu = 15\nminimum_site_mu = 15\n',
              "half": '\n[[demand]]\ncluster = "energy"\narea_mu = 15\n'}[drawn["demand"]]
    draw.shuffle(roles)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(tiny.definition(roles, demand, more))
    (folder / "drawn.json").write_text(json.dumps(drawn))
    return drawn
