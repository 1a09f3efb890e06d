// Text inside XML that is put together as text: charts (SVG) and Word documents.
#pragma once

#include <string>
#include <string_view>

namespace zonewright::report {

/// Characters XML gives a meaning to are escaped; those it forbids are left out.
std::string escaped_xml(std::string_view text);

}  // namespace zonewright::report
