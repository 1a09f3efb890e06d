#include "io/spreadsheet_merges.h"

#include <cpl_minixml.h>

#include <map>
#include <memory>
#include <optional>

#include "io/archive_entry.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

struct XmlTreeRelease {
    void operator()(CPLXMLNode* tree) const noexcept { CPLDestroyXMLNode(tree); }
};
using XmlTree = std::unique_ptr<CPLXMLNode, XmlTreeRelease>;

XmlTree tree_of(const std::string& path) {
    XmlTree tree(CPLParseXMLString(text_of_entry(path).c_str()));
    if (tree) CPLStripXMLNamespace(tree.get(), nullptr, TRUE);
    return tree;
}

/// Calls `take` with every element of this name below `parent`.
template <typename Take>
void each_child(const CPLXMLNode* parent, const char* name, const Take& take) {
    for (const CPLXMLNode* child = parent == nullptr ? nullptr : parent->psChild; child != nullptr;
         child = child->psNext)
        if (child->eType == CXT_Element && std::string_view(child->pszValue) == name) take(child);
}

/// "xl/worksheets/sheet1.xml" of the sheet of this name; empty where the workbook does not say.
std::string entry_of_sheet(const std::string& archive, const std::string& sheet) {
    const XmlTree workbook = tree_of(archive + "/xl/workbook.xml"),
                  relations = tree_of(archive + "/xl/_rels/workbook.xml.rels");
    if (!workbook || !relations) return {};
    std::string id, target;
    each_child(CPLGetXMLNode(workbook.get(), "=workbook.sheets"), "sheet", [&](const CPLXMLNode* node) {
        if (CPLGetXMLValue(node, "name", "") == sheet) id = CPLGetXMLValue(node, "id", "");
    });
    each_child(CPLGetXMLNode(relations.get(), "=Relationships"), "Relationship", [&](const CPLXMLNode* node) {
        if (!id.empty() && CPLGetXMLValue(node, "Id", "") == id) target = CPLGetXMLValue(node, "Target", "");
    });
    if (target.empty()) return {};
    return target.front() == '/' ? target.substr(1) : "xl/" + target;
}

struct CellPosition {
    std::int64_t row = 0;
    std::size_t column = 0;
};

/// "AB12" → row 12, column 27.
std::optional<CellPosition> position_in(std::string_view reference) {
    CellPosition position;
    std::size_t at = 0, letters = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
        letters = letters * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
    for (; at < reference.size() && reference[at] >= '0' && reference[at] <= '9' && position.row < 10'000'000; ++at)
        position.row = position.row * 10 + (reference[at] - '0');
    if (letters == 0 || position.row == 0 || at != reference.size()) return std::nullopt;
    position.column = letters - 1;
    return position;
}

std::optional<MergedCells> block_in(std::string_view range) {
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto first = position_in(range.substr(0, colon)), last = position_in(range.substr(colon + 1));
    if (!first || !last || last->row <= first->row) return std::nullopt;  // over columns only
    return MergedCells{first->row, last->row, first->column};
}

/// The XML of the sheet; empty for a file that is no workbook.
std::string text_of_sheet(const std::filesystem::path& workbook, const std::string& sheet) {
    if (extension_of(workbook) != ".xlsx") return {};
    const std::string archive = "/vsizip/{" + name_for_gdal(workbook) + "}";
    const std::string entry = entry_of_sheet(archive, sheet);
    return entry.empty() ? std::string{} : text_of_entry(archive + "/" + entry);
}

/// Calls `take` with every tag that starts so.
template <typename Take>
void each_tag(std::string_view text, std::string_view opening, const Take& take) {
    for (std::size_t at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1))
        take(text.substr(at, text.find('>', at) - at));
}

/// The value of an attribute, whose name has the blank before it.
std::string_view attribute_in(std::string_view tag, std::string_view name) {
    const std::string opening = std::string(name) + "=\"";
    const std::size_t at = tag.find(opening);
    if (at == std::string_view::npos) return {};
    const std::string_view value = tag.substr(at + opening.size());
    return value.substr(0, value.find('"'));
}

}  // namespace

std::vector<MergedCells> merged_cells(const std::filesystem::path& workbook, const std::string& sheet) {
    std::vector<MergedCells> blocks;
    each_tag(text_of_sheet(workbook, sheet), "mergeCell ", [&](std::string_view tag) {
        if (const auto block = block_in(attribute_in(tag, " ref"))) blocks.push_back(*block);
    });
    return blocks;
}

std::vector<Text> remarks_on_hidden(const std::filesystem::path& workbook, const std::string& sheet) {
    std::size_t hidden = 0;
    each_tag(text_of_sheet(workbook, sheet), "<row ", [&](std::string_view tag) {
        const std::string_view word = attribute_in(tag, " hidden");
        if (word == "1" || word == "true") ++hidden;
    });
    if (hidden == 0) return {};
    return {both("工作表 {} 有 {} 行被隐藏或筛掉，仍被读取", "sheet {} has {} rows hidden or filtered out; they were read all the same",
                 sheet, hidden)};
}

std::vector<Text> fill_merged(model::FeatureTable& table, const std::vector<MergedCells>& blocks) {
    std::map<std::int64_t, model::Feature*> by_row;
    if (!blocks.empty())
        for (model::Feature& feature : table.features) by_row[feature.fid] = &feature;
    std::map<std::size_t, std::size_t> filled;  // by column
    for (const MergedCells& block : blocks) {
        const auto first = by_row.find(block.first_row);
        if (first == by_row.end() || block.column >= table.fields.size()) continue;
        const model::Value value = first->second->values[block.column];
        if (model::text_of(value).empty()) continue;
        for (auto row = std::next(first); row != by_row.end() && row->first <= block.last_row; ++row) {
            model::Value& cell = row->second->values[block.column];
            if (!model::text_of(cell).empty()) continue;
            cell = value;
            ++filled[block.column];
        }
    }
    std::vector<Text> remarks;
    remarks.reserve(filled.size());
    for (const auto& [column, rows] : filled)
        remarks.push_back(both("列 {} 的合并单元格：值已填入其跨越的 {} 行",
                               "merged cells in column {}: their values hold for the {} rows they span",
                               table.fields[column].name, rows));
    return remarks;
}

}  // namespace zonewright::io
