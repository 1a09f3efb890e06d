// The layers and rasters that a measure may read: what is kept of an earlier run is believed as long as these are the
// same, so a measure that reads another one must say so first (roles_read).
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/errors.h"
#include "base/spelling.h"
#include "model/source_set.h"

namespace zonewright::criterion {

class SourceView {
public:
    /// Everything.
    SourceView(const model::SourceSet& sources) : sources_(&sources) {}  // NOLINT: a set is a view of itself
    /// Nothing but these roles.
    SourceView only(std::vector<std::string> roles) const {
        SourceView narrowed = *this;
        narrowed.roles_ = std::move(roles);
        return narrowed;
    }

    /// Null when the study has no such layer. Throws InternalError for a role that is not in view.
    const model::FeatureTable* layer(const std::string& role) const {
        require_in_view(role);
        return sources_->find(role);
    }
    /// Null when the study has no such raster.
    const model::SourceDefinition* raster(const std::string& role) const {
        require_in_view(role);
        const auto found = sources_->rasters.find(role);
        return found == sources_->rasters.end() ? nullptr : &found->second;
    }

private:
    void require_in_view(const std::string& role) const {
        if (roles_ && std::find(roles_->begin(), roles_->end(), role) == roles_->end())
            throw InternalError({.thing = "criterion::SourceView",
                                 .value = role,
                                 .expected = joined(*roles_),
                                 .advice = "name the role in roles_read()"});
    }

    const model::SourceSet* sources_;
    std::optional<std::vector<std::string>> roles_;
};

}  // namespace zonewright::criterion
