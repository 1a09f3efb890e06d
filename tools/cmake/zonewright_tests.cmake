# tests/unit/<folder>/*.cpp -> unit_<folder>, linked to that folder only, so that it cannot lean on higher ranks.
# tests/property, tests/oracle, tests/architecture: one program each. tests/cli/<verb>/test.py and
# tests/scenario/*.py: Python scripts that run the built program.
find_package(GTest REQUIRED)
# The system interpreter: Debian installs GeoPandas and PyQGIS for it, not for others that may be on the PATH.
set(Python3_EXECUTABLE /usr/bin/python3)
include(GoogleTest)
file(GLOB support_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cpp)

zonewright_precompiled(zw_precompiled_tests LIBRARIES fmt::fmt nlohmann_json::nlohmann_json GTest::gtest GTest::gmock
  HEADERS ${zw_common_headers} <gtest/gtest.h> <gmock/gmock.h>)
if(ZONEWRIGHT_PRECOMPILED)
  target_compile_options(zw_precompiled_tests PRIVATE $<$<CONFIG:Release>:-O1>)
endif()

function(zonewright_test name label)
  add_executable(${name} ${ARGN})
  zonewright_precompile(${name} zw_precompiled_tests)
  zonewright_unite(${name})
  set_target_properties(${name} PROPERTIES ZONEWRIGHT_TEST ON)
  # Compiling them is what takes time; what they test is compiled as it is shipped.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    ZONEWRIGHT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ZONEWRIGHT_PROGRAM="$<TARGET_FILE:zonewright>")
  target_link_libraries(${name} PRIVATE zw_flags fmt::fmt nlohmann_json::nlohmann_json GTest::gtest GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${label}" TIMEOUT 900)
endfunction()

foreach(folder IN LISTS ZW_FOLDERS)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${folder}/*.cpp)
  if(sources)
    zonewright_test(unit_${folder} unit ${sources})
    target_link_libraries(unit_${folder} PRIVATE zw_${folder})
  endif()
endforeach()

# LEMON is an oracle of the tests only; the program does not use it.
find_library(LEMON lemon)

# tests/<kind>/<folder>_*.cpp -> <kind>_<folder>: linked to that folder, labelled with the kind.
foreach(kind property oracle issue)
  foreach(folder IN LISTS ZW_FOLDERS)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${kind}/${folder}_*.cpp)
    if(sources)
      zonewright_test(${kind}_${folder} ${kind} ${sources})
      target_link_libraries(${kind}_${folder} PRIVATE zw_${folder})
      if(LEMON AND kind STREQUAL "oracle" AND folder STREQUAL "allocation")
        target_link_libraries(oracle_allocation PRIVATE ${LEMON})
      endif()
    endif()
  endforeach()
endforeach()

file(GLOB architecture_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/architecture/*.cpp)
if(architecture_sources)
  zonewright_test(architecture architecture ${architecture_sources})
endif()

# Makes calls of the program fail (tests/fault): loaded before it, never linked.
add_library(fail_call MODULE ${CMAKE_SOURCE_DIR}/tests/fault/fail_call.cpp)
target_compile_options(fail_call PRIVATE -fno-builtin)
target_link_libraries(fail_call PRIVATE ${CMAKE_DL_LIBS})
set_target_properties(fail_call PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

foreach(kind cli scenario issue peers fault)
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${kind}/*/test.py ${CMAKE_SOURCE_DIR}/tests/${kind}/test_*.py)
  foreach(script IN LISTS scripts)
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/tests ${script})
    string(REGEX REPLACE "(/test)?\\.py$" "" name ${name})
    string(REPLACE "/" "_" name ${name})
    add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${script})
    set(limit 1800)
    if(kind STREQUAL "fault")
      set(limit 86400)  # the long form
    endif()
    set_tests_properties(${name} PROPERTIES LABELS ${kind} TIMEOUT ${limit} ENVIRONMENT
      "ZONEWRIGHT=$<TARGET_FILE:zonewright>;PYTHONPATH=${CMAKE_SOURCE_DIR}/tests/support;ZONEWRIGHT_SOURCE=${CMAKE_SOURCE_DIR};ZONEWRIGHT_LOCK_WAIT=600")
  endforeach()
