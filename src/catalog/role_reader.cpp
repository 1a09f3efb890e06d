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
    field.minimum = reader.optional_number("minimum");
    field.maximum = reader.optional_number("maximum");
    field.without = reader.optional_title("without").value_or(Text{});
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

model::RoleSignature read_signature(TableReader& reader) {
    model::RoleSignature signature;
    signature.fields = reader.words("fields");
    signature.most_features = reader.optional_number("most_features", positive);
    signature.most_city_share = reader.optional_number("most_city_share", zero_to_one);
    signature.code_field = reader.text("code_field", "");
    signature.usual_codes = reader.words("usual_codes");
    signature.least_usual_share = reader.optional_number("least_usual_share", zero_to_one).value_or(0);
    return signature;
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
    role.must_lie_in_city = reader.flag("must_lie_in_city", false);
    role.must_tile = reader.flag("must_tile", false);
    role.layer_aliases = reader.words("layer_aliases");
    role.note = reader.optional_title("note").value_or(Text{});
    role.fields = reader.read_all("field", read_field);
    role.signature = reader.read_optional("signature", read_signature).value_or(model::RoleSignature{});
    if (!role.signature.code_field.empty() &&
        std::ranges::find(role.fields, role.signature.code_field, &model::RoleField::name) == role.fields.end())
        reader.reject("signature", both("code_field 是本角色的字段", "code_field is a field of the role"),
                      both("改正或删去 code_field", "correct code_field or remove it"));
    role.without_date = reader.optional_title("without_date").value_or(Text{});
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
