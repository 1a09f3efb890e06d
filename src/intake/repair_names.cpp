#include "intake/repair_names.h"

#include <algorithm>

#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::intake {
namespace {

std::vector<std::string> split(const std::string& words) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : words + ",") {
        if (c != ',') {
            if (c != ' ') part += c;
            continue;
        }
        if (!part.empty()) parts.push_back(part);
        part.clear();
    }
    return parts;
}

RepairName named(const std::string& word) {
    std::vector<std::string> known{"all"};
    for (const RepairTitle& title : repair_titles()) {
        if (word == title.word) return title.name;
        known.emplace_back(title.word);
    }
    const auto near = nearest_name(word, known);
    throw InputError({.thing = "--repair",
                      .value = word,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : Text()});
}

}  // namespace

const std::vector<RepairTitle>& repair_titles() {
    // clang-format off
    static const std::vector<RepairTitle> titles{
        {RepairName::CloseRings, "close_rings", "unclosed_ring", true, true,
         {"用首点闭合环", "close a ring by its first point"}},
        {RepairName::DropCollapsed, "drop_collapsed", "collapsed_ring", true, true,
         {"去掉不足三个不同点的环", "drop a ring of fewer than three points"}},
        {RepairName::Rebuild, "rebuild", "invalid_*", true, true,
         {"按结构法重建多边形", "polygon rebuilt by the structure method"}},
        {RepairName::DropEmpty, "drop_empty", "no_geometry, empty_geometry", true, true,
         {"搁置没有几何的记录", "set aside a record without geometry"}},
        {RepairName::DuplicatePoints, "duplicate_points", "duplicate_point", false, true,
         {"去掉重复点", "duplicate points removed"}},
        {RepairName::Spikes, "spikes", "spike", false, true, {"去掉尖刺", "spikes removed"}},
        {RepairName::Linearize, "linearize", "curve", false, false, {"圆弧转为折线", "arcs replaced by chords"}},
        {RepairName::CloseLines, "close_lines", "open_line", false, false,
         {"用首点闭合线，成为面", "an open line closed by its first point becomes a polygon"}},
        {RepairName::SplitMultipart, "split_multipart", "multipart", false, false,
         {"多部分要素拆成单部分", "a feature of several parts split into one feature a part"}},
        {RepairName::DuplicateFeatures, "duplicate_features", "duplicate_feature", false, false,
         {"删去几何与属性都相同的后一个要素", "the later of two features with the same geometry and values removed"}},
        {RepairName::LeadingZeros, "leading_zeros", "code_unknown", false, false,
         {"补上地类代码丢失的前导零", "the leading zero of a land class code given back"}}};
    // clang-format on
    return titles;
}

std::string to_string(RepairName name) {
    for (const RepairTitle& title : repair_titles())
        if (title.name == name) return title.word;
    return {};
}

const Text& action_of(RepairName name) {
    for (const RepairTitle& title : repair_titles())
        if (title.name == name) return title.what;
    static const Text none;
    return none;
}

Repairs necessary_repairs() {
    Repairs repairs;
    for (const RepairTitle& title : repair_titles())
        if (title.necessary) repairs.insert(title.name);
    return repairs;
}

Repairs repairs_from(const std::string& words) {
    Repairs repairs = necessary_repairs();
    const std::vector<std::string> list = split(words);
    for (const RepairTitle& title : repair_titles())
        if ((list.empty() && title.usual) || (list.size() == 1 && list.front() == "all"))
            repairs.insert(title.name);
    if (list.size() == 1 && list.front() == "all") return repairs;
    for (const std::string& word : list) repairs.insert(named(word));
    return repairs;
}

}  // namespace zonewright::intake
