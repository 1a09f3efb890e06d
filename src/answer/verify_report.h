// verify, the part of reports: which run did this site report come from, and are its figures that run's?
//
// A report (report.json, .html, .pdf, .docx, .xlsx) states the digest of the manifest of its run. The study is the one
// named, or the one whose folder holds the report. Where the run's values are at hand the report is made again from what
// report.json says was asked, and compared: the JSON value by value, the page word by word, the Word document paragraph
// by paragraph (also after another program saved it), the workbook cell by cell, of a PDF every number of four digits
// and more against the page's. Pictures are not compared. The text of a PDF is read by pdftotext (poppler-utils).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::answer {

struct CheckedReport {
    std::string file;
    bool holds = false;
    std::string digest, code;      ///< of the manifest that it states
    std::string study;             ///< folder that it was compared with
    bool figures_compared = false;
    std::optional<Text> remark;    ///< why its figures were not compared
    std::vector<Text> faults;
};

/// Is this file a site report, not a certificate?
bool is_site_report(const std::filesystem::path& file);

/// Throws InputError when the report states no run, when its study is not found, or when it cannot be read.
CheckedReport check_report(const std::filesystem::path& file, const std::filesystem::path& study,
                           const Progress& progress);

}  // namespace zonewright::answer
