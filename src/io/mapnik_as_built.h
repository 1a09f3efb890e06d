// Before any header of Mapnik. Internal to io/.
//
// Debian builds libmapnik with these; some change the size of its types, so they must be the same here.
#pragma once

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
