# import zonewright: the native half is made of src/python/*.cpp, what people see lies beside it (src/python/zonewright).
# The whole package stands ready in <build>/python; its type stubs are written from the declared questions.
if(NOT pybind11_FOUND)
  return()
endif()
file(GLOB python_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/python/*.cpp)
file(GLOB python_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/python/zonewright/*.py ${CMAKE_SOURCE_DIR}/src/python/zonewright/py.typed)
set(python_package ${CMAKE_BINARY_DIR}/python/zonewright)
pybind11_add_module(zonewright_python MODULE NO_EXTRAS ${python_sources})
set_target_properties(zonewright_python PROPERTIES OUTPUT_NAME _native LIBRARY_OUTPUT_DIRECTORY ${python_package})
target_compile_options(zonewright_python PRIVATE $<$<CONFIG:Release>:-O1>)
target_link_libraries(zonewright_python PRIVATE zw_flags zw_answer)
target_link_options(zonewright_python PRIVATE -Wl,--exclude-libs,ALL)

set(stubs_file ${python_package}/__init__.pyi)
set(stubs_script ${CMAKE_SOURCE_DIR}/tools/python/stubs.py)
add_custom_command(OUTPUT ${stubs_file}
  COMMAND ${CMAKE_COMMAND} -E copy_if_different ${python_files} ${python_package}
  COMMAND ${Python_EXECUTABLE} -B ${stubs_script} ${CMAKE_BINARY_DIR}/python ${stubs_file}
  DEPENDS zonewright_python ${python_files} ${stubs_script} VERBATIM)
add_custom_target(zonewright_python_package ALL DEPENDS ${stubs_file})

# Debian's place for modules below /usr; elsewhere PYTHONPATH has to name it.
set(ZONEWRIGHT_PYTHON_FOLDER lib/python3/dist-packages CACHE STRING "where the Python module is installed, below the prefix")
install(TARGETS zonewright_python LIBRARY DESTINATION ${ZONEWRIGHT_PYTHON_FOLDER}/zonewright COMPONENT program)
install(FILES ${python_files} ${stubs_file} DESTINATION ${ZONEWRIGHT_PYTHON_FOLDER}/zonewright COMPONENT program)
