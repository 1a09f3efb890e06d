// Makes the reports of one outline or of many, with an index page of the many.
//
// In a batch a bad outline is an entry of the index; alone it throws. The index is written anew after every
// report, so an interrupted batch shows what is there; in the end it also gets an atlas, a sheet for each town, which are
// pictures in the folder atlas as well. Reports of a batch are made on all threads; the outcome
// is in the order asked, whatever their number.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "answer/report_maker.h"
#include "answer/site_questions.h"
#include "model/town.h"

namespace zonewright::answer {

class ReportBatch {
public:
    struct Place {
        std::filesystem::path output, templates;
        Language language = Language::Zh;
        std::vector<model::Town> towns;       ///< boundaries for the atlas
        model::StyleSheet map_styles;
        std::string note;                     ///< on every sheet of the atlas
        std::optional<double> coarse_line_m;  ///< of the public edition
    };
    ReportBatch(const ReportMaker& maker, Place place) : maker_(maker), place_(std::move(place)) {}

    std::vector<ReportOutcome> make(const std::vector<AskedSite>& asked, const Progress& progress) const;
    std::vector<ReportOutcome> make_one(const AskedSite& asked, const Progress& progress) const;
    std::filesystem::path index() const { return place_.output / "index.html"; }

private:
    ReportOutcome outcome_of(const AskedSite& asked, const std::string& folder, const Progress& progress) const;
    void write_index(const std::vector<ReportOutcome>& outcomes, const std::vector<report::AtlasPicture>& atlas) const;
    std::vector<report::AtlasPicture> atlas_of(const std::vector<AskedSite>& asked,
                                               const std::vector<ReportOutcome>& outcomes) const;

    const ReportMaker& maker_;
    Place place_;
};

}  // namespace zonewright::answer
