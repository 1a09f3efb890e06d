#include "catalog/role_reader.h"

#include <algorithm>
#include <set>

namespace zonewright::catalog {
namespace {

model::RoleField read_field(TableReader& reader) {
    using model::FieldType;
    model::RoleField field;
    field.name = reader.text("name");
    field.type = reader.choice<FieldType>(
        "type", {{"text", FieldType::Text}, {"integer", FieldType::Integer}, {"real", FieldType::Real}});
    field.title = reader.title("title");
    field.unit = reader.text("unit", "");
    field.required = reader.flag("required", false);
    field.aliases = reader.words("aliases");
    field.domain = reader.words("domain");
    field.synonyms = reader.texts_by_name("synonyms");
    field.code_scheme = reader.text("code_scheme", "");
    for (const auto& [word, meaning] : field.synonyms)
        if (std::find(field.domain.begin(), field.domain.end(), meaning) == field.domain.end())
            reader.reject_word("synonyms." + word, meaning, field.domain);
    field.synonyms = reader.texts_by_name("synonyms");
    for (const auto& [word, meant] : field.synonyms)
        if (std::find(field.domain.begin(), field.domain.end(), meant) == field.domain.end())
            reader.reject_word("synonyms", meant, field.domain);
    field.minimum = reader.optional_number("minimum");
    field.maximum = reader.optional_number("maximum");
    if (field.minimum && field.maximum && *field.minimum > *field.maximum)
        reader.reject("maximum", both("不小于 minimum", "not below minimum"),
                      both("交换两个界限", "swap the two bounds"));
    return field;
}

void reject_repeated_fields(TableReader& reader, const std::vector<model::RoleField>& fields) {
    std::set<std::string> seen;
    for (const model::RoleField& field : fields)
        if (!seen.insert(field.name).second)
            reader.reject("field", both("每个字段一次", "each field once"),
                          both("删去重复的字段 {}", "remove the second field {}", field.name));
}

model::Role read_role(TableReader& reader, const std::string& stem) {
    using model::GeometryKind;
    model::Role role;
    role.id = read_id(reader, stem);
    role.title = reader.title("title");
    role.raster = reader.flag("raster", false);
    role.geometry = reader.choice<GeometryKind>("geometry",
                                                {{"none", GeometryKind::None},
                                                 {"point", GeometryKind::Point},
                                                 {"line", GeometryKind::Line},
                                                 {"polygon", GeometryKind::Polygon}},
                                                GeometryKind::Polygon);
    role.must_tile = reader.flag("must_tile", false);
    role.layer_aliases = reader.words("layer_aliases");
    role.note = reader.optional_title("note").value_or(Text{});
    role.fields = reader.read_all("field", read_field);
    reject_repeated_fields(reader, role.fields);
    return role;
}

}  // namespace

std::vector<model::Role> read_roles(LayerFiles& files) {
    std::vector<model::Role> roles;
    for (const std::string& file : files.list("roles")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        roles.push_back(files.read(file, [&](TableReader& reader) { return read_role(reader, stem); }));
    }
    return roles;
}

}  // namespace zonewright::catalog
