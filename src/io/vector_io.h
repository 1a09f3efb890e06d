// Reading layers from the formats people bring, and writing layers others can read. GDAL stays behind this
// header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "gis/text_encoding.h"
#include "model/feature_table.h"

namespace zonewright::io {

struct LayerRequest {
    std::filesystem::path path;
    std::string layer;        ///< empty: the only layer of the file
    std::string encoding;     ///< overrides what the file says; empty: trust the file
    double arc_step_deg = 0;  ///< arcs become chords of this angle at most; 0: arcs are left out
    bool mixed = false;       ///< a layer of no stated kind keeps geometries of all kinds
};

struct LayerInfo {
    std::string name;
    model::GeometryKind kind = model::GeometryKind::None;
    std::int64_t feature_count = 0;
    std::string crs_wkt;  ///< empty when the file states none
    int epsg = 0;         ///< 0 when no authority code could be told
    std::vector<model::Field> fields;
    std::map<std::size_t, std::map<std::string, std::string>> coded;  ///< by position: what the codes of a domain mean
    std::vector<std::size_t> dates;    ///< positions of the fields that hold dates, read as texts 2024/01/31
    std::vector<std::size_t> moments;  ///< of those that hold dates with times, or times
};

/// What layers does the file hold? Drivers come from an allow-list; a path inside a file is never followed.
/// Of a DXF: the layers of the drawing; reading "entities" takes all of them.
/// Throws InputError naming the file when it cannot be opened.
/// `encoding` is that of the names of a drawing that does not state it.
std::vector<LayerInfo> list_layers(const std::filesystem::path& path, const std::string& encoding = {});

/// Reads one layer whole, in its own CRS, x east and y north whatever the CRS says about axis order.
/// Curves are refused; Z and M are dropped; the error class is checked after the read loop.
/// Cost: O(vertices) time and memory.
model::FeatureTable read_layer(const LayerRequest& request, const Progress& progress);

/// What a geometry was before it became a plain value, where that matters.
enum class ReadNoteKind {
    Curve,        ///< arcs: left out, the geometry is empty
    NotFinite,    ///< NaN or infinite coordinates: left out
    Absurd,       ///< coordinates no map has: left out
    Unsupported,  ///< TIN, polyhedral surface, collection of lines and points: left out
    Unreadable,   ///< the file holds bytes that are no geometry: left out
    OtherKind,    ///< another kind than the layer's: left out
    DroppedZ,
    DroppedM,
    ClosedRing,   ///< an unclosed ring was closed by its first point
    DroppedRing,  ///< a ring of fewer than three different points
    Empty,        ///< a geometry without points; without a note there was none at all
    Linearized,   ///< arcs became chords, because the request says so
    LeftParts,    ///< lines and points beside the surfaces of a collection: left out, the surfaces stay
};
struct ReadNote {
    ReadNoteKind kind;
    std::int64_t fid = 0;
    geom::Point place;
    std::string detail;  ///< "CURVEPOLYGON", "nan 2544000"
};

/// In which encoding the names and texts were, and how that was told. Filled for the formats that do not say
/// it reliably (Shapefile, CSV); the others are UTF-8 by definition.
struct TextEvidence {
    std::string stated;     ///< by .cpg or by the language byte of the .dbf; empty: nobody says
    std::string stated_by;  ///< ".cpg", "LDID 0x4D"
    std::vector<gis::EncodingScore> scores;  ///< best first; empty when everything is ASCII
    std::string chosen;                      ///< empty: everything is ASCII
    bool contradicted = false;               ///< the bytes speak against what is stated
    std::size_t cut = 0;                     ///< texts that end in half a character, which was dropped
    std::size_t undecodable = 0;             ///< texts that are not valid in the chosen encoding
};

struct LayerReading {
    LayerInfo info;
    model::FeatureTable table;
    std::vector<ReadNote> notes;  ///< in the order of the features
    std::vector<Text> warnings;   ///< what the driver said while reading
    std::vector<Text> unread;     ///< what the file holds or names and nobody reads: a line for each kind
    TextEvidence text;
    bool drawing = false;                  ///< a DXF: geometries of all kinds, texts as points
    std::size_t left_in_paper_space = 0;   ///< entities of a drawing that are frames and title blocks
    std::size_t left_in_other_layers = 0;  ///< entities of a drawing in other layers than the one asked for
};

/// As read_layer, but what read_layer refuses (curves, non-finite and absurd coordinates, mixed kinds)
/// becomes a note and an empty geometry: for intake, which reports each of them.
LayerReading read_layer_with_notes(const LayerRequest& request, const Progress& progress);
/// Throws InputError for the first note that left a geometry out: what read_layer does.
void refuse_notes(const LayerReading& reading, const std::filesystem::path& path);

enum class VectorFormat { GeoPackage, Shapefile, GeoJson, FileGeodatabase, FlatGeobuf, Csv, PlainCsv };

struct VectorWriting {
    std::string encoding = "UTF-8";  ///< of a Shapefile: "GBK", "GB18030", "UTF-8"
    bool lossy = false;              ///< write what a Shapefile can hold of names, texts and numbers
    std::vector<std::size_t> dates;  ///< fields that are written as dates where all their texts are such
};

/// Writes one file (or .gdb folder) with these layers, whole or not at all, reopens it and compares the
/// features. PlainCsv leaves texts that look like formulas as they are. Returns what a Shapefile could not hold, a line
/// for each field and kind of loss; throws InputError with these lines unless `lossy`.
std::vector<Text> write_layers(const std::filesystem::path& target, VectorFormat format,
                               const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                               const VectorWriting& writing = {});

}  // namespace zonewright::io
