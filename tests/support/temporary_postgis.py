"""A PostgreSQL server with PostGIS of one's own, in a temporary folder, on a Unix socket, gone at the end.

with TemporaryPostgis() as server: server.query("SELECT postgis_version()") -> [["3.3 …"]]
"""
import os
import pathlib
import shutil
import subprocess
import tempfile


def binaries() -> pathlib.Path | None:
    """The folder with initdb and pg_ctl, or None where PostgreSQL is not installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found and shutil.which("psql") and shutil.which("ogr2ogr") else None


class TemporaryPostgis:
    def __init__(self, settings=None):
        # mmap: /dev/shm is small in containers.
        self.settings = {"fsync": "off", "listen_addresses": "''", "dynamic_shared_memory_type": "mmap", **(settings or {})}

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-postgis-"))
        # PostgreSQL refuses to run as root.
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.prefix:
            shutil.chown(self.folder, "postgres")
        data = self.folder / "data"
        self._run([binaries() / "initdb", "-D", data, "-U", "zonewright", "-A", "trust", "-E", "UTF8"])
        with open(self.folder / "settings.conf", "w") as file:
            for key, value in {**self.settings, "unix_socket_directories": f"'{self.folder}'"}.items():
                file.write(f"{key} = {value}\n")
        os.chmod(self.folder / "settings.conf", 0o644)
        self._run(["sh", "-c", f"echo \"include '{self.folder}/settings.conf'\" >> {data}/postgresql.conf"])
        self._run([binaries() / "pg_ctl", "-D", data, "-l", self.folder / "log", "-w", "start"])
        self.query("CREATE EXTENSION postgis")
        return self

    def __exit__(self, *_):
        self._run([binaries() / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, command):
        subprocess.run([*self.prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    @property
    def connection(self):
        return f"PG:host={self.folder} user=zonewright dbname=postgres"

    def load(self, path, table, layer=None, srid=None):
        """A layer of a file as a table with a spatial index; geometry column geom."""
        command = ["ogr2ogr", "-f", "PostgreSQL", self.connection, str(path), *([layer] if layer else []), "-nln", table, "-nlt", "PROMOTE_TO_MULTI",
                   "-lco", "GEOMETRY_NAME=geom", "-lco", "SPATIAL_INDEX=GIST", "-overwrite"]
        subprocess.run(command + (["-a_srs", srid] if srid else []), check=True, env={**os.environ, "PG_USE_COPY": "YES"})
        self.query(f"ANALYZE {table}")

    def cpu_seconds(self):
        """User and system time of all server processes that have ended so far, with the postmaster's own."""
        pid = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        # The name in parentheses may hold blanks; utime, stime, cutime, cstime are fields 14 to 17.
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def query(self, sql):
        """Rows as lists of text."""
        finished = subprocess.run(["psql", "-h", str(self.folder), "-U", "zonewright", "-d", "postgres", "-qAt", "-F", "\t",
                                   "-v", "ON_ERROR_STOP=1", "-c", sql], capture_output=True, text=True)
        if finished.returncode != 0:
            raise RuntimeError(finished.stderr)
        return [line.split("\t") for line in finished.stdout.splitlines()]
