// Does any source of the study have boundaries that are only schematic? What rests on them says so.
#pragma once

#include <algorithm>

#include "model/study_definition.h"

namespace zonewright::model {

inline bool rests_on_schematic_data(const StudyDefinition& study) {
    return std::ranges::any_of(study.sources, [](const SourceDefinition& source) { return source.status == GeometryStatus::Schematic; });
}

}  // namespace zonewright::model
