// Shapes from the columns of a table: points from longitude and latitude or X and Y, polygons from a list of
// boundary points (界址点).
//
// Columns are found by their usual names in Chinese and English, with any unit in brackets. What X and Y mean
// is told by the values, as in survey texts: a northing is 1.8–6.2 million, an easting below 1 million or
// above 10 million with its zone, a longitude 73–136, a latitude 3–54. Degrees may be written as 113°45′30″.
// A table with a column of point numbers becomes polygons: one feature for each parcel, in the order of the
// rows, rings by their number and by closing, shells and holes by nesting.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "intake/inspection.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// A shape that lacks a vertex, and the row that should have given it.
struct LostVertex {
    std::int64_t fid = 0;  ///< of the shape
    std::string parcel;
    std::int64_t row = 0;
    std::string written;  ///< what stands there
};

/// Rows of one id that may be of two parcels: a further ring says something else in another column, or the point
/// numbers begin again although the ring was not closed.
struct MixedParcel {
    std::int64_t fid = 0;  ///< of the shape
    std::string parcel;
    std::int64_t row = 0;       ///< with which the further ring begins
    std::string column;         ///< empty: the point numbers begin again
    std::string first, second;  ///< what the column says; the point number
};
Text words_of(const MixedParcel& mixed);

/// What was made and from what.
struct ColumnShapes {
    Text evidence;                                                 ///< "points from columns 经度, 纬度"
    std::vector<std::pair<std::int64_t, std::string>> unreadable;  ///< rows and what stands there
    std::vector<std::int64_t> swapped;  ///< rows whose values stand the other way round
    std::vector<std::pair<std::int64_t, std::string>>
        short_rings;                   ///< parcels with a ring of under three points
    std::vector<LostVertex> lost;      ///< the first bad row of every polygon that has one; set aside whole
    std::vector<MixedParcel> mixed;    ///< they stay one shape of several parts
    std::set<std::int64_t> explained;  ///< features whose missing shape the lists above explain
};

/// Gives a table without geometry shapes of the wanted kind (None: polygons where there are point numbers).
/// Blank rows and repeated headings are taken out. Rows without usable coordinates keep no geometry; a polygon with such a row has none. Nothing when the table
/// has no such columns. Throws InputError where rows cannot be told apart: a row with coordinates whose id is
/// empty (merged cells), ids that were stored as numbers too long for one (4.419E+18, more than 2⁵³).
std::optional<ColumnShapes> shapes_from_columns(model::FeatureTable& table, model::GeometryKind wanted);

/// The same as findings: rows that cannot be read, rows with X and Y the other way round, rings that are too
/// short.
void report_columns(const ColumnShapes& shapes, const Inspection& inspection);
/// Throws InputError for the first of them: for readers that set nothing aside.
void refuse_columns(const ColumnShapes& shapes, const std::string& source);

/// Lower case, without blanks and without what stands in brackets: "X坐标（米）" → "x坐标".
std::string plain_title(const std::string& title);

/// Is this what is left of a long id that was stored as a number: "4.419E+18", or a number from 2⁵³ on? "1E5" as
/// a text may be an id.
bool is_number_cut_short(const model::Value& value);

/// 113.7583 from "113.7583", "113°45′30″", "113度45分30秒", "E113°45.5'"; nothing for anything else.
std::optional<double> coordinate_in(const std::string& written);

}  // namespace zonewright::intake
