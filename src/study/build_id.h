// Which code made a finished stage? The same for every program built from the same sources with the same
// compiler and flags: the command line, a plug-in and a server share finished stages.
#pragma once

#include <string>

namespace zonewright::study {

/// 64 hex digits over every source below src/ up to this folder, compiler and flags; made at build time by
/// tools/cmake/zonewright_build_id.cmake.
const std::string& build_id();

}  // namespace zonewright::study
