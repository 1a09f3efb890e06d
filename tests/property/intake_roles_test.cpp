// Layers under random names with the fields of one role, brought in as another: a warning names the right one, and
// there is none where the role is right. The signatures are those of the knowledge folder.
#include <gtest/gtest.h>

#include "base/random.h"
#include "catalog/catalogue_reader.h"
#include "geom/statutory_area.h"
#include "intake/layer_proposals.h"
#include "intake/role_check.h"

namespace zonewright::intake {
namespace {

const model::Catalogue& knowledge() {
    static const model::Catalogue catalogue = [] {
        const std::filesystem::path layers = std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers";
        return catalog::read_catalogue(layers, catalog::plan_versions(layers).back());
    }();
    return catalogue;
}

/// Polygon roles whose telling fields belong to no other role.
std::vector<const model::Role*> tellable() {
    std::vector<const model::Role*> roles;
    for (const model::Role& role : knowledge().roles)
        if (!role.raster && role.geometry == model::GeometryKind::Polygon && !role.layer_aliases.empty() &&
            role.signature.fields.size() >= 2)
            roles.push_back(&role);
    return roles;
}

LayerFace face_of(const model::Role& role, Random& random) {
    LayerFace face{.file = "f" + std::to_string(random.below(1000)), .layer = "l" + std::to_string(random.below(1000))};
    if (random.below(2) == 0) face.layer = role.layer_aliases[random.below(role.layer_aliases.size())];
    for (const char* common : {"BSM", "OBJECTID", "Shape_Area", "MJ"}) face.fields.push_back({.name = common});
    const std::size_t from = random.below(role.signature.fields.size() - 1);
    for (std::size_t i = from; i < role.signature.fields.size(); ++i) face.fields.push_back({.name = role.signature.fields[i]});
    return face;
}

TEST(Roles, ThatALayerLooksLikeAreNamed) {
    const auto roles = tellable();
    ASSERT_GE(roles.size(), 6U);
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        const model::Role &true_role = *roles[random.below(roles.size())], &asked = *roles[random.below(roles.size())];
        SCOPED_TRACE(fmt::format("seed {}: a layer of {} as {}", seed, true_role.id, asked.id));
        const LayerFace face = face_of(true_role, random);
        std::vector<model::Finding> findings;
        std::vector<model::Repair> repairs;
        check_face(face, asked, knowledge().roles, {"t", geom::StatutoryArea({}), findings, repairs});
        if (&true_role == &asked) {
            EXPECT_TRUE(findings.empty());
            continue;
        }
        ASSERT_EQ(findings.size(), 1U);
        EXPECT_EQ(findings[0].rule, "role_doubtful");
        EXPECT_NE(findings[0].fix.en.find("--role " + true_role.id), std::string::npos) << findings[0].fix.en;
    }
}

TEST(Roles, OfTheUsualNamesAreTheirOwn) {
    for (const model::Role& role : knowledge().roles) {
        if (role.raster) continue;
        for (const std::string& alias : role.layer_aliases) {
            const auto fits = fits_of({.file = "x", .layer = alias, .kind = role.geometry}, knowledge().roles);
            ASSERT_FALSE(fits.empty()) << alias;
            EXPECT_EQ(fits.front().role->id, role.id) << alias;
        }
    }
}

TEST(Dates, AreReadFromNamesWhereThereIsOne) {
    EXPECT_EQ(date_in_name("DLTB_20241231"), "2024-12-31");
    EXPECT_EQ(date_in_name("2024年12月 土地利用现状"), "2024-12");
    EXPECT_EQ(date_in_name("XZQ-2023"), "2023");
    EXPECT_EQ(date_in_name("XZQ_2023-06"), "2023-06");
    EXPECT_EQ(date_in_name("DK0001"), "");
    EXPECT_EQ(date_in_name("441900116"), "");
    EXPECT_EQ(date_in_name("2022至2024"), "") << "two dates are none";
    EXPECT_EQ(date_in_name("现状20241345"), "");
}

}  // namespace
}  // namespace zonewright::intake
