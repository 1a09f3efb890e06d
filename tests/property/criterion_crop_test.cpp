// A measured value belongs to the place, not to the extent: cropping or growing the grid changes nothing.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "unit/criterion/small_city.h"

namespace zonewright::criterion {
namespace {

SmallCity random_city(Random& random) {
    SmallCity city;
    city.spec = {480000, 2544000, 50, 60, 50};
    const auto x = [&] { return random.between(479000, 484000); };
    const auto y = [&] { return random.between(2540500, 2545000); };
    for (int i = 0; i < 40; ++i)
        city.add_point("enterprise", {{"cluster", i % 3 ? "electronics" : "energy"}, {"class", "leading"}},
                       x(), y());
    for (int i = 0; i < 12; ++i) {
        const double west = x(), south = y();
        city.add_box("industrial_line", {},
                     {west, south, west + random.between(5, 900), south + random.between(5, 900)});
        city.add_line("road", {{"class", "arterial"}}, {{x(), y()}, {x(), y()}});
    }
    return city;
}

class Crop : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Crop, testing::Range<std::uint64_t>(1, 16));

TEST_P(Crop, DoesNotChangeMeasuredValues) {
    Random random(GetParam(), "crop");
    SmallCity city = random_city(random);
    auto quotient = definition_of(model::MeasureKind::Quotient, "enterprise", 700);
    quotient.where = {{"cluster", {"$cluster"}}};
    const model::CriterionDefinition definitions[] = {
        definition_of(model::MeasureKind::Distance, "road"),
        definition_of(model::MeasureKind::Distance, "industrial_line"),
        definition_of(model::MeasureKind::Density, "enterprise", 900),
        definition_of(model::MeasureKind::Density, "road", 400),
        definition_of(model::MeasureKind::Share, "industrial_line", 620),
        quotient};
    const raster::GridSpec whole = city.spec;
    for (const auto& definition : definitions) {
        city.spec = whole;
        const auto all = city.measured(definition, 0).values;
        const std::size_t column = random.below(20), row = random.below(20);
        city.spec = {whole.west_m + 50.0 * static_cast<double>(column),
                     whole.north_m - 50.0 * static_cast<double>(row), 50, 1 + random.below(30),
                     1 + random.below(25)};
        const auto part = city.measured(definition, 0).values;
        for (std::size_t r = 0; r < city.spec.rows; ++r)
            for (std::size_t c = 0; c < city.spec.columns; ++c)
                ASSERT_EQ(part.at(c, r), all.at(column + c, row + r))
                    << "seed " << GetParam() << " measure " << static_cast<int>(definition.measure) << " of "
                    << definition.role;
    }
}

}  // namespace
}  // namespace zonewright::criterion
