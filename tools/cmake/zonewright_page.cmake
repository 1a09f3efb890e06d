# The page of zonewright serve, in <build>/page: bundled from src/server/page where Node and the modules of its lock file are
# there (tools/setup fetches them where npm is), otherwise one page that says that it was not built, and how to.
set(page_source ${CMAKE_SOURCE_DIR}/src/server/page)
set(page_folder ${CMAKE_BINARY_DIR}/page)
file(GLOB page_files CONFIGURE_DEPENDS ${page_source}/*.ts ${page_source}/*.css ${page_source}/*.html ${page_source}/*.svg)
list(APPEND page_files ${page_source}/bundle.mjs ${page_source}/licences.tsv ${page_source}/tsconfig.json ${page_source}/package-lock.json)
file(GLOB page_modules CONFIGURE_DEPENDS ${page_source}/node_modules/.package-lock.json)
find_program(NODE NAMES node nodejs)

if(NODE AND page_modules)
  add_custom_command(OUTPUT ${page_folder}/index.html COMMAND ${NODE} ${page_source}/bundle.mjs ${page_folder}
    DEPENDS ${page_files} ${page_modules} COMMENT "Bundling the page" VERBATIM)
else()
  message(WARNING "The page of zonewright serve is not built: Node (18 or later) or src/server/page/node_modules is missing. "
    "Install Node with npm, run tools/setup, build again. The program and the API of serve are complete without it.")
  add_custom_command(OUTPUT ${page_folder}/index.html
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${page_folder}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${page_folder}
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/tools/cmake/page_not_built.html ${page_folder}/index.html
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/cmake/page_not_built.html VERBATIM)
endif()
add_custom_target(zonewright_page ALL DEPENDS ${page_folder}/index.html)
add_dependencies(zonewright zonewright_page)
install(DIRECTORY ${page_folder} DESTINATION ${CMAKE_INSTALL_DATADIR}/zonewright COMPONENT program)
