# Compiler flags that every target of the project is built with.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  # The precompiled header is compared by content; without these ccache would not cache units that use it.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

add_library(zw_flags INTERFACE)
target_compile_options(zw_flags INTERFACE
  -Wall -Wextra -Wconversion
  # In a test a local name may be that of a function of its neighbour in the unit.
  -Wshadow$<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:ZONEWRIGHT_TEST>>>:=local>
  -Wnon-virtual-dtor -Wold-style-cast -Werror
  # Designated initialisers leave out what has a default; that is their purpose here.
  -Wno-missing-field-initializers
  # GCC fuses multiply and add on arm64 by default, which would change the last digit between machines.
  -ffp-contract=off)
# What these claim depends on what was inlined, and g++ 12 claims it of sound code inside the standard library and fmt;
# the presets with sanitizers look at the same faults when they happen. A newer g++ reports them, without failing.
foreach(claim array-bounds dangling-pointer free-nonheap-object maybe-uninitialized null-dereference restrict
              stringop-overflow stringop-overread)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(zw_flags INTERFACE -Wno-${claim})
  elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(zw_flags INTERFACE -Wno-error=${claim})
  endif()
endforeach()
# Where headers are, here and in an installation; what other programs need of the flags.
add_library(zw_include INTERFACE)
target_include_directories(zw_include INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/src>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/zonewright>)
target_compile_features(zw_include INTERFACE cxx_std_20)
target_link_libraries(zw_flags INTERFACE zw_include)
target_compile_definitions(zw_flags INTERFACE ZONEWRIGHT_VERSION="${PROJECT_VERSION}")
set(ZONEWRIGHT_INSTRUCTIONS "" CACHE STRING "most that the hot loops are compiled for: avx2, plain; empty: all there is (base/vectorised.h)")
if(ZONEWRIGHT_INSTRUCTIONS)
  string(TOUPPER ${ZONEWRIGHT_INSTRUCTIONS} instructions)
  target_compile_definitions(zw_flags INTERFACE ZONEWRIGHT_INSTRUCTIONS_${instructions})
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
if(ZONEWRIGHT_SANITIZE)
  target_compile_options(zw_flags INTERFACE -fsanitize=${ZONEWRIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(zw_flags INTERFACE -fsanitize=${ZONEWRIGHT_SANITIZE})
endif()
if(ZONEWRIGHT_COVERAGE)
  target_compile_options(zw_flags INTERFACE --coverage -O0)
  target_link_options(zw_flags INTERFACE --coverage)
endif()

# The Python module is a shared object made of the same libraries as the program.
option(ZONEWRIGHT_PYTHON "build the Python module where pybind11 and Python's headers are there" ON)
if(ZONEWRIGHT_PYTHON)
  set(PYBIND11_FINDPYTHON ON)
  set(Python_EXECUTABLE /usr/bin/python3)  # the system's: GeoPandas and QGIS are installed for it
  find_package(pybind11 QUIET)
endif()
if(pybind11_FOUND)
  add_compile_options(-fPIC -fno-semantic-interposition)
endif()
