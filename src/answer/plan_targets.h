// How far is the city, and each town, from the targets of the plan, and what pace is needed? (一(二) 发展目标)
//
// Figures are those of a table that people keep (`table`: target, town, year, value, unit); without it every target is
// stated with no figure. Nothing is estimated and no target is invented for a town: of towns the answer tells how they go and
// what share of a sum they are. How each target is measured is in layers/rules/targets.toml, or in the rules of the
// version. With `output` a workbook and a page (HTML; PDF and DOCX where `formats` asks for them). Needs no study.
// Errors: InputError for an unknown plan and for a table that is wrong, with row and column. Cost: one read of the table.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct PlanTargetsQuestion {
    std::string plan;
    std::filesystem::path table, output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
};
Declaration declared(PlanTargetsQuestion& question);

/// Figures of one area; years 0 where none is stated.
struct AreaFigures {
    int first_year = 0, last_year = 0;
    double first = 0, last = 0;  ///< stated, in the unit of the target
    std::optional<double> average;               ///< of the years stated; of averages only
    std::optional<double> pace, growth;          ///< so far, a year: in the unit, in %
};

struct TownFigures {
    std::string place;
    Text name;
    AreaFigures figures;
    std::optional<double> share;  ///< of the city, 0…1
};

struct SumOfTowns {
    int year = 0;
    std::size_t towns = 0, all = 0;  ///< stated, and in the plan
    double sum = 0, city = 0;
    bool agrees = false;  ///< all are stated and add up
};

struct TargetFigures {
    std::string target;
    Text name;
    std::string comparison, unit, clause, kind;  ///< kind: "sum", "share", "average"
    double value = 0;
    int year = 0;
    std::string state;  ///< "not_stated", "met", "on_track", "behind", "pace_unknown", "missed"
    Text state_title;
    AreaFigures city;
    std::optional<double> gap, pace_needed, growth_needed;
    std::vector<TownFigures> towns;
    std::optional<SumOfTowns> sum_of_towns;
};

struct PlanTargetsAnswer : Remarks {
    std::string plan;
    Text title;
    std::vector<TargetFigures> targets;  ///< in the order of the plan
};
PlanTargetsAnswer answer(const PlanTargetsQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanTargetsAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanTargetsAnswer*);

/// What a target says and how the city stands to it: "规上工业总产值 > 30,000 亿元（2027 年）", "2025 年 26,500 亿元，尚差 3,500 …".
Text target_words(const TargetFigures& target);
Text standing_words(const TargetFigures& target);
/// "年均 +1,000 亿元，增速 3.92%" so far; nothing where it cannot be told.
Text pace_words(const AreaFigures& figures, const TargetFigures& target);
/// "1,234.5": as many decimals as it has, two at most.
std::string target_number(double value);

}  // namespace zonewright::answer
