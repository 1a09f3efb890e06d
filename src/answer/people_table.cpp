#include "answer/people_table.h"

#include <algorithm>
#include <charconv>

#include "base/errors.h"
#include "base/spelling.h"
#include "io/vector_io.h"

namespace zonewright::answer {
namespace {

constexpr std::size_t line_of_first_row = 2;  // rows are counted as a spreadsheet does: the head is row 1

model::FeatureTable table_in(const std::filesystem::path& file, const Text& what, const Progress& progress) {
    if (!std::filesystem::is_regular_file(file))
        throw InputError({.thing = file.string(),
                          .value = both("不存在", "missing"),
                          .expected = both("{}表（CSV 或 XLSX）", "the table of {} (CSV or XLSX)", what),
                          .advice = both("检查路径", "check the path")});
    return io::read_layer({.path = file}, progress);
}

}  // namespace

PeopleTable::PeopleTable(std::filesystem::path file, const Text& what, Text heads, const Progress& progress)
    : file_(std::move(file)), heads_(std::move(heads)), table_(table_in(file_, what, progress)) {}

std::optional<std::size_t> PeopleTable::find_column(std::initializer_list<const char*> names) const {
    for (const char* name : names)
        if (const auto found = table_.find_field(name)) return found;
    return std::nullopt;
}

std::size_t PeopleTable::column(std::initializer_list<const char*> names) const {
    if (const auto found = find_column(names)) return *found;
    std::vector<std::string> heads;
    for (const model::Field& field : table_.fields) heads.push_back(field.name);
    throw InputError({.thing = file_.string() + ": " + *names.begin(),
                      .value = joined(heads),
                      .expected = both("表头 {}", "the heads {}", heads_),
                      .advice = both("第一行写表头", "write the heads into the first row")});
}

std::string PeopleTable::cell(std::size_t row, std::size_t column) const {
    std::string text = model::text_of(table_.features.at(row).values.at(column));
    text.erase(0, text.find_first_not_of(" \t"));
    text.erase(text.find_last_not_of(" \t") + 1);
    return text;
}

double PeopleTable::number(std::size_t row, std::size_t column, const char* name) const {
    if (const auto number = model::number_of(table_.features.at(row).values.at(column))) return *number;
    std::string text = cell(row, column);
    std::erase(text, ',');
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        refuse(row, name, cell(row, column), both("一个数", "a number"), both("单位写在“单位”列", "write the unit into its own column"));
    return value;
}

std::string PeopleTable::place(std::size_t row, const char* name) const {
    return fmt::format("{}:{}: {}", file_.string(), row + line_of_first_row, name);
}

void PeopleTable::refuse(std::size_t row, const char* name, const std::string& word,
                         const std::vector<std::string>& known) const {
    const auto near = nearest_name(word, known);
    refuse(row, name, word, joined(known), near ? both("是否想写 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these"));
}

void PeopleTable::refuse(std::size_t row, const char* name, Text word, Text expected, Text advice) const {
    throw InputError({.thing = place(row, name), .value = std::move(word), .expected = std::move(expected), .advice = std::move(advice)});
}

}  // namespace zonewright::answer
