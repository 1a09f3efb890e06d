// A bureau's own Word form with its named fields filled from a report: words, rows of lists, chapters, maps.
//
// The same figures as report.html: fields are worded in styles/report/form_fields.html, chapters are those of the page.
// Chapters take the styles of the form that have the same name (heading 1, Body Text, …) and bring the others along.
// A form that names no manifest gets it as a last line, so that `verify` knows the run. Written whole or not at all.
// Errors: InputError for a file that is no .docx, for a name that is no field (all of them, with the nearest name),
// for braces that are not closed, for a chapter among words. Cost: O(bytes of page and form).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "report/form_fields.h"

namespace zonewright::report {

/// Parts of a report that tell the truth about it and that a form does not show: the headline, what is not checked.
std::vector<Text> left_out_by(const std::filesystem::path& form, const FormFields& fields);

/// `page`: report.html. `look`: styles/report/word.
void write_word_form(const std::filesystem::path& target, const std::filesystem::path& form, const std::filesystem::path& look,
                     const std::string& page, const FormFields& fields, Language language);

/// A form to begin with, that shows every field with its name, its meaning and its value.
void write_first_form(const std::filesystem::path& target, const std::filesystem::path& look, const FormFields& fields,
                      Language language);

}  // namespace zonewright::report
