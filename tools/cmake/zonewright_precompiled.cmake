# Two precompiled headers: what nearly every unit includes anyway, and the same with the test framework. Sources still
# include what they use; -DZONEWRIGHT_PRECOMPILED=OFF builds without, which proves that.
option(ZONEWRIGHT_PRECOMPILED "build with precompiled headers" ON)

set(zw_common_headers <algorithm> <array> <cmath> <cstdint> <cstring> <filesystem> <fstream> <functional> <limits> <map>
  <memory> <numeric> <optional> <ranges> <regex> <set> <span> <sstream> <string> <string_view> <tuple> <unordered_map>
  <utility> <variant> <vector> <fmt/format.h> <nlohmann/json.hpp>)

# zonewright_precompiled(<target that carries it> LIBRARIES … HEADERS …)
function(zonewright_precompiled carrier)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "" "LIBRARIES;HEADERS")
  if(ZONEWRIGHT_PRECOMPILED)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${carrier}.cpp CONTENT "// Only carries a precompiled header.\n")
    add_library(${carrier} OBJECT ${CMAKE_BINARY_DIR}/${carrier}.cpp)
    target_link_libraries(${carrier} PRIVATE zw_flags ${given_LIBRARIES})
    target_precompile_headers(${carrier} PRIVATE ${given_HEADERS})
  endif()
endfunction()

function(zonewright_precompile target carrier)
  if(ZONEWRIGHT_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${carrier})
  endif()
endfunction()

zonewright_precompiled(zw_precompiled LIBRARIES fmt::fmt nlohmann_json::nlohmann_json HEADERS ${zw_common_headers})
