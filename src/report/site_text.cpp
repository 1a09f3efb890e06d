#include "report/site_text.h"

#include <fmt/format.h>

namespace zonewright::report {
namespace {

std::string decimals(std::int64_t units, int count) {
    return with_thousands(static_cast<double>(units) / (count == 4 ? 1e4 : 1e2), count);
}

}  // namespace

std::string hectares_text(Area area) {
    return fmt::format("{:.4f}", round_half_up(area.hectares(), 4));
}
std::string mu_text(Area area) {
    return with_thousands(round_half_up(area.mu(), 2), 2);
}
std::string m2_text(Area area) {
    return with_thousands(area.m2(), 2);
}

std::vector<ClosedRow> closed_rows(const std::vector<Area>& parts, Area whole) {
    std::vector<double> hectares, mu, percent;
    for (const Area part : parts) {
        hectares.push_back(part.hectares());
        mu.push_back(part.mu());
        percent.push_back(whole > Area{} ? 100 * part.m2() / whole.m2() : 0);
    }
    const auto closed_ha = round_closed(hectares, 4), closed_mu = round_closed(mu, 2);
    const auto closed_percent = round_closed(percent, 2);
    std::vector<ClosedRow> rows;
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back({m2_text(parts[i]), decimals(closed_ha[i], 4), decimals(closed_mu[i], 2),
                        decimals(closed_percent[i], 2) + "%"});
    return rows;
}

std::vector<std::string> closed_hectares(const std::vector<Area>& parts) {
    std::vector<std::string> texts;
    for (const ClosedRow& row : closed_rows(parts, {})) texts.push_back(row.hectares);
    return texts;
}

std::string layer_and_date(const std::string& source, const std::string& date, Language language) {
    if (source.empty()) return "—";
    const std::string day = date.empty() ? Text{"时点未注明", "date not stated"}.in(language) : date;
    return language == Language::Zh ? fmt::format("{}（{}）", source, day)
                                    : fmt::format("{} ({})", source, day);
}

}  // namespace zonewright::report
