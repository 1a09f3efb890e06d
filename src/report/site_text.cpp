#include "report/site_text.h"

#include <fmt/format.h>

#include "model/printed_area.h"

namespace zonewright::report {
std::string hectares_text(Area area) {
    return fmt::format("{:.4f}", model::printed(area).hectares);
}
std::string mu_text(Area area) {
    return with_thousands(model::printed(area).mu, 2);
}
std::string m2_text(Area area) {
    return with_thousands(area.m2(), 2);
}

std::vector<ClosedRow> closed_rows(const std::vector<Area>& parts, Area whole) {
    std::vector<double> percent;
    percent.reserve(parts.size());
    for (const Area part : parts) percent.push_back(whole > Area{} ? 100 * part.m2() / whole.m2() : 0);
    const auto closed_percent = round_closed(percent, 2);
    const std::vector<model::PrintedArea> closed = model::close_rows(parts).rows;
    std::vector<ClosedRow> rows;
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back({m2_text(parts[i]), with_thousands(closed[i].hectares, 4),
                        with_thousands(closed[i].mu, 2),
                        with_thousands(static_cast<double>(closed_percent[i]) / 100, 2) + "%"});
    return rows;
}

std::vector<std::string> closed_hectares(const std::vector<Area>& parts) {
    std::vector<std::string> texts;
    for (const ClosedRow& row : closed_rows(parts, {})) texts.push_back(row.hectares);
    return texts;
}

std::string statement_of(const model::CheckResult& result, Language language) {
    const std::string& sentence = result.sentence.in(language);
    const std::string begin =
        result.rule.title.in(language) + (language == Language::Zh ? "：" : ": ");
    return sentence.starts_with(begin) ? sentence.substr(begin.size()) : sentence;
}

Text crs_words(int epsg) {
    // EPSG lists the 3-degree zones of CGCS2000 in two rows: with the number of the zone in the easting,
    // without.
    constexpr int first_with_prefix = 4513, first_plain = 4534, count = 21, first_meridian = 75, step = 3;
    const bool prefixed = epsg >= first_with_prefix && epsg < first_with_prefix + count;
    const bool plain = epsg >= first_plain && epsg < first_plain + count;
    if (!prefixed && !plain) return fmt::format("EPSG:{}", epsg);
    const int meridian = first_meridian + step * (epsg - (prefixed ? first_with_prefix : first_plain));
    return {fmt::format("2000国家大地坐标系，3度分带高斯-克吕格投影，中央经线{}°{}（EPSG:{}）", meridian,
                        prefixed ? "，横坐标加带号" : "", epsg),
            fmt::format("CGCS2000, 3-degree Gauss-Krüger, central meridian {}°{} (EPSG:{})", meridian,
                        prefixed ? ", zone in the easting" : "", epsg)};
}

std::string cost_range(const model::Estimate& estimate) {
    if (estimate.exact()) return with_thousands(estimate.central, 0);
    return with_thousands(estimate.low, 0) + "–" + with_thousands(estimate.high, 0);
}

std::string layer_and_date(const std::string& source, const std::string& date, Language language) {
    if (source.empty()) return "—";
    const std::string day = date.empty() ? Text{"时点未注明", "date not stated"}.in(language) : date;
    return language == Language::Zh ? fmt::format("{}（{}）", source, day)
                                    : fmt::format("{} ({})", source, day);
}

}  // namespace zonewright::report
