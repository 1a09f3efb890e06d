// The three ways to name a field in a Word document, brought to one: {{name}} as a piece of one text (w:t).
#pragma once

#include <libxml/tree.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace zonewright::io {

/// MERGEFIELDs, and the content controls whose tag or title is in `controls`, become texts {{name}}; fields that
/// are split over runs are put into the run of their first letter. Returns what no }} closes.
std::vector<std::string> gather_fields(xmlNode* root, const std::set<std::string>& controls);

/// A {{name}} in one text.
struct WordField {
    xmlNode* text;  ///< w:t
    std::string name;
};
std::vector<WordField> fields_below(xmlNode* node);
/// Puts in the words of every field of the text that has any; what is put in is not looked at for fields again.
void fill(xmlNode* text, const std::function<const std::string*(const std::string&)>& words_of);

}  // namespace zonewright::io
