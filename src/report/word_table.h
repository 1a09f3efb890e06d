// A table of a page as a table of Word: heads that repeat, totals in bold, widths by what the cells hold.
// Columns of drawn bars are left out with the keys of their colours: Word would hold them empty.
#pragma once

#include <string>

#include "io/html_document.h"

namespace zonewright::report {

/// Empty when the table has no cell.
std::string word_table_of(const io::HtmlNode& table, double width_twips);

}  // namespace zonewright::report
