#include <fmt/format.h>

#include "base/errors.h"
#include "intake/coordinate_columns.h"

namespace zonewright::intake {
namespace {

Text row_name(std::int64_t fid) {
    return {fmt::format("记录 {}", fid), fmt::format("record {}", fid)};
}

}  // namespace

Text words_of(const MixedParcel& mixed) {
    const Text parcel = mixed.parcel.empty() ? Text{} : both("地块 {}：", "parcel {}: ", mixed.parcel);
    if (mixed.column.empty())
        return parcel + both("环未闭合，点号 {} 在{}又从头开始；按另一环读取，可能是另一个地块",
                             "the ring is not closed and point {} begins again in {}; read as another ring, perhaps of "
                             "another parcel", mixed.first, row_name(mixed.row));
    return parcel + both("{}起的环，列 {} 为“{}”，前面为“{}”；可能是编号相同的两个地块，按一个地块读取",
                         "the ring from {} on says in column {} \"{}\", the rows before \"{}\"; perhaps two parcels of one "
                         "id, read as one", row_name(mixed.row), mixed.column, mixed.second, mixed.first);
}

void report_columns(const ColumnShapes& shapes, const Inspection& inspection) {
    for (const auto& [fid, written] : shapes.unreadable)
        inspection.find("coordinate_value", model::Severity::Error, std::to_string(fid),
                        {fmt::format("坐标列读不出数（{}），已搁置", written),
                         fmt::format("no numbers in the columns of coordinates ({}), set aside", written)},
                        {"补上坐标，或写成 113.7583 或 113°45′30″",
                         "add the coordinates, written as 113.7583 or 113°45′30″"});
    for (const LostVertex& vertex : shapes.lost)
        inspection.find("lost_vertex", model::Severity::Error, vertex.parcel.empty() ? std::to_string(vertex.fid) : vertex.parcel,
                        both("{}的界址点坐标不能用（{}），整个地块已搁置",
                             "the boundary point in {} has no usable coordinates ({}); the whole parcel is set aside",
                             row_name(vertex.row), vertex.written),
                        {"在源表中改正该行坐标", "correct the coordinates of this row in the source"});
    for (const MixedParcel& mixed : shapes.mixed)
        inspection.find("parcel_rows_mixed", model::Severity::Warning,
                        mixed.parcel.empty() ? std::to_string(mixed.fid) : mixed.parcel, words_of(mixed),
                        {"核对该编号：不同的地块用不同的编号，多个环用圈号分开",
                         "check the id: give parcels ids of their own, and rings numbers"});
    for (const std::int64_t fid : shapes.swapped)
        inspection.find(
            "coordinate_order", model::Severity::Error, std::to_string(fid),
            {"X、Y 与其他记录相反，已搁置", "X and Y the other way round than elsewhere, set aside"},
            {"在源表中交换该行的 X、Y", "exchange X and Y of this row in the source"});
    for (const auto& [fid, parcel] : shapes.short_rings)
        inspection.find("collapsed_ring", model::Severity::Warning,
                        parcel.empty() ? std::to_string(fid) : parcel,
                        {"环不足三个不同点，已去掉", "a ring of fewer than three points was left out"},
                        {"核对该地块的界址点", "check the boundary points of the parcel"});
}

void refuse_columns(const ColumnShapes& shapes, const std::string& source) {
    const auto refuse = [&](const Text& what, Text value, Text expected) {
        throw InputError(
            {.thing = source + ", " + what,
             .value = std::move(value),
             .expected = std::move(expected),
             .advice = both("用 zonewright import 查看全部问题", "see all problems with zonewright import")});
    };
    if (!shapes.lost.empty())
        refuse(both("地块 {}，{}", "parcel {}, {}", shapes.lost.front().parcel, row_name(shapes.lost.front().row)),
               shapes.lost.front().written, both("坐标，次序与其他记录相同", "coordinates in the order of the other rows"));
    if (!shapes.unreadable.empty())
        refuse(row_name(shapes.unreadable.front().first), shapes.unreadable.front().second,
               both("坐标", "coordinates"));
    if (!shapes.swapped.empty())
        refuse(row_name(shapes.swapped.front()), both("X、Y 颠倒", "X and Y swapped"),
               both("与其他记录相同的次序", "the order of the other rows"));
    if (!shapes.short_rings.empty())
        refuse(shapes.short_rings.front().second, both("少于三个点的环", "a ring of fewer than three points"),
               both("至少三个界址点", "three boundary points at least"));
}

}  // namespace zonewright::intake
