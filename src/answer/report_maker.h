// Makes the files of one site report in a folder of its own, or keeps those of an earlier run.
//
// A folder is kept when its stamp names the same study stages, rules, templates, program, language, options
// and outline, and every file is still there: so an interrupted batch goes on where it stopped. The stamp is
// written last. Thread-safe: several reports may be made at once, in different folders.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/site_questions.h"
#include "model/style.h"
#include "report/site_index.h"

namespace zonewright::answer {

/// Among the annexes of a report, unless it is for the public: its outline and what the checks found, as styled layers.
inline constexpr const char* evidence_file = "evidence.gpkg";

/// The bureau's own form as it was given, kept beside what was filled from it so that `verify` can fill it again.
inline constexpr const char* empty_form = "form_template.docx";

struct ReportSettings {
    std::filesystem::path output;
    bool for_the_public = false;
    bool with_pdf = true;  ///< false also when no browser is installed
    Language language = Language::Zh;
    std::string inputs;  ///< fingerprint of the study's stages and rules
    std::string manifest_digest;  ///< of the published run that the stages are those of; empty: of none
    std::filesystem::path form;   ///< the bureau's own Word form; empty: none
    std::string form_digest;      ///< SHA-256 of it
};

/// What came of one question.
struct ReportOutcome {
    report::SiteIndexEntry entry;
    Text problem;  ///< why there is no report; empty otherwise
    Text verdict;
    std::filesystem::path page;
    nlohmann::ordered_json json;
    std::vector<Text> warnings;
};

class ReportMaker {
public:
    ReportMaker(const study::Study& study, const study::SiteDesk& desk, ReportSettings settings);

    /// Throws what answering and writing throw.
    ReportOutcome make(const study::SiteQuestion& question, const std::string& folder_name,
                       const Progress& progress) const;

private:
    std::string stamp_of(const study::SiteQuestion& question) const;
    std::vector<std::string> file_names() const;
    bool is_finished(const std::filesystem::path& folder, const std::string& stamp) const;
    void write(const model::SiteReport& answer, const study::SiteQuestion& question,
               const std::filesystem::path& folder, const Progress& progress) const;

    const study::Study& study_;
    const study::SiteDesk& desk_;
    ReportSettings settings_;
    model::StyleSheet styles_, map_styles_;
    std::string templates_;  ///< hash
};

/// A name for a folder from any text: nothing that leaves the output folder, nothing a file system refuses;
/// at most 120 bytes, never cut inside a character.
std::string folder_name(const std::string& title);

/// As folder_name(), and different from all in `taken` on file systems that ignore case; added to it.
std::string free_folder_name(const std::string& title, std::vector<std::string>& taken);

}  // namespace zonewright::answer
