# One static library per folder of src, linked in the order of src/ranks.txt: a folder sees only lower ranks.
file(STRINGS ${CMAKE_SOURCE_DIR}/src/ranks.txt rank_lines REGEX "^[0-9]+ ")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/ranks.txt)
set(ZW_FOLDERS "")
foreach(line IN LISTS rank_lines)
  string(REGEX MATCH "^([0-9]+) +([a-z_]+)" unused "${line}")
  set(rank ${CMAKE_MATCH_1})
  set(folder ${CMAKE_MATCH_2})
  if(folder STREQUAL "python")
    continue()  # a shared object (zonewright_python.cmake)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  if(sources)
    add_library(zw_${folder} STATIC ${sources})
    zonewright_precompile(zw_${folder} zw_precompiled)
    zonewright_unite(zw_${folder})
    set(visibility PUBLIC)
  else()
    add_library(zw_${folder} INTERFACE)
    set(visibility INTERFACE)
  endif()
  if(sources)
    target_link_libraries(zw_${folder} PRIVATE zw_flags)
  endif()
  target_link_libraries(zw_${folder} ${visibility} zw_include ${zw_links_${folder}})
  foreach(lower IN LISTS ZW_FOLDERS)
    if(zw_rank_${lower} LESS rank)
      target_link_libraries(zw_${folder} ${visibility} zw_${lower})
    endif()
  endforeach()
  set(zw_rank_${folder} ${rank})
  list(APPEND ZW_FOLDERS ${folder})
endforeach()

# The code is identified by its sources, not by the bytes of one program (src/study/build_id.h).
set(build_id_file ${CMAKE_BINARY_DIR}/build_id.cpp)
set(build_id_folders ${ZW_FOLDERS})
list(REMOVE_ITEM build_id_folders answer command server python shard)
string(JOIN "," build_id_folders ${build_id_folders})
set(build_id_command ${CMAKE_COMMAND} -DSOURCE_DIR=${CMAKE_SOURCE_DIR}/src -DOUTPUT=${build_id_file} -DFOLDERS=${build_id_folders}
  "-DSALT=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_SYSTEM_PROCESSOR} ${CMAKE_BUILD_TYPE} ${CMAKE_CXX_FLAGS} ${ZONEWRIGHT_SANITIZE}"
  -P ${CMAKE_SOURCE_DIR}/tools/cmake/zonewright_build_id.cmake)
add_custom_target(zw_build_id COMMAND ${build_id_command} BYPRODUCTS ${build_id_file} VERBATIM)
add_dependencies(zw_study zw_build_id)
target_sources(zw_study PRIVATE ${build_id_file})

# Boost's R-tree includes a header that Boost has deprecated, and says so each time.
target_compile_definitions(zw_geom PRIVATE BOOST_ALLOW_DEPRECATED_HEADERS)

# These read, word and lay out; the loops they wait for are in the folders below. Compiling them is what takes time.
foreach(folder catalog compliance publish report demo study answer command server)
  if(folder IN_LIST ZW_FOLDERS)
    get_target_property(type zw_${folder} TYPE)
    if(NOT type STREQUAL "INTERFACE_LIBRARY")
      target_compile_options(zw_${folder} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
  endif()
endforeach()

# Where the knowledge is while the program is not installed.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/catalog/layers_folder.cpp PROPERTIES
  COMPILE_DEFINITIONS ZONEWRIGHT_SOURCE_TREE="${CMAKE_SOURCE_DIR}")

# toml++ states that a look-up of blanks is never reached with most letters, which is wrong; tests/unit/catalog looks at what
# comes of every letter instead.
if(ZONEWRIGHT_SANITIZE MATCHES undefined)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/catalog/toml_document.cpp PROPERTIES COMPILE_OPTIONS -fno-sanitize=unreachable)
endif()

# The hot loops over cells: g++ 12 vectorises them only at -O3, and roots only where they need not set errno. Results stay
# equal (no fast-math, no contraction).
if(NOT ZONEWRIGHT_COVERAGE)
  foreach(file suitability/value_curve suitability/aggregation suitability/parcel_sums suitability/packed_row suitability/candidate_patches
               raster/coverage raster/distance raster/spread raster/terrain io/raster_blocks io/raster_overviews io/block_coding io/block_digests)
    set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${file}.cpp PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-O3;-fno-math-errno>"
                                SKIP_PRECOMPILE_HEADERS ON)
  endforeach()
endif()
