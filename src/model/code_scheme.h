// A scheme of land class codes. The same digits mean other things in other schemes (1001 is a railway in the
// land survey and industrial land in planning), so no code is ever read without its scheme.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

struct CodeScheme {
    std::string id;  ///< "survey3", "gbt21010", "landsea2020", "landsea2023"
    Text title;
    std::map<std::string, std::string> names;     ///< code → name in the official text
    std::map<std::string, std::string> names_en;  ///< translations, where there are any
    std::map<std::string, std::vector<std::string>>
        survey3;  ///< code → codes of survey3; several: cannot be told
    Evidence evidence;
};

}  // namespace zonewright::model
