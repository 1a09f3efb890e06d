// What does a site report say, whatever it was laid out as? The words of a page, PDF, Word document or workbook, to be
// compared.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace zonewright::answer {

/// The text of report.html, .pdf, .docx, .xlsx or .json; of a page without its markup. A PDF is read by pdftotext; without it
/// an InputError says so.
std::string text_of_report(const std::filesystem::path& file);

/// The paragraphs of a Word document in their order, cells of tables among them, each without white space: a program
/// that saves the document again parts runs and blanks differently. Entries of the contents are left out, for
/// their page numbers are the program's. Errors: InputError where it is no such document.
std::vector<std::string> word_paragraphs(const std::filesystem::path& file);

/// The digest of the manifest that the text states: 64 digits after "SHA-256", also where a line breaks within; empty when
/// it states none.
std::string stated_digest(const std::string& text);

/// Numbers with at least four digits as they are written: "1,234.56".
std::set<std::string> long_numbers(const std::string& text);

}  // namespace zonewright::answer
