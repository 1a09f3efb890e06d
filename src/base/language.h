// Which languages does the program speak to people? Chinese by default, English on request (--lang).
// Both wordings stand side by side at the place that says them, so neither can be forgotten. What is computed
// and stored carries both; a language is chosen only where words are drawn, printed or written to a file.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace zonewright {

enum class Language { Zh, En };

/// "zh", "en": as typed after --lang and kept in files.
inline const char* to_string(Language language) {
    return language == Language::Zh ? "zh" : "en";
}

/// A text in both languages. Names of files, codes and numbers are the same in both and convert by
/// themselves.
struct Text {
    std::string zh;
    std::string en;

    Text() = default;
    Text(std::string in_chinese, std::string in_english)
        : zh(std::move(in_chinese)), en(std::move(in_english)) {}
    template <std::convertible_to<std::string_view> Same>
    Text(const Same& same) : zh(std::string_view(same)), en(zh) {}  // NOLINT: converts on purpose

    const std::string& in(Language chosen) const { return chosen == Language::Zh ? zh : en; }
    bool empty() const { return zh.empty() && en.empty(); }

    Text& operator+=(const Text& more) {
        zh += more.zh;
        en += more.en;
        return *this;
    }
    friend Text operator+(Text first, const Text& second) { return std::move(first += second); }
    bool operator==(const Text&) const = default;
};

/// What reads the same in both languages, where an implicit conversion would hide the decision.
inline Text same(std::string_view words) {
    return words;
}

/// A text in one language; anything else as it is, for formats take both.
inline const std::string& in_language(const Text& text, Language language) {
    return text.in(language);
}
template <typename T>
const T& in_language(const T& value, Language) {
    return value;
}

/// What a format sees of an argument of both().
template <typename T>
using Spoken = std::remove_cvref_t<decltype(in_language(std::declval<const T&>(), Language::Zh))>;

/// both("共 {} 宗", "{} parcels", count): both formats are checked at compile time, and arguments that are
/// texts themselves are written in the language of the format.
template <typename... Args>
Text both(fmt::format_string<Spoken<Args>...> zh, fmt::format_string<Spoken<Args>...> en,
          const Args&... args) {
    return {fmt::vformat(zh, fmt::make_format_args(in_language(args, Language::Zh)...)),
            fmt::vformat(en, fmt::make_format_args(in_language(args, Language::En)...))};
}

}  // namespace zonewright
