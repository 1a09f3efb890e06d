// One page about one thing of the plan in a study: a town, a cluster, a base, a department. Facts, tables, a map, what is
// missing; printed on A4, Chinese or English, self-contained (pictures and style inside). The same page as PDF and as a Word
// document where these are asked for. Files appear whole or not at all.
// Errors: InputError when a style or the template is missing; ResourceError when a file cannot be written.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "model/feature_table.h"
#include "model/style.h"

namespace zonewright::report {

struct SheetHead {
    Text title;
    bool figure = false;  ///< right-aligned
};

struct SheetTable {
    Text title, note;  ///< the note may be empty
    std::vector<SheetHead> head;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> stressed;  ///< rows to look at first
};

struct SheetMap {
    Text title;
    std::vector<std::pair<model::FeatureTable, std::string>> layers;  ///< from below, each with the name of its style
    geom::Box box;                                                    ///< what must be seen; empty: all layers
    std::string crs, mark;
};

struct PlanSheet {
    Text kind;          ///< "镇街产业匹配" …
    std::string title;  ///< the name of the thing
    std::string subtitle;
    std::vector<std::pair<Text, std::string>> facts;
    std::vector<Text> alerts;  ///< what a reader must see first
    std::vector<SheetTable> tables;
    SheetMap map;  ///< none without layers
    std::vector<Text> notes;
};

struct PlanSheetLook {
    std::filesystem::path templates;  ///< styles/report
    const model::StyleSheet* styles = nullptr;
    const model::StyleSheet* map_styles = nullptr;
    std::string study_title, confidentiality;
    bool schematic = false;
    Language language = Language::Zh;
};

/// The page as HTML.
std::string plan_sheet_page(const PlanSheet& sheet, const PlanSheetLook& look);

/// Writes <folder>/<name>.html and what `formats` names of "pdf" and "docx". Returns the files made; a PDF is left out
/// where no browser is installed that prints one.
std::vector<std::filesystem::path> write_plan_sheet(const std::filesystem::path& folder, const std::string& name,
                                                    const PlanSheet& sheet, const PlanSheetLook& look,
                                                    const std::vector<std::string>& formats);

}  // namespace zonewright::report
