# cmake --install: the program, its knowledge, manual pages, completion, and for other programs the headers of
# answers, Study and the nouns with a CMake package: find_package(zonewright), zonewright::answer. Components: program
# (what the Debian package holds) and library.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS zonewright zonewright-choices RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(DIRECTORY layers styles DESTINATION ${CMAKE_INSTALL_DATADIR}/zonewright COMPONENT program)
file(GLOB manual_pages ${CMAKE_SOURCE_DIR}/src/command/*.md ${CMAKE_SOURCE_DIR}/src/command/memory.toml
  ${CMAKE_SOURCE_DIR}/src/python/*.md)
install(FILES ${manual_pages} DESTINATION ${CMAKE_INSTALL_DATADIR}/zonewright/manual COMPONENT program)
install(FILES README.md README.zh-CN.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
# The program writes its own completion from the declared questions.
install(CODE "
  set(root \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
  foreach(place bash:bash-completion/completions/zonewright zsh:zsh/vendor-completions/_zonewright fish:fish/vendor_completions.d/zonewright.fish)
    string(REPLACE \":\" \";\" place \"\${place}\")
    list(GET place 0 shell)
    list(GET place 1 file)
    set(file \"\${root}/${CMAKE_INSTALL_DATADIR}/\${file}\")
    get_filename_component(folder \"\${file}\" DIRECTORY)
    file(MAKE_DIRECTORY \"\${folder}\")
    execute_process(COMMAND \"\${root}/${CMAKE_INSTALL_BINDIR}/zonewright\" describe --completion \${shell}
      OUTPUT_FILE \"\${file}\" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()" COMPONENT program)

# The floors below the doors, with the headers that answers and Study show.
set(library_folders ${ZW_FOLDERS})
list(REMOVE_ITEM library_folders command server python shard)
foreach(folder IN LISTS library_folders)
  install(DIRECTORY src/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/zonewright COMPONENT library
    FILES_MATCHING PATTERN "*.h")
  list(APPEND library_targets zw_${folder})
  set_target_properties(zw_${folder} PROPERTIES EXPORT_NAME ${folder})
endforeach()
install(TARGETS zw_include zw_flags ${library_targets} EXPORT zonewright ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/zonewright
  COMPONENT library)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/zonewright)
install(EXPORT zonewright NAMESPACE zonewright:: DESTINATION ${package_folder} COMPONENT library)
configure_package_config_file(${CMAKE_SOURCE_DIR}/tools/cmake/zonewrightConfig.cmake.in ${CMAKE_BINARY_DIR}/zonewrightConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/zonewrightConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/zonewrightConfig.cmake ${CMAKE_BINARY_DIR}/zonewrightConfigVersion.cmake
  ${CMAKE_SOURCE_DIR}/tools/cmake/zonewright_libraries.cmake DESTINATION ${package_folder} COMPONENT library)
