// 勘测定界 / 报盘 TXT: boundary points as surveyors hand them in, in the seven dialects met in practice.
//
//   [属性描述] key=value …   [地块坐标]   count,area,…,@   J1,1,X(north),Y(east)   …
//
// Reading trusts the coordinates, not the words around them: the count is never used to read, the order of X
// and Y is told from their ranges (northing 1.8–6.2 million; easting below 1 million, or above 10 million
// with its zone), a prefix in the coordinates beats 带号. Rings are told by 圈号 and by closing, and become
// shells and holes by nesting (even-odd), never by number or orientation. Whatever contradicts is a remark,
// not a repair. Encodings: UTF-8 with and without mark, UTF-16, GBK. Line ends CRLF, LF, CR. Full-width ，
// and ＝ are understood. Guarantee: read, write, read gives the same coordinates, rings, keys and parcel
// fields. Source: the dialects follow published exports (see docs of `zonewright convert`); there is no
// national standard text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::intake {

enum class SurveyDialect {
    Standard,     ///< D1 建设用地报盘: 8 fields
    Supply,       ///< D2 供地: 8 fields, no sheet number, no land class
    OneMap,       ///< D3 一张图: 4 fields
    Linked,       ///< D4 增减挂钩: 8 fields, points as J1,X,Y,edge,ring,
    Enforcement,  ///< D5 执法: no [属性描述], longitude and latitude in degrees
    Improvement,  ///< D6 整治: 12 or 13 fields
    ThreeColumn,  ///< D7: points as J1,X,Y
};
std::string to_string(SurveyDialect dialect);  // "D1" … "D7"
std::optional<SurveyDialect> survey_dialect_from(const std::string& word);
Text title_of(SurveyDialect dialect);

struct SurveyRing {
    int number = 1;                  ///< 圈号 as written
    std::vector<std::string> names;  ///< 点号, one a point, without the closing row
    geom::Ring points;               ///< closed; x east, y north
};

struct SurveyParcel {
    std::vector<std::string> fields;  ///< of the @ line, in order, without the @
    std::vector<SurveyRing> rings;    ///< in the order of the file
    std::string broken;               ///< why it has no rings: the line, and what stands in it; empty: it is sound
};

struct SurveySection {
    std::string name;                                          ///< "属性描述", "项目信息"
    std::vector<std::pair<std::string, std::string>> entries;  ///< keys and values as written
};

struct SurveyFile {
    SurveyDialect dialect = SurveyDialect::Standard;
    std::vector<SurveySection> sections;
    std::vector<SurveyParcel> parcels;
    std::string encoding = "GBK";
    int decimals = 3;  ///< of the coordinates
    bool degrees = false;
    bool east_first = false;    ///< the easting stands in the column of X
    int epsg = 0;               ///< 0: cannot be told
    std::vector<Text> remarks;  ///< what contradicted and which side was taken

    std::string value_of(const std::string& key) const;  ///< of any section; empty when absent
};

/// `bytes` of a file called `name` in messages. A parcel with a row that is no point, or without a ring, is broken as a
/// whole. Throws InputError with the line when it is no such text, or has no sound parcel.
SurveyFile parse_survey(std::string_view bytes, const std::string& name);
/// The bytes in file.encoding, CRLF, each ring closed by repeating its first point.
std::string survey_bytes(const SurveyFile& file);

/// Does the next point begin another ring? Its name is that of the first point, whose place it does not have: the numbers
/// start again although the ring was not closed.
bool starts_again(const SurveyRing& ring, const std::string& name, geom::Point at);

/// Rings by nesting: disjoint rings are parts, a ring in a ring a hole, an island in a hole a part again.
geom::MultiPolygon nested(const std::vector<SurveyRing>& rings);

}  // namespace zonewright::intake
