// A table that people keep beside the study (CSV or XLSX): columns under one of several heads, cells as trimmed words or
// numbers, and refusals that name the file, the row as a spreadsheet counts it, and the column.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/feature_table.h"

namespace zonewright::answer {

class PeopleTable {
public:
    /// `what` it is and the `heads` it has, for refusals: "十个一", "cluster, item, status (and note)". InputError where there
    /// is no such file or no table in it.
    PeopleTable(std::filesystem::path file, const Text& what, Text heads, const Progress& progress);

    std::size_t rows() const { return table_.features.size(); }
    std::optional<std::size_t> find_column(std::initializer_list<const char*> names) const;
    /// InputError where none of the names is a head.
    std::size_t column(std::initializer_list<const char*> names) const;
    std::string cell(std::size_t row, std::size_t column) const;
    /// "3,000.5" is a number; anything else is refused under `name`.
    double number(std::size_t row, std::size_t column, const char* name) const;

    /// "figures.csv:3: year"
    std::string place(std::size_t row, const char* name) const;
    /// With the nearest of the words that are known.
    [[noreturn]] void refuse(std::size_t row, const char* name, const std::string& word,
                             const std::vector<std::string>& known) const;
    [[noreturn]] void refuse(std::size_t row, const char* name, Text word, Text expected, Text advice) const;

private:
    std::filesystem::path file_;
    Text heads_;
    model::FeatureTable table_;
};

}  // namespace zonewright::answer
