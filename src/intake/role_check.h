// Does this layer look like one of the role it is brought in for? What tells the roles apart is data
// (layers/roles, [signature]): usual names of layers and files, fields that hardly any other layer has, class
// codes that belong there, how many features there may be, how much of the city they may cover.
#pragma once

#include <string>
#include <vector>

#include "intake/inspection.h"
#include "model/role.h"

namespace zonewright::intake {

/// What can be seen of a layer before its fields are mapped.
struct LayerFace {
    std::string file;   ///< stem of the file
    std::string layer;  ///< name of the layer
    std::vector<model::Field> fields;
    model::GeometryKind kind = model::GeometryKind::Polygon;
};

/// How well a role fits: 3 for a usual name of the layer or file, 2 for one within it, 1 for each telling field
/// (4 at most).
struct RoleFit {
    const model::Role* role = nullptr;
    int score = 0;
    std::vector<std::string> names, fields;  ///< what it rests on
};

/// Roles of the layer's kind of geometry (closed lines may be polygons), best first, ties in the order of the
/// list; those that nothing speaks for are left out.
std::vector<RoleFit> fits_of(const LayerFace& face, const std::vector<model::Role>& roles);

/// A warning `role_doubtful` that names the role the layer looks like, when that fits clearly better than
/// `role`.
void check_face(const LayerFace& face, const model::Role& role, const std::vector<model::Role>& roles,
                const Inspection& inspection);

/// The same warning when the features are too many for the role, their codes do not belong there, or their
/// land is too large a share of `city` (zero: the city is not known).
void check_content(const model::FeatureTable& table, const model::Role& role, Area city,
                   const Inspection& inspection);

}  // namespace zonewright::intake
