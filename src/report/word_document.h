// A report page as a Word document (Office Open XML), for WPS and Word: the same texts, figures and maps,
// made from the page itself, so that the two cannot differ.
//
// What is taken over: headings, paragraphs, lists, tables (head rows repeat, rows are not split over pages),
// framed boxes, pictures in data URIs with their captions and legends. Cover, contents (with page numbers as
// fields), running foot with page numbers come from the elements of the page that carry the classes `cover`,
// `contents`, `signatures`. The parts that say how it looks (styles, page size, foot) are files in
// styles/report/word/, which a bureau may replace by its own. Written whole or not at all; no clock inside.
// Why not pandoc: its Debian package takes 165 MB and would be needed on every machine that is offline.
// Cost: O(bytes of the page).
#pragma once

#include <filesystem>
#include <string>

#include "base/language.h"

namespace zonewright::report {

/// `html`: a page made from styles/report. `look`: the folder styles/report/word.
void write_word_document(const std::filesystem::path& target, const std::filesystem::path& look,
                         const std::string& html, Language language);

}  // namespace zonewright::report
