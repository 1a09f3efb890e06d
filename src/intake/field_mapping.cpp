#include "intake/field_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "gis/text_encoding.h"
#include "intake/coordinate_columns.h"
#include "intake/lower_case.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t dbf_name_bytes = 10;
constexpr std::size_t examples_named = 5;

/// Equal but for case, or the first ten bytes of `known` as a DBF would have cut it.
bool same_name(const std::string& in_file, const std::string& known) {
    if (lower(in_file) == lower(known)) return true;
    return in_file.size() == dbf_name_bytes && known.size() > dbf_name_bytes &&
           lower(known).rfind(lower(in_file), 0) == 0;
}

std::optional<std::size_t> find_name(const std::vector<model::Field>& in_file, const std::string& known) {
    for (std::size_t i = 0; i < in_file.size(); ++i)
        if (same_name(in_file[i].name, known)) return i;
    for (std::size_t i = 0; i < in_file.size(); ++i)  // the alias of a geodatabase
        if (!in_file[i].title.zh.empty() && same_name(in_file[i].title.zh, known)) return i;
    return std::nullopt;
}

/// By the words people head a column with: 面积(亩), 地块编号 with a blank in it.
std::optional<std::size_t> find_title(const std::vector<model::Field>& in_file, const std::string& known) {
    const std::string wanted = plain_title(known);
    for (std::size_t i = 0; i < in_file.size() && !wanted.empty(); ++i)
        if (plain_title(in_file[i].name) == wanted || plain_title(in_file[i].title.zh) == wanted) return i;
    return std::nullopt;
}

std::vector<std::string> names_of(const std::vector<model::Field>& fields) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const model::Field& field : fields) names.push_back(field.name);
    return names;
}

MappedField find_field(const std::vector<model::Field>& in_file, const model::RoleField& wanted,
                       const model::SourceDefinition& definition) {
    MappedField mapped{.canonical = wanted.name};
    if (const auto stated = definition.fields.find(wanted.name); stated != definition.fields.end()) {
        mapped.stated = true;
        mapped.position = find_name(in_file, stated->second);
        if (!mapped.position) {
            const std::vector<std::string> names = names_of(in_file);
            const auto near = nearest_name(stated->second, names);
            throw InputError({.thing = fmt::format("study.toml: fields.{} · {}", wanted.name,
                                                   definition.path.filename().string()),
                              .value = stated->second,
                              .expected = joined(names),
                              .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                             : both("写文件中存在的字段名", "name a field of the file")});
        }
    } else {
        mapped.position = find_name(in_file, wanted.name);
        for (std::size_t i = 0; i < wanted.aliases.size() && !mapped.position; ++i)
            mapped.position = find_name(in_file, wanted.aliases[i]);
        if (!mapped.position) mapped.position = find_title(in_file, wanted.title.zh);
        for (std::size_t i = 0; i < wanted.aliases.size() && !mapped.position; ++i)
            if (!gis::is_ascii(wanted.aliases[i])) mapped.position = find_title(in_file, wanted.aliases[i]);
    }
    if (mapped.position) mapped.in_file = in_file[*mapped.position].name;
    return mapped;
}

std::string trimmed(const std::string& text) {
    const auto blank = [](unsigned char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
    };
    std::size_t begin = 0, end = text.size();
    while (begin < end && blank(static_cast<unsigned char>(text[begin]))) ++begin;
    while (end > begin && blank(static_cast<unsigned char>(text[end - 1]))) --end;
    return text.substr(begin, end - begin);
}

/// The value in the role's type; nothing when it cannot be had.
std::optional<model::Value> converted(const model::Value& value, model::FieldType type) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::string content = trimmed(*text);
        if (content.empty()) return model::Value{};
        if (type == model::FieldType::Text) return content;
        const auto number = model::number_of(content);
        if (!number) return std::nullopt;
        return converted(*number, type);
    }
    if (model::is_null(value)) return model::Value{};
    const double number = *model::number_of(value);
    const bool whole = std::isfinite(number) && number == std::floor(number) && std::abs(number) < 9e15;
    if (type == model::FieldType::Real) return number;
    if (type == model::FieldType::Integer)
        return whole ? std::optional<model::Value>(static_cast<std::int64_t>(number)) : std::nullopt;
    return whole ? fmt::format("{}", static_cast<std::int64_t>(number))
                 : model::text_of(value);  // codes kept as numbers: 1001.0
}

