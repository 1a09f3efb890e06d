// What the sheets of the plan share: how they look, the layers of their maps.
#pragma once

#include <string>
#include <vector>

#include "answer/plan_package.h"
#include "answer/remarks.h"
#include "report/plan_sheet.h"
#include "study/study.h"

namespace zonewright::answer {

/// Style sheets of a study, kept while sheets are written.
class SheetDesk {
public:
    SheetDesk(const study::Study& study, Language language);
    const report::PlanSheetLook& look() const { return look_; }
    /// A map of these layers with the furniture of the study.
    report::SheetMap map(const Text& title) const;
    model::FeatureTable towns() const;
    /// Outlines of the plan's zones for one cluster, under the style `zone`.
    model::FeatureTable zones(model::ClusterId cluster) const;
    /// Parcels whose net land is on offer, of one town or (empty) of all.
    model::FeatureTable offered_parcels(const std::string& town_code) const;
    /// Numbered dots for sites, in this order.
    model::FeatureTable site_dots(const std::vector<std::string>& ids) const;
    /// PNG of the towns with polygons in their colours and numbered dots that keep off each other; empty without either.
    std::string ranked_picture(const Text& title, const Text& note, const model::FeatureTable& polygons, const model::FeatureTable& dots) const;
    /// The outline of a place with the land on offer around; nothing drawn for a place without a boundary.
    report::SheetMap place_map(const Text& title, const std::string& place) const;
    /// Layers of the study as a package of this name, to be written with write_plan_package.
    PlanPackage package(const std::filesystem::path& folder, const std::string& name, const Text& title, std::vector<model::FeatureTable> layers) const;
    /// "a_b": safe as a name of a file.
    static std::string file_name(const std::string& kind, const std::string& id);

private:
    model::FeatureTable table(const char* name, model::GeometryKind kind) const;

    const study::Study& study_;
    Language language_;
    model::StyleSheet styles_, map_styles_;
    report::PlanSheetLook look_;
};

/// "1,234.56"
std::string shown_mu(Area area);
/// "0.123"; "—" where there is none.
std::string shown_number(const std::optional<double>& value, int decimals);

}  // namespace zonewright::answer
