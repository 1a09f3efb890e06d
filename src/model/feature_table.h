// A layer in memory: fields with titles, rows with a geometry and values. What intake reads and publish
// writes.
// Coordinates are in the table's own CRS (`epsg`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::model {

enum class FieldType { Integer, Real, Text };
enum class GeometryKind { None, Point, Line, Polygon };

struct Field {
    std::string name;  ///< ASCII snake_case in everything we publish
    FieldType type = FieldType::Text;
    Text title;        ///< shown to people
    std::string unit;  ///< "m2", "mu", "yuan_per_m2"; empty for pure numbers and text
};

/// monostate is NULL.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

struct Feature {
    std::int64_t fid = 0;
    geom::Geometry geometry;
    std::vector<Value> values;  ///< in the order of FeatureTable::fields
};

struct FeatureTable {
    std::string name;
    Text title;
    GeometryKind kind = GeometryKind::Polygon;
    int epsg = 0;  ///< 0 for tables without geometry
    std::vector<Field> fields;
    std::vector<Feature> features;

    std::optional<std::size_t> find_field(std::string_view field) const;
    /// Throws InternalError naming table and field when it is absent.
    std::size_t field(std::string_view field) const;
};

bool is_null(const Value& value);
/// Text of any value; empty for NULL. Integers without decimals, reals in shortest round-trip form.
std::string text_of(const Value& value);
/// The number in an Integer, a Real or a Text that is entirely a number; nothing otherwise.
std::optional<double> number_of(const Value& value);

}  // namespace zonewright::model
