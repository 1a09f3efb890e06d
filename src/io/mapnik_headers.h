// The headers of Mapnik as its Debian package was built, for sources that draw and nobody else.
#pragma once

// Debian builds libmapnik with these; some change the size of its types, so they must be the same here.
#define BIGINT
#define BOOST_REGEX_HAS_ICU
#define MAPNIK_USE_PROJ
#define MAPNIK_MEMORY_MAPPED_FILE
#define MAPNIK_THREADSAFE
#define HAVE_PNG
#define BOOST_SPIRIT_NO_PREDEFINED_TERMINALS 1
#define BOOST_PHOENIX_NO_PREDEFINED_TERMINALS 1
#define BOOST_SPIRIT_USE_PHOENIX_V3 1
#define U_USING_ICU_NAMESPACE 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <mapnik/agg_renderer.hpp>
#include <mapnik/feature_factory.hpp>
#include <mapnik/font_engine_freetype.hpp>
#include <mapnik/image_compositing.hpp>
#include <mapnik/image_util.hpp>
#include <mapnik/image_view.hpp>
#include <mapnik/layer.hpp>
#include <mapnik/load_map.hpp>
#include <mapnik/map.hpp>
#include <mapnik/memory_datasource.hpp>
#include <mapnik/unicode.hpp>
#pragma GCC diagnostic pop
