// One field of a question, declared once: name, type, unit, range or choices, default, help in two languages.
// The command-line option and its completion, the line of the manual page, the JSON Schema, the QGIS parameter,
// the HTTP parameter and the Python argument all follow from it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/language.h"

namespace zonewright::answer {

/// What a field's value is chosen from when that depends on the study or on the program's knowledge.
enum class ChoicesOf { Nothing, Clusters, Towns, Parcels, Sites, Scenarios, WeightSets, Stages, Roles, Sources, Plans, LinkCities, PlatformKinds };
std::string to_string(ChoicesOf choices);  // "clusters", "towns", …; "" for Nothing

/// What a path is of: whether another program offers a layer of its own, opens a file or names a new one.
/// Study: a folder with study.toml. Land: a file of features (survey text and tables of points too).
enum class PathOf { Nothing, Study, Land, File, Folder, NewFile, NewFolder };
std::string to_string(PathOf path);  // "study", "land", "file", "folder", "new_file", "new_folder"; "" for Nothing

/// Where the value goes. An optional that is empty was not given.
using Target = std::variant<bool*, int*, std::size_t*, double*, std::string*, std::filesystem::path*,
                            std::optional<int>*, std::optional<double>*, std::optional<std::string>*,
                            std::vector<std::string>*, std::vector<double>*, Language*>;

struct Field {
    std::string name;  ///< "area_mu"; as an option "--area-mu"
    Target target;
    Text help;
    std::string measured_in;  ///< "mu", "m2", "m", "yuan", "1" for shares; empty: no unit
    bool must_be_given = false;
    bool by_position = false;  ///< on the command line: an argument, not an option
    char letter = 0;           ///< on the command line also "-o"
    std::optional<double> least, most;
    bool more_than_least = false;      ///< the least value itself is not allowed
    std::vector<std::string> words;    ///< the only values allowed
    ChoicesOf choices_of = ChoicesOf::Nothing;
    PathOf path_of = PathOf::Nothing;
    std::string with;                  ///< only together with this field
    std::size_t exactly = 0;           ///< a list of exactly so many values; 0: any number
    bool holds_date = false;             ///< as base/dates.h reads it
    bool value_may_be_left_out = false;  ///< "--repair" alone means "--repair all"

    Field& required() { return must_be_given = true, *this; }
    Field& position() { return by_position = true, *this; }
    Field& unit(std::string symbol) { return measured_in = std::move(symbol), *this; }
    Field& range(double from, double to) { return least = from, most = to, *this; }
    Field& at_least(double from) { return least = from, *this; }
    Field& above(double from) { return least = from, more_than_least = true, *this; }
    Field& choices(std::vector<std::string> allowed) { return words = std::move(allowed), *this; }
    Field& choices(ChoicesOf of) { return choices_of = of, *this; }
    Field& path(PathOf of) { return path_of = of, *this; }
    Field& only_with(std::string other) { return with = std::move(other), *this; }
    Field& date() { return holds_date = true, *this; }
    Field& count(std::size_t values) { return exactly = values, *this; }
    Field& option(char short_letter) { return letter = short_letter, *this; }
    Field& alone_means(std::string word);
    std::string alone;  ///< the value of an option that is given without one

    bool is_list() const;
    bool is_flag() const { return std::holds_alternative<bool*>(target); }
    bool is_number() const;
    bool is_whole() const;
    /// Whether the value differs from "not given" as far as the target can tell (false, empty, no optional).
    bool is_set() const;
};

/// Everything a door needs to know of a question. `fields` point into the question it was made for.
struct Declaration {
    std::string name;  ///< "sites": the verb of the command line, the last part of an HTTP path
    Text summary;
    std::string example;  ///< a command line a person can copy
    std::vector<Field> fields;
    std::shared_ptr<void> owner;  ///< of the question, where the declaration has to keep it alive

    Field& add(std::string name, Target target, Text help);
    const Field* find(const std::string& wanted) const;
};

/// "--area-mu" for "area_mu"; the name itself for an argument by position.
std::string option_name(const Field& field);

/// How a problem names the field: as the option a person typed, or as the key of a JSON object.
enum class NamedAs { Option, Key };

/// Ranges, choices, dates, lists of a fixed length, fields that need another. Throws InputError naming the field, its
/// value and what is allowed. Fields that must be given are checked by the door, which knows what was given.
void check(const Declaration& declaration, NamedAs named);

/// The study that is asked: first in every question about one.
Field& add_study(Declaration& declaration, std::filesystem::path& folder);

/// The language of files that answering writes; on the command line it is the global --lang.
Field& add_language(Declaration& declaration, Language& language);

}  // namespace zonewright::answer
