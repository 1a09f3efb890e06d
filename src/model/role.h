// What must a source look like to play its part? Read from layers/roles/<role>.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/feature_table.h"

namespace zonewright::model {

struct RoleField {
    std::string name;  ///< canonical name, ASCII snake_case
    FieldType type = FieldType::Text;
    Text title;
    std::string unit;
    bool required = false;
    std::vector<std::string> aliases;             ///< DLBM, XZQMC, 地类编码 …
    std::vector<std::string> domain;              ///< allowed values; empty means any
    std::map<std::string, std::string> synonyms;  ///< word in the file → word of the domain: 国有 → state
    std::string code_scheme;  ///< the scheme of the codes in this field, "survey3"; empty: no codes
    std::optional<double> minimum;
    std::optional<double> maximum;
    Text without;  ///< what it costs when no feature states it; empty: nothing worth a word
};

/// What tells a layer of this role from layers of others, so that a mistaken one is noticed.
struct RoleSignature {
    std::vector<std::string> fields;  ///< names that hardly any other layer has
    std::optional<double> most_features;
    std::optional<double> most_city_share;  ///< of the area of the towns
    std::string code_field;                 ///< canonical name of a field of class codes
    std::vector<std::string> usual_codes;   ///< beginnings of the codes that belong there
    double least_usual_share = 0;           ///< of the features that have a code
};

struct Role {
    std::string id;
    Text title;
    bool raster = false;
    GeometryKind geometry = GeometryKind::Polygon;
    bool must_lie_in_city = false;  ///< what lies outside every town counts nowhere and is an error
    bool must_tile = false;  ///< features should neither overlap nor leave gaps (towns, land use)
    std::vector<std::string> layer_aliases;  ///< DLTB, XZQ, YJJBNT …
    std::vector<RoleField> fields;
    RoleSignature signature;
    Text without_date;  ///< what it costs when the source states no date
    Text note;
};

}  // namespace zonewright::model
