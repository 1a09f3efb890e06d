#include "report/site_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "base/atomic_file.h"
#include "base/units.h"
#include "report/data_uri.h"
#include "report/page.h"

namespace zonewright::report {
namespace {

std::optional<double> figure_in(std::string text) {
    std::erase(text, ',');
    if (text.empty() || text == "—") return std::nullopt;
    return std::stod(text);
}

/// Figures of a town: what its reports add up to, as they are printed; what one of them does not know is said.
class TownSum {
public:
    void add(const SiteIndexEntry& entry) {
        ++count_;
        mu_ += entry.area_mu;
        const std::array figures{&entry.red_lines_ha, &entry.cultivated_ha, &entry.collective_ha, &entry.state_ha};
        for (std::size_t i = 0; i < figures.size(); ++i)
            if (const auto hectares = figure_in(*figures[i]))
                sums_[i] += *hectares;
            else
                ++unknown_[i];
        const std::size_t dash = entry.cost.find("–");
        if (dash != std::string::npos) {
            const double low = *figure_in(entry.cost.substr(0, dash)), high = *figure_in(entry.cost.substr(dash + std::string_view("–").size()));
            cost_ = cost_ ? std::pair(std::min(cost_->first, low), std::max(cost_->second, high)) : std::pair(low, high);
        }
        ++verdicts_[entry.verdict_word];
    }

    PageData row(const std::string& town, Language language) const {
        PageData data = page_object();
        data.set("town", town);
        data.set("count", fmt::format("{}", count_));
        data.set("mu", with_thousands(mu_, 2));
        constexpr std::array keys{"red_lines", "cultivated", "collective", "state"};
        for (std::size_t i = 0; i < keys.size(); ++i) data.set(keys[i], sum_text(i, language));
        data.set("cost", cost_ ? with_thousands(cost_->first, 0) + "–" + with_thousands(cost_->second, 0) : "—");
        std::string words;
        for (const auto& [word, times] : verdicts_)
            words += fmt::format("{}{} {}", words.empty() ? "" : Text{"，", ", "}.in(language), word, times);
        data.set("verdicts", words);
        return data;
    }

private:
    std::string sum_text(std::size_t i, Language language) const {
        if (unknown_[i] == count_) return "—";
        const std::string sum = with_thousands(std::round(sums_[i] * 1e4) / 1e4, 4);
        return unknown_[i] == 0 ? sum
                                : sum + both("（另 {} 处未核查）", " ({} more not checked)", unknown_[i]).in(language);
    }

    std::size_t count_ = 0;
    std::array<std::size_t, 4> unknown_{};
    double mu_ = 0;
    std::array<double, 4> sums_{};
    std::optional<std::pair<double, double>> cost_;
    std::map<std::string, std::size_t> verdicts_;
};

/// Towns in the order in which they first appear.
PageData town_sums(const std::vector<SiteIndexEntry>& entries, Language language) {
    std::vector<std::pair<std::string, TownSum>> towns;
    for (const SiteIndexEntry& entry : entries) {
        if (entry.link.empty()) continue;
        auto found = std::ranges::find(towns, entry.town, &std::pair<std::string, TownSum>::first);
        if (found == towns.end()) found = towns.insert(towns.end(), {entry.town, {}});
        found->second.add(entry);
    }
    PageData rows = page_list();
    for (const auto& [town, sum] : towns)
        rows << sum.row(town.empty() ? Text{"不在任何镇街内", "in no town"}.in(language) : town, language);
    return rows;
}

}  // namespace

void write_site_index(const std::filesystem::path& target, const std::filesystem::path& templates,
                      const std::vector<SiteIndexEntry>& entries, const std::vector<AtlasPicture>& atlas, Language language) {
    PageData rows = page_list();
    std::size_t made = 0, number = 0;
    for (const SiteIndexEntry& entry : entries) {
        PageData row = page_object();
        row.set("number", fmt::format("{}", ++number));
        row.set("town", entry.town);
        row.set("title", entry.title);
        row.set("link", entry.link);
        row.set("made", !entry.link.empty());
        row.set("mu", with_thousands(entry.area_mu, 2));
        for (const auto& [key, value] : {std::pair{"red_lines", &entry.red_lines_ha},
                                         {"cultivated", &entry.cultivated_ha},
                                         {"collective", &entry.collective_ha},
                                         {"state", &entry.state_ha},
                                         {"cost", &entry.cost}})
            row.set(key, *value);
        row.set("verdict", entry.verdict);
        row.set("alarm", entry.conflicts);
        row.set("problem", entry.problem);
        row.set("kept", entry.kept);
        made += entry.link.empty() ? 0 : 1;
        rows << row;
    }
    PageData page = page_object();
    page.set("rows", rows);
    page.set("towns", town_sums(entries, language));
    PageData sheets = page_list();
    for (const AtlasPicture& picture : atlas) {
        PageData sheet = page_object();
        sheet.set("town", picture.town);
        sheet.set("image", png_uri(picture.png));
        sheets << sheet;
    }
    page.set("sheets", sheets);
    page.set("has_sheets", !atlas.empty());
    page.set("made", fmt::format("{}", made));
    page.set("has_failed", made < entries.size());
    page.set("failed", fmt::format("{}", entries.size() - made));
    page.set("count", fmt::format("{}", entries.size()));
    write_file(target, render_page(templates, "site_index", std::move(page), language));
}

}  // namespace zonewright::report
