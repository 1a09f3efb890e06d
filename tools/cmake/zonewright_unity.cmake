# Several sources in one unit: half of a cold build is the compiler reading the same headers again. What a source keeps
# in its anonymous namespace must therefore be unique in its folder. -DZONEWRIGHT_UNITY=OFF (preset dev) compiles each
# source on its own: slower in all, quicker after a change, and proof that each includes what it uses.
option(ZONEWRIGHT_UNITY "compile several sources of a folder as one unit" ON)

function(zonewright_unite target)
  if(ZONEWRIGHT_UNITY)
    # At most 32, so that the work spreads over the cores and a unit stays below 2 GB of memory.
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 32)
  endif()
endfunction()

set(ZONEWRIGHT_ALONE "" CACHE STRING "further sources below src, without .cpp, to compile on their own (tests/fuzz/coverage.py)")

# Mapnik declares PROJ's types for itself; hash.cpp completes a class of its header with a type of its own, which g++
# allows in the main file only; the others repeat names of a neighbour.
foreach(file io/map_renderer io/map_font base/hash report/map_sheet answer/knowledge_json command/progress_sinks
             server/http_server server/request_reading
             # zonewright-choices takes these without their neighbours, which need GDAL and Mapnik.
             io/sqlite gis/text_encoding catalog/offered_names
             ${ZONEWRIGHT_ALONE})
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${file}.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endforeach()
