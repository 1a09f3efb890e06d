// How figures of a site report are written: 公顷 to four decimals, 亩 and m² to two, shares to 0.01 %, closed
// where they stand in one table (调平).
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "model/land_offer.h"
#include "model/site_check.h"

namespace zonewright::report {

std::string hectares_text(Area area);
std::string mu_text(Area area);
std::string m2_text(Area area);

/// The columns of a table whose rows add up to `whole`.
struct ClosedRow {
    std::string m2, hectares, mu, share;
};
std::vector<ClosedRow> closed_rows(const std::vector<Area>& parts, Area whole);

/// Hectares of parts that add up, as they stand in a sentence.
std::vector<std::string> closed_hectares(const std::vector<Area>& parts);

/// "1,200–1,900": a range stays a range.
std::string cost_range(const model::Estimate& estimate);

/// "永久基本农田（2024-12-31）": the title of a layer with its date; no file names on pages.
std::string layer_and_date(const std::string& source, const std::string& date, Language language);

/// The sentence of a check without the title it begins with, for where the title stands beside it.
std::string statement_of(const model::CheckResult& result, Language language);

/// "2000国家大地坐标系，3度分带高斯-克吕格投影，中央经线114°（EPSG:4547）".
Text crs_words(int epsg);

}  // namespace zonewright::report
