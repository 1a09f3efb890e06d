#include "catalog/table_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/errors.h"
#include "base/spelling.h"
#include "base/units.h"

namespace zonewright::catalog {
namespace {

/// No quantity of a city has more: its area in cm² is 2.5e13, the output of all its industry 3e12 yuan.
constexpr double largest_number = 1e16;

Text described(NumberRange range) {
    if (std::isinf(range.least) && std::isinf(range.most)) return both("一个数值", "a number");
    if (std::isinf(range.most) && range.least > 0 && range.least < 1e-300)
        return both("大于 0 的数值", "a number above 0");
    if (std::isinf(range.most)) return both("不小于 {} 的数值", "a number not below {}", range.least);
    if (std::isinf(range.least)) return both("不大于 {} 的数值", "a number not above {}", range.most);
    return both("{} 至 {} 之间的数值", "a number from {} to {}", range.least, range.most);
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string indexed(const std::string& key, std::size_t position) {
    return fmt::format("{}[{}]", key, position + 1);
}

}  // namespace

TableReader::TableReader(const TomlTable& table, std::string file, std::string where)
    : table_(&table), file_(std::move(file)), where_(std::move(where)) {}

std::string TableReader::path_of(const std::string& key) const {
    if (where_.empty()) return key;
    return key.empty() ? where_ : where_ + "." + key;
}

int TableReader::line_of(const std::string& key) const {
    const TomlEntry* entry = table_->find(key);
    return entry && entry->node.line > 0 ? entry->node.line : std::max(table_->line, 1);
}

std::string TableReader::place_of(const std::string& key) const {
    return fmt::format("{}:{}: {}", file_, line_of(key), path_of(key));
}

std::vector<std::string> TableReader::keys() const {
    std::vector<std::string> keys;
    for (const TomlEntry& entry : table_->entries) keys.push_back(entry.key);
    return keys;
}

const TomlNode* TableReader::find(const std::string& key) {
    asked_.insert(key);
    const TomlEntry* entry = table_->find(key);
    return entry ? &entry->node : nullptr;
}

bool TableReader::has(const std::string& key) {
    return find(key) != nullptr;
}

std::vector<std::string> TableReader::unasked_keys() const {
    std::vector<std::string> unasked;
    for (const TomlEntry& entry : table_->entries)
        if (!asked_.contains(entry.key)) unasked.push_back(entry.key);
    return unasked;
}

const TomlNode& TableReader::required(const std::string& key) {
    if (const TomlNode* node = find(key)) return *node;
    const auto meant = nearest_name(key, unasked_keys());
    throw InputError({.thing = meant ? place_of(*meant) : place_of(key),
                      .value = meant ? *meant : both("缺失", "missing"),
                      .expected = both("键 {}", "the key {}", key),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", key)
                                      : both("补上 {} = …", "add {} = …", key)});
}

void TableReader::reject_node(const std::string& key, const TomlNode& node, Text expected) const {
    throw InputError(
        {.thing = fmt::format("{}:{}: {}", file_, node.line > 0 ? node.line : line_of(key), path_of(key)),
         .value = shown(node),
         .expected = std::move(expected),
         .advice =
             both("现在写的是{}，改正后重试", "it is {} now; correct it and run again", kind_of(node))});
}

void TableReader::reject(const std::string& key, Text expected, Text advice) const {
    const TomlEntry* entry = table_->find(key);
    throw InputError({.thing = place_of(key),
                      .value = entry ? shown(entry->node) : std::string(),
                      .expected = std::move(expected),
                      .advice = std::move(advice)});
}

void TableReader::reject_word(const std::string& key, const std::string& word,
                              const std::vector<std::string>& known) const {
    const auto meant = nearest_name(word, known);
    throw InputError({.thing = place_of(key),
                      .value = word,
                      .expected = known.size() <= 12
                                      ? joined(known)
                                      : both("{} 个已知名称之一", "one of {} known names", known.size()),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                      : both("改用其中之一", "use one of these")});
}

void TableReader::finish() const {
    for (const TomlEntry& entry : table_->entries) {
        if (asked_.contains(entry.key)) continue;
        const std::vector<std::string> known(asked_.begin(), asked_.end());
        const auto meant = nearest_name(entry.key, known);
        throw InputError({.thing = place_of(entry.key),
                          .value = entry.key,
                          .expected = both("已知的键：{}", "a known key: {}", joined(known)),
                          .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                          : both("删去或改名", "remove or rename it")});
    }
}

std::string TableReader::checked_text(const std::string& key, const TomlNode& node) const {
    const auto* text = std::get_if<std::string>(&node.value);
    if (!text) reject_node(key, node, both("加引号的文字", "text in quotes"));
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    };
    // A path has a message of its own: "\\n" in it is a Windows folder.
    if (key != "path" && std::any_of(text->begin(), text->end(), is_control))
        reject_node(key, node, both("不含控制字符的文字", "text without control characters"));
    return *text;
}

std::string TableReader::text(const std::string& key) {
    const TomlNode& node = required(key);
    std::string text = checked_text(key, node);
    if (is_blank(text)) reject_node(key, node, both("不为空的文字", "text that is not blank"));
    return text;
}

std::string TableReader::text(const std::string& key, std::string fallback) {
    const TomlNode* node = find(key);
    return node ? checked_text(key, *node) : std::move(fallback);
}

Text TableReader::checked_title(const std::string& key, const TomlNode& node) const {
    const auto* table = std::get_if<TomlTable>(&node.value);
    if (!table) reject_node(key, node, "{ zh = \"…\", en = \"…\" }");
    TableReader inner(*table, file_, path_of(key));
    Text title;
    title.zh = inner.text("zh");
    title.en = inner.text("en");
    inner.finish();
    return title;
}

Text TableReader::title(const std::string& key) {
    return checked_title(key, required(key));
}

std::optional<Text> TableReader::optional_title(const std::string& key) {
    const TomlNode* node = find(key);
    return node ? std::optional(checked_title(key, *node)) : std::nullopt;
}

std::vector<Text> TableReader::titles(const std::string& key) {
    const TomlNode* node = find(key);
    if (!node) return {};
    const auto* list = std::get_if<std::vector<TomlNode>>(&node->value);
    if (!list) reject_node(key, *node, both("列表 [{{ zh, en }}, …]", "a list [{{ zh, en }}, …]"));
    std::vector<Text> titles;
    for (std::size_t i = 0; i < list->size(); ++i)
        titles.push_back(checked_title(indexed(key, i), (*list)[i]));
    return titles;
}

double TableReader::checked_number(const std::string& key, const TomlNode& node, NumberRange range) const {
    double value = 0;
    if (const auto* whole = std::get_if<std::int64_t>(&node.value))
        value = static_cast<double>(*whole);
    else if (const auto* real = std::get_if<double>(&node.value))
        value = *real;
    else
        reject_node(key, node, described(range));
    if (!std::isfinite(value) || value < range.least || value > range.most)
        reject_node(key, node, described(range));
    if (std::abs(value) > largest_number)
        reject_node(key, node, both("绝对值不超过 {} 的数值", "a number of at most {} in size", largest_number));
    return value;
}

double TableReader::number(const std::string& key, NumberRange range) {
    return checked_number(key, required(key), range);
}

std::optional<double> TableReader::optional_number(const std::string& key, NumberRange range) {
    const TomlNode* node = find(key);
    return node ? std::optional(checked_number(key, *node, range)) : std::nullopt;
}

std::int64_t TableReader::integer(const std::string& key, NumberRange range) {
    const TomlNode& node = required(key);
    const auto* whole = std::get_if<std::int64_t>(&node.value);
    if (!whole) reject_node(key, node, both("整数", "a whole number"));
    checked_number(key, node, range);
    return *whole;
}

std::optional<std::int64_t> TableReader::optional_integer(const std::string& key, NumberRange range) {
    return has(key) ? std::optional(integer(key, range)) : std::nullopt;
}

bool TableReader::flag(const std::string& key, bool fallback) {
    const TomlNode* node = find(key);
    if (!node) return fallback;
    const auto* flag = std::get_if<bool>(&node->value);
    if (!flag) reject_node(key, *node, "true / false");
    return *flag;
}

std::vector<std::string> TableReader::checked_words(const std::string& key, const TomlNode& node) const {
    const auto* list = std::get_if<std::vector<TomlNode>>(&node.value);
    if (!list) reject_node(key, node, both("文字列表 [\"…\", …]", "a list of texts [\"…\", …]"));
    std::vector<std::string> words;
    for (std::size_t i = 0; i < list->size(); ++i) words.push_back(checked_text(indexed(key, i), (*list)[i]));
    return words;
}

std::vector<std::string> TableReader::words(const std::string& key) {
    const TomlNode* node = find(key);
    return node ? checked_words(key, *node) : std::vector<std::string>{};
}

std::optional<double> TableReader::area_m2(const std::string& stem) {
    const std::vector<std::pair<std::string, double>> units = {
        {"_m2", 1.0}, {"_mu", square_metres_per_mu}, {"_ha", square_metres_per_hectare}, {"_km2", 1e6}};
    std::optional<double> area;
    for (const auto& [suffix, factor] : units) {
        const auto value = optional_number(stem + suffix, not_negative);
        if (!value) continue;
        if (area)
            reject(stem + suffix, both("只给一种单位", "one unit only"),
                   both("保留 {}_m2、_mu、_ha、_km2 中的一个", "keep one of {}_m2, _mu, _ha, _km2", stem));
        area = *value * factor;
    }
    return area;
}

double TableReader::required_area_m2(const std::string& stem, const Text& advice) {
    if (const auto area = area_m2(stem)) return *area;
    const std::vector<std::string> keys = {stem + "_mu", stem + "_m2", stem + "_ha", stem + "_km2"};
    for (const std::string& key : unasked_keys())
        if (const auto meant = nearest_name(key, keys))
            reject(key, joined(keys), both("是否想写 {}？", "did you mean {}?", *meant));
    reject(keys.front(), both("面积，例如 {} = 300", "an area, for example {} = 300", keys.front()), advice);
}

const TomlTable& TableReader::checked_table(const std::string& key, const TomlNode& node) const {
    const auto* table = std::get_if<TomlTable>(&node.value);
    if (!table) reject_node(key, node, both("表 [{}]", "a table [{}]", path_of(key)));
    return *table;
}

TableReader TableReader::required_table(const std::string& key) {
    return {checked_table(key, required(key)), file_, path_of(key)};
}

std::vector<TableReader> TableReader::table_list(const std::string& key) {
    std::vector<TableReader> readers;
    const TomlNode* node = find(key);
    if (!node) return readers;
    const auto* list = std::get_if<std::vector<TomlNode>>(&node->value);
    if (!list) reject_node(key, *node, both("一个或多个 [[{}]]", "one or more [[{}]]", path_of(key)));
    for (std::size_t i = 0; i < list->size(); ++i)
        readers.emplace_back(checked_table(indexed(key, i), (*list)[i]), file_, path_of(indexed(key, i)));
    return readers;
}

std::map<std::string, double> TableReader::numbers_by_name(const std::string& key, NumberRange range) {
    std::map<std::string, double> result;
    const TomlNode* node = find(key);
    if (!node) return result;
    for (const TomlEntry& entry : checked_table(key, *node).entries)
        result[entry.key] = checked_number(key + "." + entry.key, entry.node, range);
    return result;
}

std::map<std::string, std::string> TableReader::texts_by_name(const std::string& key) {
    std::map<std::string, std::string> result;
    const TomlNode* node = find(key);
    if (!node) return result;
    for (const TomlEntry& entry : checked_table(key, *node).entries)
        result[entry.key] = checked_text(key + "." + entry.key, entry.node);
    return result;
}

std::map<std::string, std::vector<std::string>> TableReader::words_by_name(const std::string& key) {
    std::map<std::string, std::vector<std::string>> result;
    const TomlNode* node = find(key);
    if (!node) return result;
    for (const TomlEntry& entry : checked_table(key, *node).entries)
        result[entry.key] = checked_words(key + "." + entry.key, entry.node);
    return result;
}

double TableReader::checked_ratio(const std::string& key, const TomlNode& node, NumberRange range) const {
    const auto* text = std::get_if<std::string>(&node.value);
    if (!text) return checked_number(key, node, range);
    int above = 0, below = 0;
    const char* const end = text->data() + text->size();
    const auto upper = std::from_chars(text->data(), end, above);
    const bool has_bar = upper.ec == std::errc() && upper.ptr != end && *upper.ptr == '/';
    const auto lower = has_bar ? std::from_chars(upper.ptr + 1, end, below) : upper;
    if (!has_bar || lower.ec != std::errc() || lower.ptr != end || below <= 0)
        reject_node(key, node, both("数值或 \"1/3\" 形式的分数", "a number, or a fraction like \"1/3\""));
    const double value = static_cast<double>(above) / below;
    if (value < range.least || value > range.most) reject_node(key, node, described(range));
    return value;
}

std::vector<std::vector<double>> TableReader::rows(const std::string& key, NumberRange range) {
    std::vector<std::vector<double>> result;
    const TomlNode* node = find(key);
    if (!node) return result;
    const Text expected = both("数值的列表 [[1, 2], …]", "lists of numbers [[1, 2], …]");
    const auto* list = std::get_if<std::vector<TomlNode>>(&node->value);
    if (!list) reject_node(key, *node, expected);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* row = std::get_if<std::vector<TomlNode>>(&(*list)[i].value);
        if (!row) reject_node(indexed(key, i), (*list)[i], expected);
        result.emplace_back();
        for (const TomlNode& cell : *row)
            result.back().push_back(checked_ratio(indexed(key, i), cell, range));
    }
    return result;
}

}  // namespace zonewright::catalog
