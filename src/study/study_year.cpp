#include "study/study_year.h"

#include <algorithm>

#include "base/dates.h"

namespace zonewright::study {

int study_year(const model::StudyDefinition& definition) {
    int year = 0;
    for (const model::SourceDefinition& source : definition.sources)
        if (const auto date = date_from(source.date)) year = std::max(year, date->year);
    return year;
}

}  // namespace zonewright::study
