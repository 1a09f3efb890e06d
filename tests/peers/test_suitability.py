"""Surfaces of the demonstration city against GRASS r.mapcalc: the same weighted sum, rounded to 0.0001 as surfaces are."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from zonewright_cli import demo_study, zonewright_json

try:
    import numpy
    from osgeo import gdal
    gdal.UseExceptions()
except ImportError:
    gdal = None


@unittest.skipIf(gdal is None, "the Python bindings of GDAL and numpy are not installed")
@unittest.skipIf(shutil.which("grass") is None, "GRASS is not installed")
class WeightedSum(unittest.TestCase):
    def test_grass_gives_the_same_weighted_sum_of_worths(self):
        """Three criteria with straight value functions, their weights scaled to 1 on both sides."""
        study = demo_study()
        criteria = study / "out" / ".cache" / "criteria"
        curves = {"interchange_distance": [(0, 0.9), (1000, 1), (5000, 0.5), (10000, 0)], "arterial_distance": [(100, 1), (2500, 0)],
                  "metro_distance": [(500, 1), (4000, 0)]}
        missing = [name for name in curves if not (criteria / f"{name}.tif").exists()]
        if missing:
            self.skipTest(f"the demonstration city has no surface of {missing}")
        weights = dict(zip(curves, (0.5, 0.3, 0.2)))
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        terms = []
        for name, knots in curves.items():
            terms.append(f"{weights[name]}*graph({name},{','.join(f'{x},{y}' for x, y in knots)})")
        links = "".join(f"r.external -o --q input='{criteria}/{name}.tif' output={name}\n" for name in curves)
        (folder / "run.sh").write_text(f"set -e\n{links}g.region raster={next(iter(curves))}\n"
                                       f"r.mapcalc expression=\"sum=double({'+'.join(terms)})\"\n"
                                       f"r.out.gdal --q -f -c input=sum output='{folder}/grass.tif' type=Float64 nodata=-9999\n")
        subprocess.run(["grass", "--tmp-location", "EPSG:4547", "--exec", "bash", str(folder / "run.sh")], check=True, capture_output=True)
        theirs = gdal.Open(str(folder / "grass.tif")).ReadAsArray()
        ours = self.scored(study, weights)
        known = (theirs != -9999) & (ours >= 0)
        self.assertGreater(known.sum(), 1000)
        self.assertLessEqual(numpy.abs(theirs - ours)[known].max(), 0.5e-4 + 1e-6)

    def scored(self, study, weights):
        """The same three criteria scored by the program on a copy of the study with these weights only."""
        folder = pathlib.Path(tempfile.mkdtemp()) / "copy"
        self.addCleanup(shutil.rmtree, folder.parent)
        shutil.copytree(study, folder)
        source = pathlib.Path(__file__).resolve().parents[2] / "layers"
        layers = folder.parent / "layers"
        shutil.copytree(source, layers)
        listed = ", ".join(f"{name} = {weight}" for name, weight in weights.items())
        (layers / "weights" / "three.toml").write_text(
            'id = "three"\ntitle = { zh = "三项", en = "three" }\n[evidence]\nsource = "test"\nconfidence = "low"\n'
            f'[[cluster]]\ncluster = "*"\nmethod = "direct"\nweights = {{ {listed} }}\n')
        text = (folder / "study.toml").read_text()
        (folder / "study.toml").write_text(re.sub(r'(?m)^weights = .*$', 'weights = "three"', text))
        told = zonewright_json("suitability", folder, "--cluster", "ai", env={"ZONEWRIGHT_LAYERS": str(layers)})
        return gdal.Open(told["surface"]).ReadAsArray()


if __name__ == "__main__":
    unittest.main()
