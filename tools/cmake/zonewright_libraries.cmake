# Foreign libraries, all from Debian packages (tools/setup installs them); nothing is downloaded here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(GDAL REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Boost REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)  # pages as trees, for Word documents
find_library(GEOS_C geos_c REQUIRED)
find_library(MAPNIK mapnik REQUIRED)
find_library(ICU_UC icuuc REQUIRED)  # texts of labels in Mapnik
find_path(TOMLPP_INCLUDE toml++/toml.h REQUIRED)
find_path(MUSTACHE_INCLUDE kainjow/mustache.hpp REQUIRED)

# Which foreign libraries each folder of src links; src/foreign.txt says which headers it may include.
set(zw_links_base fmt::fmt spdlog::spdlog OpenSSL::Crypto TBB::tbb Threads::Threads nlohmann_json::nlohmann_json)
set(zw_links_geom Boost::headers)
set(zw_links_gis GDAL::GDAL PkgConfig::PROJ ${GEOS_C} )
set(zw_links_io SQLite::SQLite3 PkgConfig::XLSXWRITER PkgConfig::LIBXML2 ${MAPNIK} ${ICU_UC})
set(zw_links_suitability Eigen3::Eigen)
set(zw_links_command CLI11::CLI11)
