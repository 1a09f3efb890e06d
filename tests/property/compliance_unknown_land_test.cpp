// Land-use layers of random squares, some codes damaged, some squares missing: what is not known is never
// clear, and land on the class, land known to be of others and land not checked add up to the outline.
#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "compliance/check_outline.h"

namespace zonewright::compliance {
namespace {

using model::CheckState;

constexpr double west = 470000, south = 2540000, side = 50;
const geom::StatutoryArea statutory(geom::GaussKruger{114, 500000});

enum class Kind { Class, Other, Damaged, Absent, Gap };

struct Layer {
    model::SourceSet sources;
    std::map<Kind, double> m2;  ///< inside the outline

    Layer(Random& random, int columns, int rows, const geom::Box& outline) {
        model::FeatureTable& table = sources.layers["land_use"].table;
        table.fields = {{.name = "class_code"}};
        const bool sound = random.below(3) == 0;
        for (int c = 0; c < columns; ++c)
            for (int r = 0; r < rows; ++r) {
                const auto kind = static_cast<Kind>(random.below(sound ? 2 : 5));
                const geom::Box box{west + side * c, south + side * r, west + side * (c + 1),
                                    south + side * (r + 1)};
                const geom::Box common{std::max(box.min_x, outline.min_x), std::max(box.min_y, outline.min_y),
                                       std::min(box.max_x, outline.max_x),
                                       std::min(box.max_y, outline.max_y)};
                if (common.min_x < common.max_x && common.min_y < common.max_y)
                    m2[kind] += statutory.of(geom::MultiPolygon{{geom::rectangle(common)}}).m2();
                if (kind != Kind::Gap)
                    table.features.push_back({static_cast<std::int64_t>(table.features.size()),
                                              geom::MultiPolygon{{geom::rectangle(box)}},
                                              {code(kind, random)}});
            }
    }

    static model::Value code(Kind kind, Random& random) {
        static const std::vector<std::string> damaged{"101", "102", "101.0", "01", "水田", "19999"};
        if (kind == Kind::Absent) return {};
        if (kind == Kind::Class) return std::string(random.below(2) == 0 ? "0101" : "0102");
        if (kind == Kind::Other) return std::string(random.below(2) == 0 ? "0601" : "1001");
        return damaged[random.below(damaged.size())];
    }
    double unknown() const {
        double sum = 0;
        for (const Kind kind : {Kind::Damaged, Kind::Absent, Kind::Gap})
            if (const auto found = m2.find(kind); found != m2.end()) sum += found->second;
        return sum;
    }
    double of(Kind kind) const { return m2.contains(kind) ? m2.at(kind) : 0; }
};

model::CheckRule cultivated() {
    model::CheckRule rule;
    rule.id = "cultivated_land";
    rule.role = "land_use";
    rule.where = {{"class_code", {"0101", "0102"}}};
    rule.known_values = {{"class_code", {"0101", "0102", "0601", "1001"}}};
    rule.layer_tiles = true;
    rule.touch_area_m2 = 1;
    rule.touch_width_m = 0.5;
    rule.if_occupied = model::Verdict::Conditional;
    return rule;
}

TEST(UnknownLand, IsNeverClearAndAddsUp) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const int columns = 1 + static_cast<int>(random.below(6)),
                  rows = 1 + static_cast<int>(random.below(6));
        // at least 2 m from every line of squares, so that no piece is a misfit
        const auto corner = [&](int cells) {
            return side * static_cast<double>(random.below(static_cast<std::uint64_t>(cells))) +
                   random.between(2, 23);
        };
        const double x = west + corner(columns), y = south + corner(rows);
        const geom::Box box{x, y,
                            std::min(x + random.between(3, 24) + side * static_cast<double>(random.below(3)),
                                     west + side * columns),
                            std::min(y + random.between(3, 24) + side * static_cast<double>(random.below(3)),
                                     south + side * rows)};
        const Layer layer(random, columns, rows, box);
        // A layer without any feature is a missing layer, not one of gaps.
        if (layer.sources.find("land_use")->features.empty()) continue;
        const geom::MultiPolygon outline{{geom::rectangle(box)}};
        const std::vector<model::CheckRule> rules{cultivated()};
        const std::vector<model::ConstraintLayer> none;
        const auto result =
            check_outline(
                {.outline = &outline, .rules = &rules, .sources = &layer.sources, .constraints = &none},
                statutory, Progress())
                .results.at(0);
        EXPECT_NEAR(result.area.m2(), layer.of(Kind::Class), 0.2);
        EXPECT_NEAR(result.unchecked.m2(), layer.unknown(), 0.2);
        EXPECT_NEAR(result.area.m2() + result.unchecked.m2() + layer.of(Kind::Other),
                    statutory.of(outline).m2(), 0.5);
        if (layer.of(Kind::Class) > 0) {
            EXPECT_EQ(result.state, CheckState::Occupies);
        } else if (layer.unknown() > 0) {
            EXPECT_EQ(result.state, CheckState::NotChecked);
            EXPECT_EQ(result.verdict, model::Verdict::Undecided);
        } else {
            EXPECT_NE(result.state, CheckState::NotChecked);
            EXPECT_NE(result.state, CheckState::Occupies);
        }
    }
}

}  // namespace
}  // namespace zonewright::compliance
