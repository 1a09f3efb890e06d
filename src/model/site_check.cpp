#include "model/site_check.h"

#include <fmt/format.h>

#include "model/printed_area.h"

namespace zonewright::model {

std::string to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::Fits:
            return "fits";
        case Verdict::Conditional:
            return "conditional";
        case Verdict::Conflicts:
            return "conflicts";
        case Verdict::Undecided:
            return "undecided";
    }
    return {};
}

std::optional<Verdict> verdict_from(const std::string& word) {
    for (auto verdict : {Verdict::Fits, Verdict::Conditional, Verdict::Conflicts, Verdict::Undecided})
        if (to_string(verdict) == word) return verdict;
    return std::nullopt;
}

Text title_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Fits:
            return {"符合", "fits"};
        case Verdict::Conditional:
            return {"有条件符合", "fits with conditions"};
        case Verdict::Conflicts:
            return {"不符合", "does not fit"};
        case Verdict::Undecided:
            return {"待核查", "to be checked"};
    }
    return {};
}

std::string to_string(CheckState state) {
    switch (state) {
        case CheckState::Occupies:
            return "occupies";
        case CheckState::TouchesOnly:
            return "touches_only";
        case CheckState::Clear:
            return "clear";
        case CheckState::NotChecked:
            return "not_checked";
    }
    return {};
}

Text title_of(CheckState state) {
    switch (state) {
        case CheckState::Occupies:
            return {"涉及", "occupies"};
        case CheckState::TouchesOnly:
            return {"仅相接", "touches only"};
        case CheckState::Clear:
            return {"不涉及", "clear"};
        case CheckState::NotChecked:
            return {"未核查", "not checked"};
    }
    return {};
}

Text state_words(const CheckResult& result, Area outline) {
    if (result.unchecked <= Area{} || result.unchecked >= outline) return title_of(result.state);
    const double hectares = printed(result.unchecked).hectares;
    Text rest{fmt::format("未核查（部分，{:.4f} 公顷）", hectares),
              fmt::format("not checked (part, {:.4f} ha)", hectares)};
    if (result.state == CheckState::NotChecked) return rest;
    const Text known = title_of(result.state);
    return {known.zh + "；" + rest.zh, known.en + "; " + rest.en};
}

}  // namespace zonewright::model
