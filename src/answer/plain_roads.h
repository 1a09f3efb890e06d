// A second way to travel times: the roads as a plain graph, every time measured to the road itself.
//
// The rules are those of criterion/road_network.h: lines join where they cross or come within a metre; of expressways, where
// interchanges are known, only there; an origin goes straight to its nearest road; the rest of the way leads straight across
// the country from any point of a road that may be left. The surface of a run counts from cell to cell instead, so that it may
// differ by the time across two cells. Coordinates are metres on the study's plane, times minutes.
// Cost: O(s log s) for s straight pieces of road, then O(s) for every point asked; a second for a city's roads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "geom/geometry.h"
#include "model/criterion_definition.h"
#include "model/feature_table.h"
#include "model/source_set.h"

namespace zonewright::answer {

class PlainRoads {
public:
    /// `within`: roads beyond it may be driven on, but not left. The source of role "road" must be there.
    PlainRoads(const model::SourceSet& sources, const model::CriterionDefinition& criterion,
               std::span<const model::Feature* const> origins, const geom::Box& within);

    /// Minutes to the point from the nearest origin; infinity where none leads there.
    double minutes_to(geom::Point p) const;
    /// Minutes that a metre across the country takes.
    double pace() const { return pace_; }

private:
    struct Piece {
        geom::Point a, b;
        double minutes_per_m = 0;
        bool upper = false;
        std::vector<geom::Point> cuts;  ///< where others join; its ends first
    };
    struct Way {
        std::size_t a = 0, b = 0;
        double minutes = 0;
    };
    /// A straight way that may be left between `from` and `to`, metres from a.
    struct Exit {
        geom::Point a, b;
        std::size_t node_a = 0, node_b = 0;
        double minutes_per_m = 0, from = 0, to = 0, soonest = 0;
    };

    void read(const model::SourceSet& sources, const model::CriterionDefinition& criterion);
    void join_pieces();
    void add_interchanges(const model::SourceSet& sources);
    void add_origins(std::span<const model::Feature* const> origins);
    /// Of the pieces of one level, or of any; nothing where there are none.
    const Piece* nearest(geom::Point p, std::optional<bool> upper) const;
    std::size_t node(geom::Point p, bool upper);
    void make_ways();
    void drive();
    void add_exit(const Piece& piece, geom::Point a, geom::Point b);

    std::vector<Piece> pieces_;
    std::vector<Way> ways_;
    std::vector<Exit> exits_;  ///< soonest first
    std::vector<geom::Point> origins_;
    std::vector<std::pair<std::size_t, double>> starts_;  ///< node, minutes
    std::map<std::tuple<std::int64_t, std::int64_t, bool>, std::size_t> nodes_;
    std::vector<double> minutes_;
    geom::Box within_;
    double pace_ = 0, ramp_pace_ = 0;
    bool closed_ = false;
};

}  // namespace zonewright::answer
