#include "answer/report_batch.h"

#include <algorithm>
#include <mutex>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/parallel.h"
#include "gis/overlay.h"
#include "report/town_atlas.h"

namespace zonewright::answer {

std::vector<ReportOutcome> ReportBatch::make_one(const AskedSite& asked, const Progress& progress) const {
    if (!asked.question) return {outcome_of(asked, "", progress)};
    return {maker_.make(*asked.question, folder_name(asked.title), progress)};
}

ReportOutcome ReportBatch::outcome_of(const AskedSite& asked, const std::string& folder,
                                      const Progress& progress) const {
    ReportOutcome outcome{.entry = {.title = asked.title}, .problem = asked.problem};
    try {
        if (asked.question) return maker_.make(*asked.question, folder, progress);
    } catch (const Error& problem) {
        outcome.problem = problem.message();
    }
    outcome.entry.problem = outcome.problem.in(place_.language);
    return outcome;
}

std::vector<ReportOutcome> ReportBatch::make(const std::vector<AskedSite>& asked, const Progress& progress) const {
    std::vector<std::string> taken, names;
    for (const AskedSite& site : asked) names.push_back(free_folder_name(site.title, taken));
    std::vector<ReportOutcome> outcomes(asked.size());
    std::mutex writing;
    parallel_for(asked.size(), 1, progress, [&](std::size_t i) {
        ReportOutcome outcome = outcome_of(asked[i], names[i], progress.quiet());
        const std::scoped_lock lock(writing);
        outcomes[i] = std::move(outcome);
        write_index(outcomes, {});
    });
    write_index(outcomes, atlas_of(asked, outcomes));
    return outcomes;
}

std::vector<report::AtlasPicture> ReportBatch::atlas_of(const std::vector<AskedSite>& asked,
                                                        const std::vector<ReportOutcome>& outcomes) const {
    std::vector<std::pair<std::string, report::AtlasSheet>> sheets;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const std::string& town = outcomes[i].entry.town;
        if (!asked[i].question || outcomes[i].entry.link.empty() || town.empty()) continue;
        auto found = std::ranges::find(sheets, town, &std::pair<std::string, report::AtlasSheet>::first);
        if (found == sheets.end()) found = sheets.insert(sheets.end(), {town, {}});
        geom::MultiPolygon outline = asked[i].question->outline;
        if (place_.coarse_line_m) outline = gis::simplify(outline, *place_.coarse_line_m);
        found->second.outlines.push_back({fmt::format("{}", i + 1), std::move(outline)});
    }
    std::vector<report::AtlasPicture> pictures;
    std::vector<std::string> taken;
    for (auto& [town, sheet] : sheets) {
        for (const model::Town& known : place_.towns)
            if (known.name == town) sheet.town = known.geometry;
        sheet.title = both("{}选址图（{} 处，编号同汇总表）", "{}: {} outlines, numbered as in the table", town,
                           sheet.outlines.size())
                          .in(place_.language);
        sheet.note = place_.note;
        const std::string png = report::draw_atlas_sheet(sheet, place_.map_styles, place_.language);
        if (png.empty()) continue;
        make_folder(place_.output / "atlas");
        write_file(place_.output / "atlas" / (free_folder_name(town, taken) + ".png"), png);
        pictures.push_back({town, png});
    }
    return pictures;
}

void ReportBatch::write_index(const std::vector<ReportOutcome>& outcomes, const std::vector<report::AtlasPicture>& atlas) const {
    std::vector<report::SiteIndexEntry> entries;
    for (const ReportOutcome& outcome : outcomes)
        if (!outcome.entry.title.empty()) entries.push_back(outcome.entry);
    make_folder(place_.output);
    report::write_site_index(index(), place_.templates, entries, atlas, place_.language);
}

}  // namespace zonewright::answer
