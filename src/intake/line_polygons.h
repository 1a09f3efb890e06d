// Closed lines where polygons are wanted: what CAD drawings hold.
//
// A drawing (DXF) mixes lines, labels, points, hatches and blocks in one layer. `keep_kind` keeps the kind a
// role asks for and counts the rest; for polygons it prefers closed lines to hatches, which usually repeat
// them. `polygons_from_lines` makes rings of the closed lines and nests them as a survey text does: a ring in
// a ring is a hole of it, and its own feature is set aside (a frame in another layer of a drawing is no
// shell). Open lines are left out and listed with the gap between their ends; one whose gap is within the
// tolerance can be closed on request. Nothing is snapped: every vertex keeps its bits.
// Coordinates are in the CRS that the layer has at that step.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "intake/inspection.h"
#include "io/vector_io.h"

namespace zonewright::intake {

/// What else a drawing holds, by count.
struct LeftOut {
    std::size_t texts = 0, points = 0, lines = 0, polygons = 0, others = 0, paper_space = 0, other_layers = 0;
    std::size_t sum() const {
        return texts + points + lines + polygons + others + paper_space + other_layers;
    }
    Text words() const;  ///< "3 texts, 1 hatch"
};

/// A layer read with mixed kinds, as one of the wanted kind. In a drawing the features of other kinds are
/// removed and counted; elsewhere each is noted (OtherKind). With None: the commonest kind, as GDAL has it.
LeftOut keep_kind(io::LayerReading& reading, model::GeometryKind wanted);

/// A line whose ends do not meet.
struct OpenLine {
    std::int64_t fid = 0;
    std::string name;
    geom::Point first, last;
    double gap_m = 0;
    bool closed = false;  ///< by its first point, as asked for
};
/// A closed line that lies in another one.
struct HoleLine {
    std::int64_t fid = 0, shell_fid = 0;
    std::string name, shell_name;
    geom::Polygon shape;
};

struct LinePolygons {
    std::size_t rings = 0, polygons = 0, holes = 0;
    std::vector<OpenLine> open;
    std::vector<HoleLine> hole_lines;  ///< whose own feature is gone
    std::vector<std::int64_t> narrow;  ///< closed lines of fewer than three different points
    std::set<std::int64_t> explained;  ///< features whose missing shape the lists above explain
};

struct LineRule {
    double gap_m = 0;  ///< a gap that is not wider can be closed
    bool close = false;
    std::function<double(geom::Point, geom::Point)> distance_m;
    std::optional<std::size_t> apart_by = {};  ///< a field: only lines of the same value nest
};

/// The table of lines becomes one of polygons. Features without a ring of their own keep no geometry.
LinePolygons polygons_from_lines(model::FeatureTable& table, const LineRule& rule);

/// The same as findings and, for lines that were closed, rows of the ledger.
void report_lines(const LinePolygons& lines, const model::FeatureTable& table, const LineRule& rule,
                  const Inspection& inspection);
void report_left_out(const LeftOut& left_out, const Inspection& inspection);

/// "ends 5.000 m apart, from X(north) … Y(east) … to …".
Text gap_of(const OpenLine& line);

}  // namespace zonewright::intake
