"""Workbooks laid out for people: merged cells hold for every row they span."""
import random

from workbook import letters, workbook
from zonewright_cli import Folder, zonewright_json

EAST, NORTH = 470000, 2540000


class MergedCells(Folder):
    def test_hold_for_every_row_they_span(self):
        for seed in range(12):
            with self.subTest(seed=seed):
                draw = random.Random(seed)
                column = draw.randrange(3)  # of the ids
                head = ["点号", "X坐标", "Y坐标"]
                head.insert(column, "地块编号")
                rows, merged, areas = [head], [], {}
                for parcel in range(draw.randint(1, 6)):
                    side, at = draw.randint(20, 200), len(rows) + 1
                    areas[f"D{parcel}"] = side * side
                    x, y = NORTH + draw.randint(0, 5000), EAST + 400 * parcel
                    for point, (n, e) in enumerate(((0, 0), (side, 0), (side, side), (0, side))):
                        row = [f"J{point + 1}", x + n, y + e]
                        row.insert(column, f"D{parcel}" if point == 0 else None)
                        rows.append(row)
                    merged.append(f"{letters(column)}{at}:{letters(column)}{at + 3}")
                path = workbook(self.folder / f"表{seed}.xlsx", rows, merged)
                answer = zonewright_json("area", path, "--crs", "EPSG:4547")
                found = [round(f["planar_m2"]) for f in answer["features"]]
                self.assertEqual(found, list(areas.values()))
                self.assertIn("地块编号", " ".join(answer["warnings"]))

    def test_that_are_no_merged_cells_are_refused(self):
        from zonewright_cli import zonewright
        rows = [["地块编号", "点号", "X坐标", "Y坐标"]] + [["D1" if i == 0 else None, f"J{i}", NORTH + x, EAST + y] for i, (x, y) in enumerate(((0, 0), (9, 0), (9, 9), (0, 9)))]
        path = workbook(self.folder / "空.xlsx", rows, [])
        self.assertIn("地块编号", zonewright("area", path, "--crs", "EPSG:4547", code=2).stderr)