/// Counts one kind of misfit of one field and remembers the first features and values.
class Misfits {
public:
    void add(std::int64_t fid, const std::string& value) {
        ++count_;
        if (features_.size() < examples_named) {
            features_.push_back(std::to_string(fid));
            if (std::find(values_.begin(), values_.end(), value) == values_.end()) values_.push_back(value);
        }
    }
    std::size_t count() const { return count_; }
    std::string features() const { return joined(features_) + (count_ > features_.size() ? " …" : ""); }
    std::string values() const {
        return joined(values_) + (count_ > values_.size() && values_.size() == examples_named ? " …" : "");
    }

private:
    std::size_t count_ = 0;
    std::vector<std::string> features_, values_;
};

/// Fits one column to its role field.
class Column {
public:
    Column(const model::RoleField& field, const MappedField& mapped) : field_(field), mapped_(mapped) {}

    model::Value fit(const model::Value& raw, std::int64_t fid) {
        if (field_.name == "id" && !std::holds_alternative<std::int64_t>(raw) && is_number_cut_short(raw))
            cut_short_.add(fid, model::text_of(raw));
        auto value = converted(raw, field_.type);
        if (!value) {
            type_.add(fid, model::text_of(raw));
            return {};
        }
        if (model::is_null(*value)) {
            if (field_.required) empty_.add(fid, "NULL");
            return {};
        }
        if (!field_.domain.empty()) value = translated(*value, fid);
        if (const auto number = model::number_of(*value); number && beyond(*number, fid)) return {};
        return *value;
    }

    void report(const std::string& source, std::vector<model::Finding>& findings) const {
        const auto add = [&](const Misfits& misfits, const char* rule, model::Severity severity, Text message,
                             Text fix) {
            if (misfits.count() == 0) return;
            findings.push_back({.source = source,
                                .rule = rule,
                                .severity = severity,
                                .feature = misfits.features(),
                                .message = std::move(message),
                                .fix = std::move(fix)});
        };
        const std::string name = label();
        add(type_, "field_type", model::Severity::Error,
            {fmt::format("字段 {}：{} 个值不是{}（{}），已置空", name, type_.count(), kind_zh(),
                         type_.values()),
             fmt::format("field {}: {} values are no {} ({}); set to NULL", name, type_.count(), kind_en(),
                         type_.values())},
            {"在源数据中更正这些值", "correct the values in the source"});
        add(cut_short_, "id_as_number", model::Severity::Error,
            {fmt::format("字段 {}：{} 个编号存成了数值（{}），第 15 位以后的数字已丢失", name, cut_short_.count(),
                         cut_short_.values()),
             fmt::format("field {}: {} ids were stored as numbers ({}); their digits after the 15th are lost", name,
                         cut_short_.count(), cut_short_.values())},
            {"在来源处把该列设为文本格式，重新填写编号后导出",
             "make it a text column in the source, enter the ids anew and export again"});
        add(empty_, "required_value", model::Severity::Error,
            {fmt::format("必填字段 {}：{} 个要素为空", name, empty_.count()),
             fmt::format("required field {}: empty in {} features", name, empty_.count())},
            {"在源数据中补填", "fill them in the source"});
        add(word_, "field_domain", model::Severity::Error,
            {fmt::format("字段 {}：{} 个值不在取值范围（{}）；允许 {}", name, word_.count(), word_.values(),
                         joined(field_.domain)),
             fmt::format("field {}: {} values outside the domain ({}); allowed {}", name, word_.count(),
                         word_.values(), joined(field_.domain))},
            {fmt::format("更正这些值，或在 layers/roles 的 synonyms 中加入同义词"),
             "correct the values, or add a synonym to the role"});
        add(range_, "field_range", model::Severity::Error,
            {fmt::format("字段 {}：{} 个值超出界限（{}），已置空", name, range_.count(), range_.values()),
             fmt::format("field {}: {} values out of bounds ({}); set to NULL", name, range_.count(), range_.values())},
            {"在源数据中更正这些值", "correct the values in the source"});
    }

private:
    std::string label() const {
        return mapped_.in_file.empty() || mapped_.in_file == field_.name
                   ? field_.name
                   : mapped_.in_file + " → " + field_.name;
    }
    const char* kind_zh() const { return field_.type == model::FieldType::Integer ? "整数" : "数字"; }
    const char* kind_en() const {
        return field_.type == model::FieldType::Integer ? "whole number" : "number";
    }

