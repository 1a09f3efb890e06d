#include "answer/target_table.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "answer/people_table.h"

namespace zonewright::answer {
namespace {

constexpr int first_year_taken = 1990, last_year_taken = 2100;

class FigureTable {
public:
    FigureTable(const std::filesystem::path& file, const model::Plan& plan, const Progress& progress)
        : plan_(plan),
          table_(file, {"指标", "indicators"}, {"target、town（空为全市）、year、value、unit", "target, town (empty: the city), year, value, unit"}, progress),
          target_(table_.column({"target", "目标", "指标"})),
          year_(table_.column({"year", "年份", "年度"})),
          value_(table_.column({"value", "数值", "完成值"})),
          unit_(table_.column({"unit", "单位"})),
          town_(table_.find_column({"town", "镇街", "镇街（园区）"})) {}

    std::vector<planning::StatedFigure> rows() const {
        std::vector<planning::StatedFigure> rows;
        std::set<std::tuple<std::size_t, std::string, int>> seen;
        for (std::size_t r = 0; r < table_.rows(); ++r) {
            planning::StatedFigure row{target_at(r), town_at(r), year_at(r), table_.number(r, value_, "value")};
            check_unit(r, plan_.targets[row.target]);
            if (!seen.emplace(row.target, row.town, row.year).second)
                table_.refuse(r, "year", fmt::format("{} {} {}", plan_.targets[row.target].id, row.town, row.year),
                              both("每个目标、镇街、年份一行", "one row for each target, town and year"),
                              both("删去其中一行", "remove one of the rows"));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// An average that skips a year cannot be made; the last row of it is named.
    void refuse_gaps(const std::vector<planning::StatedFigure>& rows, const std::vector<planning::TargetKind>& kinds) const {
        for (std::size_t r = rows.size(); r-- > 0;) {
            if (kinds.at(rows[r].target) != planning::TargetKind::Average) continue;
            if (const auto year = planning::year_missing(rows, rows[r].target, rows[r].town))
                table_.refuse(r, "year", both("缺 {} 年", "{} is missing", *year),
                              both("首末年份之间逐年填报", "every year from the first to the last"),
                              both("补上 {} 年的增速", "state the growth of {}", *year));
        }
    }

private:
    std::size_t target_at(std::size_t row) const {
        const std::string word = table_.cell(row, target_);
        std::vector<std::string> known;
        for (std::size_t t = 0; t < plan_.targets.size(); ++t) {
            if (plan_.targets[t].id == word || plan_.targets[t].name.zh == word) return t;
            known.push_back(plan_.targets[t].id);
        }
        table_.refuse(row, "target", word, known);
    }
    std::string town_at(std::size_t row) const {
        const std::string word = town_ ? table_.cell(row, *town_) : std::string();
        if (word.empty() || word == "全市") return {};
        if (const auto place = plan_.find_place(word)) return plan_.place(*place).id;
        std::vector<std::string> known;
        for (const model::Place& place : plan_.places)
            if (model::tiles_the_city(place)) known.push_back(place.name.zh);
        table_.refuse(row, "town", word, known);
    }
    int year_at(std::size_t row) const {
        const double year = table_.number(row, year_, "year");
        if (year != std::floor(year) || year < first_year_taken || year > last_year_taken)
            table_.refuse(row, "year", table_.cell(row, year_), fmt::format("{} … {}", first_year_taken, last_year_taken),
                          both("写四位年份", "write the year with four digits"));
        return static_cast<int>(year);
    }
    void check_unit(std::size_t row, const model::Target& target) const {
        const std::string unit = table_.cell(row, unit_);
        if (unit != target.unit)
            table_.refuse(row, "unit", unit.empty() ? Text("没有单位", "no unit") : Text(unit), target.unit,
                          both("换算为规划所用单位“{}”并写明", "convert to the unit of the plan, {}, and state it", target.unit));
    }

    const model::Plan& plan_;
    PeopleTable table_;
    std::size_t target_, year_, value_, unit_;
    std::optional<std::size_t> town_;
};

}  // namespace

std::vector<planning::StatedFigure> read_stated_figures(const std::filesystem::path& file, const model::Plan& plan,
                                                        const std::vector<planning::TargetKind>& kinds,
                                                        const Progress& progress) {
    const FigureTable table(file, plan, progress);
    std::vector<planning::StatedFigure> rows = table.rows();
    table.refuse_gaps(rows, kinds);
    return rows;
}

}  // namespace zonewright::answer
