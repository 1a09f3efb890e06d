// Which year is the study made for? That of the newest source, so that the same study says the same next
// year.
#pragma once

#include "model/study_definition.h"

namespace zonewright::study {

/// 0 when no source states a date.
int study_year(const model::StudyDefinition& definition);

}  // namespace zonewright::study
