// How far are the figures that people state from the targets of the plan, and what pace is needed? (一(二) 发展目标)
//
// One row a target and area: the whole city, and each town of which figures are stated. Kinds (layers/rules/targets.toml):
//   sum      a quantity that adds up over towns: pace in its unit a year, and as compound growth
//   share    a share: pace in its unit a year
//   average  a yearly growth, stated year by year: geometric mean from the first year stated; what the years left need so
//            that the mean of all years up to the target's is the target
// Pace so far is from the first to the last year stated. A target is of the city: a town is told only how it goes, and of a
// sum its share of the city. Nothing is estimated: without a figure there is none. Cost: O(figures · targets).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/plan.h"

namespace zonewright::planning {

enum class TargetKind { Sum, Share, Average };

struct StatedFigure {
    std::size_t target = 0;  ///< position in the plan
    std::string town;        ///< id of the place; empty: the whole city
    int year = 0;
    double value = 0;
};

enum class TargetState { NotStated, Met, OnTrack, Behind, PaceUnknown, Missed };

struct TargetProgress {
    std::size_t target = 0;
    std::string town;
    TargetKind kind = TargetKind::Share;
    TargetState state = TargetState::NotStated;  ///< of the city; a town has none and keeps NotStated
    int first_year = 0, last_year = 0;           ///< 0: no figure
    double first = 0, last = 0;                  ///< stated; of an average the growth of these years
    std::optional<double> average;               ///< of the years stated; kind average only
    std::optional<double> gap;                   ///< how far the city's figure is from the bound
    std::optional<double> pace, pace_needed;     ///< a year, in the unit of the target
    std::optional<double> growth, growth_needed; ///< % a year; sums only
    std::optional<double> share_of_city;         ///< of a town in the last year that both state; sums only
};

struct TargetRow {
    const model::Target& target;
    TargetKind kind = TargetKind::Share;
};

/// The city first, then the towns in the order of the figures, for each target in the order of the plan. Figures of one
/// target and area are of different years; of an average they have no gaps (year_missing).
std::vector<TargetProgress> target_progress(std::span<const TargetRow> targets, std::span<const StatedFigure> figures);

/// A year between the first and the last of one target and area that no figure is stated of.
std::optional<int> year_missing(std::span<const StatedFigure> figures, std::size_t target, const std::string& town);

/// Towns of a target in a year that the city's figure is stated of, too.
struct TownSum {
    int year = 0;
    std::size_t towns = 0;
    double sum = 0, city = 0;
};
std::optional<TownSum> sum_of_towns(std::span<const StatedFigure> figures, std::size_t target);

}  // namespace zonewright::planning
