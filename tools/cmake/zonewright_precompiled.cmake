# One precompiled header for every target: what nearly every unit includes anyway. Sources still include what they use;
# -DZONEWRIGHT_PRECOMPILED=OFF builds without it, which proves that.
option(ZONEWRIGHT_PRECOMPILED "build with a precompiled header" ON)

if(ZONEWRIGHT_PRECOMPILED)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp.in "// Only carries the precompiled header.\n")
  configure_file(${CMAKE_BINARY_DIR}/precompiled.cpp.in ${CMAKE_BINARY_DIR}/precompiled.cpp COPYONLY)
  add_library(zw_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(zw_precompiled PRIVATE zw_flags fmt::fmt nlohmann_json::nlohmann_json)
  target_precompile_headers(zw_precompiled PRIVATE
    <algorithm> <array> <cmath> <cstdint> <cstring> <filesystem> <fstream> <functional> <limits> <map> <memory>
    <numeric> <optional> <ranges> <regex> <set> <span> <sstream> <string> <string_view> <tuple> <unordered_map>
    <utility> <variant> <vector> <fmt/format.h> <nlohmann/json.hpp>)
endif()

function(zonewright_precompile target)
  if(ZONEWRIGHT_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM zw_precompiled)
  endif()
endfunction()