    model::Value translated(const model::Value& value, std::int64_t fid) {
        const std::string word = model::text_of(value);
        if (std::find(field_.domain.begin(), field_.domain.end(), word) != field_.domain.end()) return value;
        if (const auto meaning = field_.synonyms.find(word); meaning != field_.synonyms.end())
            return converted(meaning->second, field_.type).value_or(model::Value{});
        word_.add(fid, word);
        return value;
    }
    bool beyond(double number, std::int64_t fid) {
        const bool out = (field_.minimum && number < *field_.minimum) ||
                         (field_.maximum && number > *field_.maximum) || !std::isfinite(number);
        if (out) range_.add(fid, fmt::format("{}", number));
        return out;
    }

    const model::RoleField& field_;
    const MappedField& mapped_;
    Misfits type_, empty_, word_, range_, cut_short_;
};

}  // namespace

FieldMapping map_fields(const std::vector<model::Field>& in_file, const model::Role& role,
                        const model::SourceDefinition& definition) {
    FieldMapping mapping;
    std::set<std::size_t> taken;
    for (const model::RoleField& wanted : role.fields) {
        MappedField mapped = find_field(in_file, wanted, definition);
        if (wanted.required && !mapped.position)
            throw InputError(
                {.thing = fmt::format("{} · {}", role.id, definition.path.filename().string()),
                 .value = joined(names_of(in_file)),
                 .expected =
                     both("必填字段 {}（{}；惯用名 {}）", "the required field {} ({}; usual names {})",
                          wanted.name, wanted.title, joined(wanted.aliases)),
                 .advice = both("用 --field {}=文件中的字段名 指定（study.toml 中写 fields）",
                                "name it with --field {}=NAME (fields in study.toml)", wanted.name)});
        if (mapped.position) taken.insert(*mapped.position);
        mapping.fields.push_back(std::move(mapped));
    }
    for (std::size_t i = 0; i < in_file.size(); ++i)
        if (!taken.contains(i)) mapping.unused.push_back(in_file[i].name);
    return mapping;
}

FieldMapping without_fields(const model::Role& role) {
    FieldMapping mapping;
    mapping.fields.reserve(role.fields.size());
    for (const model::RoleField& wanted : role.fields)
        mapping.fields.push_back({.canonical = wanted.name, .position = {}, .in_file = {}});
    return mapping;
}

model::FeatureTable to_role(model::FeatureTable&& read, const FieldMapping& mapping, const model::Role& role,
                            KeptFields kept, const std::string& source, std::vector<model::Finding>& findings) {
    model::FeatureTable table{.name = role.id, .title = role.title, .kind = read.kind, .epsg = read.epsg};
    std::vector<Column> columns;
    std::vector<std::optional<std::size_t>> positions;
    for (std::size_t i = 0; i < role.fields.size(); ++i) {
        const model::RoleField& field = role.fields[i];
        const bool found = mapping.fields[i].position.has_value();
        const bool needed = field.required || field.name == "id" || !field.code_scheme.empty();
        if (kept == KeptFields::Found && !found && !needed) continue;
        positions.push_back(mapping.fields[i].position);
        table.fields.push_back(
            {.name = field.name, .type = field.type, .title = field.title, .unit = field.unit});
        columns.emplace_back(field, mapping.fields[i]);
    }
    std::vector<model::Value> values;
    for (model::Feature& feature : read.features) {
        values.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            values.push_back(positions[i] ? columns[i].fit(feature.values[*positions[i]], feature.fid)
                                          : model::Value{});
        }
        feature.values.clear();
        feature.values.reserve(columns.size() + 1);  // a parcel will be given the field source_id
        std::ranges::move(values, std::back_inserter(feature.values));
    }
    table.features = std::move(read.features);
    for (const Column& column : columns) column.report(source, findings);
    return table;
}

}  // namespace zonewright::intake