endforeach()

# tests/python: the module as it stands ready in the build folder.
if(TARGET zonewright_python)
  add_test(NAME python COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/python/test.py)
  set_tests_properties(python PROPERTIES LABELS cli TIMEOUT 1800 ENVIRONMENT
    "ZONEWRIGHT=$<TARGET_FILE:zonewright>;PYTHONPATH=${CMAKE_BINARY_DIR}/python:${CMAKE_SOURCE_DIR}/tests/support;ZONEWRIGHT_SOURCE=${CMAKE_SOURCE_DIR};ZONEWRIGHT_LOCK_WAIT=600")
endif()

# Mutated inputs through every parser of our own; with clang and -DZONEWRIGHT_LIBFUZZER=ON the same targets for libFuzzer.
add_executable(fuzz_parsers ${CMAKE_SOURCE_DIR}/tests/fuzz/targets.cpp ${CMAKE_SOURCE_DIR}/tests/fuzz/mutate.cpp)
target_include_directories(fuzz_parsers PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(fuzz_parsers PRIVATE ZONEWRIGHT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(fuzz_parsers PRIVATE zw_flags zw_server)
add_test(NAME fuzz_parsers COMMAND fuzz_parsers WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
set_tests_properties(fuzz_parsers PROPERTIES LABELS fuzz TIMEOUT 86400)

# Mutated files of outlines from the intake to the report, in one process.
add_executable(fuzz_outlines ${CMAKE_SOURCE_DIR}/tests/fuzz/outlines.cpp ${CMAKE_SOURCE_DIR}/tests/fuzz/outline_seeds.cpp)
target_include_directories(fuzz_outlines PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(fuzz_outlines PRIVATE zw_flags zw_answer)
add_test(NAME fuzz_outlines COMMAND fuzz_outlines WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
set_tests_properties(fuzz_outlines PROPERTIES LABELS fuzz TIMEOUT 86400)

option(ZONEWRIGHT_LIBFUZZER "build fuzz_libfuzzer; needs clang" OFF)
if(ZONEWRIGHT_LIBFUZZER AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_executable(fuzz_libfuzzer ${CMAKE_SOURCE_DIR}/tests/fuzz/targets.cpp ${CMAKE_SOURCE_DIR}/tests/fuzz/libfuzzer.cpp)
  target_include_directories(fuzz_libfuzzer PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_options(fuzz_libfuzzer PRIVATE -fsanitize=fuzzer,address)
  target_link_options(fuzz_libfuzzer PRIVATE -fsanitize=fuzzer,address)
  target_link_libraries(fuzz_libfuzzer PRIVATE zw_flags zw_server)
endif()

# Benchmarks: tests/bench/<folder>_*.cpp -> bench_<folder>; built, never run by ctest.
find_package(benchmark QUIET)
if(ZONEWRIGHT_BENCH AND benchmark_FOUND)
  foreach(folder IN LISTS ZW_FOLDERS)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/bench/${folder}_*.cpp)
    if(sources)
      add_executable(bench_${folder} EXCLUDE_FROM_ALL ${sources})
      target_include_directories(bench_${folder} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
      target_link_libraries(bench_${folder} PRIVATE zw_${folder} benchmark::benchmark benchmark::benchmark_main)
    endif()
  endforeach()
endif()

# Benchmarks that scripts of tools/bench compile for themselves: compiled here so that they keep up with the sources. The
# one of LEMON is of another standard and another library.
file(GLOB bench_programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/bench/*.cpp)
list(FILTER bench_programs EXCLUDE REGEX "allocation_lemon")
add_library(bench_programs OBJECT ${bench_programs})
target_include_directories(bench_programs PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(bench_programs PRIVATE zw_answer)
