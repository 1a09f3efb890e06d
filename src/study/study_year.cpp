#include "study/study_year.h"

#include <algorithm>
#include <string>

namespace zonewright::study {

int study_year(const model::StudyDefinition& definition) {
    int year = 0;
    for (const model::SourceDefinition& source : definition.sources)
        if (source.date.size() >= 4) year = std::max(year, std::stoi(source.date.substr(0, 4)));
    return year;
}

}  // namespace zonewright::study
