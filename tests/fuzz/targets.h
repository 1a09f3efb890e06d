// The parsers of this program, each as one function over bytes: an InputError is an answer, anything else is a fault.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace zonewright::fuzz {

struct Target {
    const char* name;  ///< also the folder of its seeds below tests/fuzz/corpus
    void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

}  // namespace zonewright::fuzz
