#include "answer/option_lines.h"

#include <nlohmann/json.hpp>

#include "answer/question_form.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;

std::string typed_names(const Field& field) {
    const std::string name = option_name(field);
    return field.letter == 0 ? name : std::string("-") + field.letter + ", " + name;
}

Text value_kind(const Field& field) {
    if (!field.words.empty()) return joined(field.words, "|");
    if (!field.measured_in.empty() && field.measured_in != "1") return field.measured_in;
    if (std::holds_alternative<std::filesystem::path*>(field.target)) return {"路径", "PATH"};
    if (field.is_whole()) return {"整数", "WHOLE"};
    if (field.is_number()) return {"数", "NUMBER"};
    return field.choices_of == ChoicesOf::Nothing ? Text("文字", "TEXT") : Text("名称", "NAME");
}

Text typed_value(const Field& field) {
    if (field.is_flag()) return {};
    const Text kind = value_kind(field);
    if (field.exactly > 0) {
        Text values = kind;
        for (std::size_t i = 1; i < field.exactly; ++i) values += both(" {}", " {}", kind);
        return values;
    }
    if (field.value_may_be_left_out) return both("[{}]", "[{}]", kind);
    return field.is_list() ? both("{}…", "{}...", kind) : kind;
}

Text allowed_range(const Field& field) {
    if (field.least && field.most) return both("{:g} 到 {:g}", "{:g} to {:g}", *field.least, *field.most);
    if (field.least && field.more_than_least) return both("大于 {:g}", "more than {:g}", *field.least);
    if (field.least) return both("不小于 {:g}", "at least {:g}", *field.least);
    if (field.most) return both("不大于 {:g}", "at most {:g}", *field.most);
    return {};
}

/// The default as it would be typed; empty where there is none, or none worth saying.
std::string stated_default(const Json& property) {
    const auto found = property.find("default");
    if (found == property.end() || *found == false) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

void append_limit(Text& limits, const Text& more) {
    if (more.empty()) return;
    if (!limits.empty()) limits += Text("；", "; ");
    limits += more;
}

Text stated_limits(const Declaration& declaration, const Field& field, const Json& property) {
    Text limits = allowed_range(field);
    if (field.must_be_given) append_limit(limits, {"必填", "required"});
    if (const std::string value = stated_default(property); !value.empty())
        append_limit(limits, both("默认 {}", "default {}", value));
    if (field.value_may_be_left_out)
        append_limit(limits, both("不写值即 {}", "without a value: {}", field.alone));
    if (const Field* other = declaration.find(field.with))
        append_limit(limits, both("与 {} 合用", "with {}", option_name(*other)));
    return limits;
}

}  // namespace

std::vector<OptionLine> option_lines(const Declaration& declaration) {
    const Json schema = question_schema(declaration);
    std::vector<OptionLine> lines;
    for (const Field& field : declaration.fields)
        if (!std::holds_alternative<Language*>(field.target))
            lines.push_back({typed_names(field), typed_value(field), field.help,
                             stated_limits(declaration, field, schema["properties"][field.name])});
    return lines;
}

Text written(const OptionLine& line) {
    if (line.value.empty() || line.names.front() != '-') return line.names;
    return both("{} {}", "{} {}", line.names, line.value);
}

std::string manual_text(const std::vector<OptionLine>& lines) {
    std::string text;
    for (const OptionLine& line : lines) {
        if (!text.empty()) text += "\n\n";
        text += "`" + written(line).en + "`\n:   " + line.help.en;
        if (!line.limits.empty()) text += " (" + line.limits.en + ")";
        text += ".\n    " + line.help.zh;
        if (!line.limits.empty()) text += "（" + line.limits.zh + "）";
        text += "。";
    }
    return text;
}

}  // namespace zonewright::answer
