"""What the system saw (strace) while files came in that name other files, hosts and drivers: none of it was looked for.

Every driver of the installed GDAL by the way it is named, and the first bytes of many formats, each as every kind of file that
the door takes. The short form asks about some of them; ZONEWRIGHT_LONG=1 about all.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from desk import HAS_BWRAP, Desk
from hostile import zipped

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
EXTENSIONS = ("txt", "csv", "geojson", "kml", "dxf", "gpkg", "zip")
CALLS = "trace=open,openat,openat2,creat,socket,connect,bind"
BESIDE = "zonewright-secret-beside"
HOST = "192.0.2.7"  # of nobody (RFC 5737)

# First bytes of formats, and texts that other drivers follow to other files: {f} is a file, {u} an address.
SIGNATURES = [
    b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51", b"\x0e\x03\x13\x01", b"\x89HDF\r\n\x1a\n", b"CDF\x01", b"CDF\x02", b"GRIB\0\0\0\x02", b"NITF02.10", b"NSIF01.00", b"%PDF-1.7\n",
    b"RIFF\0\0\0\0WEBP", b"EHFA_HEADER_TAG\0", b"ENVI\nsamples = 2\n", b"msid\0", b"SIMPLE  =                    T", b"PDS_VERSION_ID = PDS3\n^IMAGE = \"{f}\"\n",
    b"Object = IsisCube\n  ^Core = {f}\n", b"LBLSIZE=1024 ", b"ncols 2\nnrows 2\n", b"DSAA\n2 2\n", b"DSBB\2\0", b"DSRB\4\0\0\0", b"UHL1", b"RSW\0", b"MTW\0", b"KRO\x01",
    b"[general]\ncreator={f}\n", b"NUM_OREC", b"<Dimap_Document><Data_File><DATA_FILE_PATH href=\"{f}\"/></Data_File></Dimap_Document>",
    b"<product><fullResolutionImageData>{f}</fullResolutionImageData></product>", b"SQLite format 3\0", b"\0\0\x27\x0a", b"\x03\x7a\x01\x01", b"!table\n!version 300\nFile \"{f}\"\n",
    b"Version 300\nCharset \"{f}\"\n", b"\x08\x05\x17\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"0\nSECTION\n2\nBLOCKS\n1\n{f}\n0\nEOF\n", b"AC1015\0", b"EXP  0 {f}\n", b"# @VGMT1.0 @GPOLYGON\n",
    b"<gpx><link href=\"{u}\"/></gpx>", b"<gml:FeatureCollection xmlns:gml=\"http://www.opengis.net/gml\" xmlns:xlink=\"x\"><gml:m xlink:href=\"{u}\"/></gml:FeatureCollection>",
    b"<kml><NetworkLink><Link><href>{u}</href></Link></NetworkLink></kml>", b"<kml><GroundOverlay><Icon><href>{f}</href></Icon></GroundOverlay></kml>",
    b"<!DOCTYPE k SYSTEM \"{u}\"><kml/>", b"<!DOCTYPE k [<!ENTITY % e SYSTEM \"file://{f}\">%e;]><kml/>", b"<kml xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"{f}\"/></kml>",
    b"<rss><channel><link>{u}</link></channel></rss>", b"<svg><image href=\"{u}\"/></svg>", b"<osm version=\"0.6\"/>", b"fgb\x03fgb\x01", b"ARROW1\0\0", b"PAR1",
    b"<GDAL_WMS><Service name=\"WMS\"><ServerUrl>{u}</ServerUrl></Service></GDAL_WMS>", b"<GDAL_WMTS><GetCapabilitiesUrl>{u}</GetCapabilitiesUrl></GDAL_WMTS>",
    b"<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand band=\"1\"><SimpleSource><SourceFilename>{f}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
    b"<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>{f}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", b"<OGRWFSDataSource><URL>{u}</URL></OGRWFSDataSource>",
    b"<OGRCSWDataSource><URL>{u}</URL></OGRCSWDataSource>", b"<WCS_GDAL><ServiceURL>{u}</ServiceURL></WCS_GDAL>", b"<NAS-Operationen/>", b"<mapml- src=\"{u}\"/>",
    b"<mapml><head><base href=\"{u}\"/></head></mapml>", b"<JCSDataFile/>", b"{\"type\":\"Catalog\",\"stac_version\":\"1.0.0\",\"links\":[{\"rel\":\"item\",\"href\":\"{u}\"}]}",
    b"{\"type\":\"FeatureCollection\",\"stac_version\":\"1.0.0\",\"features\":[{\"type\":\"Feature\",\"assets\":{\"a\":{\"href\":\"{f}\"}}}],\"links\":[{\"rel\":\"next\",\"href\":\"{u}\"}]}",
    b"{\"objectIdFieldName\":\"id\",\"geometryType\":\"esriGeometryPolygon\",\"features\":[],\"exceededTransferLimit\":true,\"url\":\"{u}\"}",
    b"{\"type\":\"Topology\",\"objects\":{},\"arcs\":[],\"href\":\"{f}\"}", b"{\"tilejson\":\"2.0\",\"tiles\":[\"{u}\"]}", b"\x1e{\"type\":\"Feature\"}\n", b"SCNT\n{f}\n////\n", b"BOMT 12:{f}\n",
    b"H0100 {f}\n", b"SXF\0", b"DatasetHeader Begin\n", b"OziExplorer Map Data File Version 2.2\n{f}\n{f}\n", b"HGPC1\0", b"PCIDSK  ", b"<MetaDataPacket><Image>{f}</Image></MetaDataPacket>",
    b"RDA2\nA\n", b"\x01\xda\x01\x01", b"SIGDEM\0\1", b"TERRAGENTERRAIN ", b"/* XPM */", b"binterr1.3", b"BSB/NA={f}\n", b"DDS |\0\0\0", b"\x76\x2f\x31\x01", b"HF2\0", b"[ILWIS]\nType={f}\n", b"HEAD74",
    b"trrn\x04", b"P6 2 2 255\n", b"P5\n2 2\n255\n", b"PRODUCT=\"ASA", b"srcdocid: {f}", b"WKT,id\n{f},1\n", b"http://{h}/a.geojson\n", b"/vsicurl/{u}\n", b"/vsizip/{f}\n", b"/vsisubfile/0,{f}\n", b"{f}\n",
    b"PG:host={h} dbname=x\n", b"MYSQL:x,host={h}\n", b"ODBC:{f}\n", b"AutoCAD Binary DXF\r\n\x1a\0{f}", b"0\nSECTION\n2\nTABLES\n0\nLAYER\n1\n{u}\n0\nENDSEC\n0\nEOF\n"]


def driver_names():
    """Of both kinds, of the installed GDAL; without its Python, those of the list of formats of its programs."""
    said = "".join(subprocess.run([program, "--formats"], capture_output=True, text=True).stdout for program in ("gdalinfo", "ogrinfo") if shutil.which(program))
    try:
        from osgeo import gdal
        return sorted({gdal.GetDriver(i).ShortName for i in range(gdal.GetDriverCount())} | set(re.findall(r"^  (\S+) -", said, re.M)))
    except ImportError:
        return sorted(set(re.findall(r"^  (\S+) -", said, re.M)))


def hostile_files(file, address):
    """(title, content) of everything."""
    contents = [f"{name}:{file}\n".encode() for name in driver_names()] + [f"{name}:{address}\n".encode() for name in driver_names()]
    fill = {b"{f}": str(file).encode(), b"{u}": address.encode(), b"{h}": HOST.encode()}
    for content in SIGNATURES:
        for mark, value in fill.items():
            content = content.replace(mark, value)
        contents.append(content)
    for number, content in enumerate(contents):
        for extension in EXTENSIONS:
            yield f"{number}.{extension}", content
        yield f"{number}.zip", zipped([("a." + ("vrt" if content.startswith(b"<") else "geojson"), content)])


@unittest.skipUnless(shutil.which("strace"), "strace is not installed")
@unittest.skipUnless(HAS_BWRAP, "bwrap is not installed")
class Traced(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-traced-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.beside = self.folder / (BESIDE + ".geojson")
        self.beside.write_text('{"type":"Polygon","coordinates":[[[113.9,22.9],[113.91,22.9],[113.91,22.91],[113.9,22.9]]]}')
        self.trace = self.folder / "trace.txt"
        self.desk = Desk("--workers", 2).add_users()
        self.desk.open(before=["strace", "-f", "-qq", "-s", "400", "-e", CALLS, "-o", str(self.trace)])
        self.addCleanup(self.desk.remove)
        self.addCleanup(self.kill)

    def own_id(self):
        """Of the desk itself: the one that strace has started."""
        return int(pathlib.Path(f"/proc/{self.desk.process.pid}/task/{self.desk.process.pid}/children").read_text().split()[0])

    def kill(self):
        if self.desk.process:
            os.kill(self.own_id(), signal.SIGKILL)

    def end(self):
        desk = self.own_id()
        self.own = set(os.listdir(f"/proc/{desk}/task"))
        os.kill(desk, signal.SIGINT)
        self.desk.process.wait(timeout=60)
        self.addCleanup(self.desk.process.stdout.close)
        self.addCleanup(self.desk.process.stderr.close)
        self.desk.process = None
        return [call for call in self.trace.read_text(errors="replace").splitlines() if "resumed>" not in call]

    def asked_about(self, files):
        """How many were taken at the door, each then asked about."""
        town, jobs = self.desk.visitor("镇甲"), []
        for title, content in files:
            kept = town.ask("POST", "/uploads?title=" + urllib.parse.quote(title), content)
            self.assertIn(kept.status, (201, 400), title)
            asked = kept.status == 201 and town.ask("POST", "/processes/area/execution", {"inputs": {"file": kept.json()["id"]}})
            while asked and asked.status == 503:  # as many wait as may
                time.sleep(1)
                asked = town.ask("POST", "/processes/area/execution", {"inputs": {"file": kept.json()["id"]}})
            if asked:
                self.assertEqual(asked.status, 201, title)
                jobs.append(asked.json()["jobID"])
        for job in jobs:
            town.followed(job, 900)
        return len(jobs)

    def test_nothing_that_a_file_names_is_looked_for(self):
        every = list(hostile_files(self.beside, f"http://{HOST}/a.geojson"))
        self.assertGreater(len(driver_names()), 150, "the drivers of GDAL are not known")
        plain = ("0.geojson", b'{"type":"Polygon","coordinates":[[[113.9,22.9],[113.91,22.9],[113.91,22.91],[113.9,22.9]]]}')
        taken = self.asked_about([plain] + (every if LONG else every[::37]))
        calls = self.end()
        self.assertGreater(taken, 100 if LONG else 10)
        opened = [call for call in calls if " open" in call or " creat" in call]
        self.assertGreaterEqual(sum('"/job/in/' in call for call in opened), taken, "strace has not seen the files that were read")
        self.assertEqual([call for call in opened if BESIDE in call or HOST in call or '"http' in call or "/vsi" in call], [])
        inside = re.compile(r'"(?!/)|"/(job|study|program|usr|lib|lib64|etc|proc|dev|tmp|sys|newroot|oldroot|run|bin)(/|")')
        asking = {call.split()[0] for call in opened if '"/job/in/' in call} - self.own
        self.assertGreaterEqual(len(asking), taken)
        self.assertEqual([call for call in opened if call.split()[0] in asking and not inside.search(call)], [])
        uploads = [call for call in opened if call.split()[0] in self.own and "/uploads/" in call]
        self.assertGreaterEqual(len(uploads), taken)
        self.assertEqual([call for call in uploads if not re.search(r'/uploads("|/\.?[0-9a-f]{32}\.[0-9a-z])', call)], [], "names of the desk's own")
        sockets = [call for call in calls if " socket(AF_INET" in call]
        self.assertEqual(len(sockets), 1, f"the door itself, and nobody else: {sockets[:5]}")
        self.assertEqual([call for call in calls if " connect(" in call and "AF_UNIX" not in call], [])
        print(f"traced: {len(every)} hostile files, {taken} of those sent were taken and asked about, {len(opened)} files opened, none that they name")
