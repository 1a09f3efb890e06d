// Pages from templates in styles/report: logic-free mustache, every value escaped. Templates may not use
// triple braces or `&` tags (a test reads them), so no text of a source can become markup.
#pragma once

#include <kainjow/mustache.hpp>

#include <filesystem>
#include <string>

#include "base/language.h"

namespace zonewright::report {

using PageData = kainjow::mustache::data;

PageData page_object();
PageData page_list();

/// Renders <templates>/<name>.html with the partials beside it ({{> map_figure}} is map_figure.html); {{#zh}}
/// and
/// {{#en}} sections choose the language. Throws InputError naming the template when it cannot be parsed.
std::string render_page(const std::filesystem::path& templates, const std::string& name, PageData data,
                        Language language);

}  // namespace zonewright::report
