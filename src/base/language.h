// Which language does the program speak to people? Chinese by default, English on request (--lang).
// Both wordings stand side by side at the place that says them, so neither can be forgotten.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace zonewright {

enum class Language { Zh, En };

/// Set once by the command line before any work starts.
void set_language(Language language);
Language language();

/// A text in both languages; data (titles, names of steps) carries this, not a translated string.
struct Text {
    std::string zh;
    std::string en;

    const std::string& in(Language chosen) const { return chosen == Language::Zh ? zh : en; }
    const std::string& said() const { return in(language()); }
    bool operator==(const Text&) const = default;
};

/// say("共 {} 宗", "{} parcels", count): both formats are checked at compile time.
template <typename... Args>
std::string say(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, Args&&... args) {
    return language() == Language::Zh ? fmt::format(zh, std::forward<Args>(args)...)
                                      : fmt::format(en, std::forward<Args>(args)...);
}

}  // namespace zonewright
