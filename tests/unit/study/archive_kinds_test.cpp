// Every kind of value that a stage keeps: a value with something in every member comes back byte by byte, and
// no member is left out of its list in archive_fields.h.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <tuple>
#include <type_traits>

#include "study/archive_fields.h"

namespace zonewright::study {
namespace {

/// An archive that fills what it is given, every leaf with another value.
class Filler {
public:
    template <typename... Items>
    void operator()(Items&... items) {
        (fill(items), ...);
    }

private:
    template <typename T>
    void fill(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = true;
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(1);
        } else if constexpr (std::is_arithmetic_v<T>) {
            value = static_cast<T>(++next_ % 100);
        } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::filesystem::path>) {
            value = "word " + std::to_string(++next_);
        } else if constexpr (TypeOf<T>::kind == 1) {
            value.resize(2);
            for (std::size_t i = 0; i < value.size(); ++i) fill_item(value, i);
        } else if constexpr (TypeOf<T>::kind == 2) {
            for (int i = 0; i < 2; ++i) {
                typename T::key_type key{};
                fill(key);
                fill(value[key]);
            }
        } else if constexpr (TypeOf<T>::kind == 3) {
            fill(value.emplace());
        } else if constexpr (TypeOf<T>::kind == 4) {
            fill(value.template emplace<std::variant_size_v<T> - 1>());
        } else if constexpr (TypeOf<T>::kind == 5) {
            fill(value.first);
            fill(value.second);
        } else if constexpr (Flat<T>) {
            std::memset(static_cast<void*>(&value), ++next_ % 100, sizeof value);
        } else {
            fields(*this, value);
        }
    }
    template <typename T>
    void fill_item(std::vector<T>& items, std::size_t i) {
        if constexpr (std::is_same_v<T, bool>)
            items[i] = true;
        else
            fill(items[i]);
    }
    int next_ = 0;
};

/// An archive that only counts the members it is given.
struct Counter {
    std::size_t count = 0;
    template <typename... Items>
    void operator()(Items&...) {
        count += sizeof...(Items);
    }
};

/// Stands for any member of an aggregate.
struct Anything {
    // Not of words: a Text is made from whatever is convertible to them, too, which would be ambiguous.
    template <typename T>
    requires(!std::is_same_v<T, std::string_view>) operator T() const;  // NOLINT: converts to whatever the member is
};
template <typename T, typename... Given>
constexpr std::size_t member_count() {
    if constexpr (requires { T{Given{}..., Anything{}}; })
        return member_count<T, Given..., Anything>();
    else
        return sizeof...(Given);
}

using Kinds = testing::Types<
    Text, geom::Polygon, geom::MultiPolygon, geom::MultiPoint, geom::MultiLineString, raster::Grid<std::uint32_t>,
    model::Evidence, model::Field, model::Feature, model::FeatureTable, model::Finding, model::SourceDefinition,
    model::SourceLayer, model::Repair, model::SourceSet, model::CriterionSurface, model::Territory, model::Zone,
    model::ZoneMap, model::Town, model::ConstraintRule, model::ConstraintLayer, model::Parcel, model::ValueFunction,
    model::RatedCriterion, model::DroppedCriterion, model::ClusterRating, model::Suitability, model::DeductionStep,
    model::ConstructionSuitability, model::ParcelSupply, model::OfferPart, model::ParcelOffer, model::WaterfallRow,
    model::SupplyStatement, model::BlockedLink, model::ParcelGraph, model::Site, model::LimitPrice, model::LimitRelief,
    model::Allocation, model::Demand, assembly::SiteShortfall, assembly::SitesResult, Intake, Zoning, Constraints,
    Criteria, Supply, Assembly, PublishedItem, model::FindingCount, RunFigures, Publication>;

template <typename T>
class ArchivedKind : public testing::Test {};
TYPED_TEST_SUITE(ArchivedKind, Kinds);

TYPED_TEST(ArchivedKind, ComesBackWithEveryMember) {
    TypeParam value{};
    Filler filler;
    fields(filler, value);
    ArchiveWriter first("/studies/one"), second("/studies/one");
    first(value);
    ArchiveReader reader(first.content(), "/studies/one");
    TypeParam back{};
    reader(back);
    EXPECT_EQ(reader.left(), 0u);
    second(back);
    EXPECT_EQ(first.content(), second.content());
}

TYPED_TEST(ArchivedKind, ListsAllItsMembers) {
    if constexpr (std::is_aggregate_v<TypeParam>) {
        TypeParam value{};
        Counter counter;
        fields(counter, value);
        EXPECT_EQ(counter.count, member_count<TypeParam>());
    }
}

TEST(ArchivedPaths, FollowTheStudy) {
    model::CriterionSurface surface;
    surface.tiles = "/studies/one/out/.cache/criterion/slope.tif";
    ArchiveWriter writer("/studies/one");
    writer(surface);
    ArchiveReader reader(writer.content(), "/studies/copy");
    model::CriterionSurface back;
    reader(back);
    EXPECT_EQ(back.tiles, "/studies/copy/out/.cache/criterion/slope.tif");
}

TEST(ArchivedPaths, StayWhereTheyAreOutsideTheStudy) {
    model::SourceDefinition source;
    source.path = "/data/towns.gpkg";
    ArchiveWriter writer("/studies/one");
    writer(source);
    ArchiveReader reader(writer.content(), "/studies/copy");
    model::SourceDefinition back;
    reader(back);
    EXPECT_EQ(back.path, "/data/towns.gpkg");
}

}  // namespace
}  // namespace zonewright::study
