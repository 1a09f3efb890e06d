// A published table as a list of columns: each names its field once, with titles and unit, and says how a row
// of ours becomes its value. Layers read like the table of the design.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <cmath>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "base/units.h"
#include "model/feature_table.h"
#include "model/printed_area.h"

namespace zonewright::publish {

template <typename Row>
struct Column {
    model::Field field;
    std::function<model::Value(const Row&)> value;
};

inline model::Field text_field(std::string name, std::string zh, std::string en) {
    return {std::move(name), model::FieldType::Text, {std::move(zh), std::move(en)}, ""};
}
inline model::Field integer_field(std::string name, std::string zh, std::string en, std::string unit = "") {
    return {std::move(name), model::FieldType::Integer, {std::move(zh), std::move(en)}, std::move(unit)};
}
inline model::Field real_field(std::string name, std::string zh, std::string en, std::string unit = "") {
    return {std::move(name), model::FieldType::Real, {std::move(zh), std::move(en)}, std::move(unit)};
}

inline model::Value m2_of(Area area) {
    return area.m2();
}
/// 亩 with the two decimals land tables print; the exact figure is the one in m².
inline model::Value mu_of(Area area) {
    return model::printed(area).mu;
}
/// NaN is no data: NULL.
inline model::Value score_of(double score) {
    return std::isfinite(score) ? model::Value(score) : model::Value();
}
inline model::Value count_of(std::size_t count) {
    return static_cast<std::int64_t>(count);
}
/// Empty text is "not stated": NULL.
inline model::Value text_or_null(const std::string& text) {
    return text.empty() ? model::Value() : model::Value(text);
}
template <typename T>
model::Value value_or_null(const std::optional<T>& value) {
    if (!value) return {};
    if constexpr (std::is_integral_v<T>) return static_cast<std::int64_t>(*value);
    return static_cast<double>(*value);
}

/// Fills the table: one feature per row, numbered from 1.
template <typename Row, typename Rows>
void fill(model::FeatureTable& table, const std::vector<Column<Row>>& columns, const Rows& rows,
          const std::function<geom::Geometry(const Row&)>& geometry = {}) {
    for (const Column<Row>& column : columns) table.fields.push_back(column.field);
    table.features.reserve(std::ranges::size(rows));
    for (const Row& row : rows) {
        model::Feature feature;
        feature.fid = static_cast<std::int64_t>(table.features.size() + 1);
        if (geometry) feature.geometry = geometry(row);
        feature.values.reserve(columns.size());
        for (const Column<Row>& column : columns) feature.values.push_back(column.value(row));
        table.features.push_back(std::move(feature));
    }
}

}  // namespace zonewright::publish
