// The sites found for one question as a page: a map of all of them, and a card for each with its own map,
// its figures, what its score is made of, how far it can be from the best and why it is not larger.
//
// Self-contained HTML (pictures and style inside), Chinese or English, prints on A4. Cost: one picture for
// each site and one for all.
// Errors: InputError when a style or template is missing; InternalError when a site has no reasons.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/run_view.h"
#include "model/site_report.h"
#include "model/style.h"

namespace zonewright::report {

struct SiteCardsRequest {
    std::string title;     ///< of the study
    std::string question;  ///< what was asked, in words
    /// Plan, zones, parcels, supply, links and the sites must be there.
    const model::RunView* run = nullptr;
    const model::Catalogue* catalogue = nullptr;
    const model::StyleSheet* styles = nullptr;               ///< of the layers
    const model::StyleSheet* map_styles = nullptr;           ///< of styles/maps
    std::span<const std::vector<model::ScorePart>> reasons;  ///< one list per site
    std::vector<std::string> notes;                          ///< what a reader must know, and shortfalls
    std::string confidentiality;                             ///< 密级; may be empty
    bool schematic = false;
    std::vector<std::pair<std::string, std::string>> versions;
    Language language = Language::Zh;
};

/// `templates`: the folder styles/report. Writes whole or not at all. Returns the map of all sites as PNG.
std::string write_site_cards(const std::filesystem::path& target, const std::filesystem::path& templates,
                             const SiteCardsRequest& request, const Progress& progress);

}  // namespace zonewright::report
