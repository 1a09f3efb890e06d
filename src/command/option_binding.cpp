#include "command/option_binding.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/spelling.h"

namespace zonewright::command {
namespace {

using answer::Field;

/// "-o,--output", or "study" for an argument by position.
std::string names_of(const Field& field) {
    std::string names = answer::option_name(field);
    if (field.letter != 0) names = std::string("-") + field.letter + "," + names;
    return names;
}

/// What stands behind the option in the help.
std::string type_name_of(const Field& field, Language language) {
    if (!field.words.empty()) return "{" + joined(field.words, ",") + "}";
    if (!field.measured_in.empty() && field.measured_in != "1") return field.measured_in;
    if (std::holds_alternative<std::filesystem::path*>(field.target))
        return Text("路径", "PATH").in(language);
    return field.is_whole()    ? Text("整数", "WHOLE").in(language)
           : field.is_number() ? Text("数", "NUMBER").in(language)
                               : Text("文字", "TEXT").in(language);
}

class Binder {
public:
    Binder(CLI::App& verb, const Field& field, Language language)
        : verb_(verb), field_(field), language_(language) {}

    void operator()(bool* flag) const { verb_.add_flag(names_of(field_), *flag, help()); }
    void operator()(Language* language) const { *language = language_; }
    template <typename T>
    void operator()(T* value) const {
        CLI::Option* option = verb_.add_option(names_of(field_), *value, help());
        if constexpr (requires { value->push_back({}); } && !std::is_same_v<T, std::string>) {
            if (field_.exactly > 0) option->expected(static_cast<int>(field_.exactly));
        } else if constexpr (std::is_arithmetic_v<T>) {
            if (!field_.must_be_given) option->capture_default_str();
        } else if constexpr (std::is_same_v<T, std::string>) {
            if (!value->empty()) option->capture_default_str();
        }
        finish(*option);
    }

private:
    std::string help() const { return field_.help.in(language_); }
    void finish(CLI::Option& option) const {
        if (field_.must_be_given) option.required();
        option.type_name(type_name_of(field_, language_));
        if (!field_.value_may_be_left_out) return;
        option.expected(0, 1);
        option.default_str(field_.alone);
    }

    CLI::App& verb_;
    const Field& field_;
    Language language_;
};

}  // namespace

void bind(CLI::App& verb, const answer::Declaration& declaration, Language language) {
    for (const Field& field : declaration.fields) std::visit(Binder(verb, field, language), field.target);
    for (const Field& field : declaration.fields) {
        const answer::Field* other = declaration.find(field.with);
        if (other == nullptr) continue;
        verb.get_option(answer::option_name(field))->needs(verb.get_option(answer::option_name(*other)));
    }
}

}  // namespace zonewright::command
