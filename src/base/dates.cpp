#include "base/dates.h"

#include <algorithm>
#include <chrono>

namespace zonewright {
namespace {

/// The number of a text of digits only; nothing when it is anything else or of another length.
std::optional<int> digits(std::string_view text, std::size_t count) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != count || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    int number = 0;
    for (const char c : text) number = 10 * number + (c - '0');
    return number;
}

/// The part behind the dash at `position`: two digits.
std::optional<int> two_digits_behind(std::string_view text, std::size_t position) {
    return text[position] == '-' ? digits(text.substr(position + 1, 2), 2) : std::nullopt;
}

}  // namespace

std::optional<Date> date_from(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
    const auto year_stated = digits(text.substr(0, 4), 4);
    const auto month_stated = text.size() >= 7 ? two_digits_behind(text, 4) : 1;
    const auto day_stated = text.size() == 10 ? two_digits_behind(text, 7) : 1;
    if (!year_stated || !month_stated || !day_stated) return std::nullopt;
    const year_month_day on_calendar{year(*year_stated), month(static_cast<unsigned>(*month_stated)),
                                     day(static_cast<unsigned>(*day_stated))};
    constexpr int earliest = 1800, latest = 2199;  // what else stands there is a typing error, or stands for "none"
    if (!on_calendar.ok() || *year_stated < earliest || *year_stated > latest) return std::nullopt;
    return Date{*year_stated, text.size() >= 7 ? *month_stated : 0, text.size() == 10 ? *day_stated : 0};
}

Text form_of_dates() {
    return {"日历上有的日期：2024、2024-12 或 2024-12-31",
            "a date of the calendar: 2024, 2024-12 or 2024-12-31"};
}

}  // namespace zonewright
