#include "answer/report_batch.h"

#include <mutex>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/parallel.h"

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
        write_index(outcomes);
    });
    return outcomes;
}

void ReportBatch::write_index(const std::vector<ReportOutcome>& outcomes) const {
    std::vector<report::SiteIndexEntry> entries;
    for (const ReportOutcome& outcome : outcomes)
        if (!outcome.entry.title.empty()) entries.push_back(outcome.entry);
    make_folder(place_.output);
    report::write_site_index(index(), place_.templates, entries, place_.language);
}

}  // namespace zonewright::answer
