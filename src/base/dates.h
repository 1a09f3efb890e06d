// Is this a date, and of which year? One parser for what people type and what study.toml states.
//
// "2024", "2024-12" or "2024-12-31" (ISO 8601): as much of it as is known, and a day that the calendar has.
// Dates of this form sort as texts.
#pragma once

#include <optional>
#include <string_view>

#include "base/language.h"

namespace zonewright {

struct Date {
    int year = 0;
    int month = 0;  ///< 0: not stated
    int day = 0;    ///< 0: not stated
    bool operator==(const Date&) const = default;
};

/// Nothing when it is not a date.
std::optional<Date> date_from(std::string_view text);

/// What a date looks like, for "expected" in messages.
Text form_of_dates();

}  // namespace zonewright
