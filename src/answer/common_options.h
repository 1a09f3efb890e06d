// The options that every verb of the command line takes, declared as fields are: the program, the manual pages and
// the completion read them here.
#pragma once

#include <cstddef>
#include <string>

#include "answer/field.h"

namespace zonewright::answer {

struct CommonOptions {
    bool json = false, quiet = false;
    std::string progress = "auto";
    std::string lang = "zh";
    std::size_t threads = 0;
};
Declaration declared(CommonOptions& options);

}  // namespace zonewright::answer
