// The texts below a node of a page as runs of a Word paragraph: bold, colours, line breaks; white space as a
// browser shows it.
#pragma once

#include <string>
#include <vector>

#include "io/html_document.h"
#include "report/word_markup.h"

namespace zonewright::report {

inline constexpr const char* alert_colour = "A3341F";  ///< of styles/report, without #
inline constexpr const char* soft_colour = "667075";

/// WordRuns of the texts below a node, as they look.
class WordRuns {
public:
    explicit WordRuns(bool bold = false) { look_.bold = bold; }

    void add(const io::HtmlNode& node);
    /// Ends trimmed.
    std::vector<WordRun> take();

private:
    void add_text(const std::string& text);

    WordRun look_;
    std::vector<WordRun> runs_;
};

/// What stands below the node as w:r elements; in the colour where a run has none of its own.
std::string runs_of(const io::HtmlNode& node, bool bold = false);
std::string coloured_runs(const io::HtmlNode& node, const char* colour);

}  // namespace zonewright::report
