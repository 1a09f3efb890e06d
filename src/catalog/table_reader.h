// Reads one TOML table key by key and remembers which keys were asked for.
//
// What question it answers: what does this key say, in the type the caller needs, or exactly what is wrong
// with it? Guarantees: every mistake is one InputError naming file:line, the key, the value found, what was
// expected and, where a name was mistyped, the nearest known one. A key nobody asked for is an error too:
// read_toml(), read(), read_all() finish the table they opened, so no reader can forget to. Numbers are
// finite, at most 1e16 in size and inside the range asked for; texts hold no control characters but line breaks and
// tabs. Limits: the first mistake in reading order is reported, not all of
// them.
#pragma once

#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/language.h"
#include "catalog/toml_document.h"

namespace zonewright::catalog {

/// Closed range of a number; both ends allowed.
struct NumberRange {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};
inline constexpr NumberRange not_negative{.least = 0};
inline constexpr NumberRange positive{.least = std::numeric_limits<double>::min()};
inline constexpr NumberRange zero_to_one{.least = 0, .most = 1};

/// A word of the file and what it stands for.
template <typename Value>
using Words = std::vector<std::pair<std::string, Value>>;

class TableReader {
public:
    /// `file`: how the file is called in messages; `where`: path of the table in it, "source[2].fields";
    /// empty at the top.
    TableReader(const TomlTable& table, std::string file, std::string where);

    bool has(const std::string& key);
    const std::string& file() const { return file_; }  ///< as messages call it
    int line_of(const std::string& key) const;  ///< line of the key, of the table when it is absent
    std::vector<std::string> keys() const;      ///< in the order of the file

    std::string text(const std::string& key);                        ///< required, not blank
    std::string text(const std::string& key, std::string fallback);  ///< optional
    Text title(const std::string& key);                              ///< required { zh = "…", en = "…" }
    std::optional<Text> optional_title(const std::string& key);
    std::vector<Text> titles(const std::string& key);  ///< list of { zh, en }; empty when absent
    double number(const std::string& key, NumberRange range = {});
    std::optional<double> optional_number(const std::string& key, NumberRange range = {});
    std::int64_t integer(const std::string& key, NumberRange range = {});
    std::optional<std::int64_t> optional_integer(const std::string& key, NumberRange range = {});
    bool flag(const std::string& key, bool fallback);
    std::vector<std::string> words(const std::string& key);  ///< list of texts; empty when absent
    /// A quantity whose unit is in the key: stem_m2, stem_mu (亩), stem_ha, stem_km2; at most one of them. In
    /// m².
    std::optional<double> area_m2(const std::string& stem);
    /// The same, required; `advice` is given when nothing that looks like it stands there.
    double required_area_m2(const std::string& stem, const Text& advice);

    std::map<std::string, double> numbers_by_name(const std::string& key, NumberRange range = {});
    std::map<std::string, std::string> texts_by_name(const std::string& key);
    std::map<std::string, std::vector<std::string>> words_by_name(const std::string& key);
    std::vector<std::vector<double>> rows(const std::string& key,
                                          NumberRange range = {});  ///< list of lists of numbers or "1/3"

    /// One of the named words; a near miss is suggested.
    template <typename Value>
    Value choice(const std::string& key, const Words<Value>& words) {
        const std::string word = text(key);
        for (const auto& [name, value] : words)
            if (name == word) return value;
        reject_word(key, word, names_of(words));
    }
    template <typename Value>
    Value choice(const std::string& key, const Words<Value>& words, Value fallback) {
        return has(key) ? choice(key, words) : fallback;
    }

    /// A sub-table read by `read(TableReader&)`; required.
    template <typename Read>
    auto read(const std::string& key, Read&& reader) {
        TableReader inner = required_table(key);
        auto result = reader(inner);
        inner.finish();
        return result;
    }
    template <typename Read>
    auto read_optional(const std::string& key, Read&& reader)
        -> std::optional<std::invoke_result_t<Read, TableReader&>> {
        if (!has(key)) return std::nullopt;
        return read(key, std::forward<Read>(reader));
    }
    /// [[key]] tables in order; empty when absent.
    template <typename Read>
    auto read_all(const std::string& key, Read&& reader) {
        std::vector<std::invoke_result_t<Read, TableReader&>> results;
        for (TableReader& inner : table_list(key)) {
            results.push_back(reader(inner));
            inner.finish();
        }
        return results;
    }

    /// "study.toml:12: source[2].path", for a reader's own rules.
    std::string place_of(const std::string& key) const;
    [[noreturn]] void reject(const std::string& key, Text expected, Text advice) const;
    /// `word` is none of `known`: says so, with the nearest one.
    [[noreturn]] void reject_word(const std::string& key, const std::string& word,
                                  const std::vector<std::string>& known) const;
    /// Throws on the first key that nobody asked for.
    void finish() const;

private:
    template <typename Value>
    static std::vector<std::string> names_of(const Words<Value>& words) {
        std::vector<std::string> names;
        for (const auto& [name, value] : words) names.push_back(name);
        return names;
    }
    const TomlNode* find(const std::string& key);
    const TomlNode& required(const std::string& key);
    std::vector<std::string> unasked_keys() const;
    [[noreturn]] void reject_node(const std::string& key, const TomlNode& node, Text expected) const;
    double checked_number(const std::string& key, const TomlNode& node, NumberRange range) const;
    double checked_ratio(const std::string& key, const TomlNode& node, NumberRange range) const;
    std::string checked_text(const std::string& key, const TomlNode& node) const;
    std::vector<std::string> checked_words(const std::string& key, const TomlNode& node) const;
    const TomlTable& checked_table(const std::string& key, const TomlNode& node) const;
    Text checked_title(const std::string& key, const TomlNode& node) const;
    TableReader required_table(const std::string& key);
    std::vector<TableReader> table_list(const std::string& key);
    std::string path_of(const std::string& key) const;

    const TomlTable* table_;
    std::string file_;
    std::string where_;
    std::set<std::string> asked_;
};

/// Parses `text` and reads its top table with `reader(TableReader&)`; `name` is how the file is called in
/// messages.
template <typename Read>
auto read_toml(std::string_view text, const std::string& name, Read&& reader) {
    const TomlTable document = parse_toml(text, name);
    TableReader top(document, name, "");
    auto result = reader(top);
    top.finish();
    return result;
}

}  // namespace zonewright::catalog
