// Pages from templates in styles/report: logic-free mustache, every value escaped. Templates may not use
// triple braces or `&` tags (a test reads them), so no text of a source can become markup.
#pragma once

#include <kainjow/mustache.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "base/language.h"
#include "model/style.h"

namespace zonewright::report {

using PageData = kainjow::mustache::data;

PageData page_object();
PageData page_list();

/// "name" and "version" of each, for the foot of a page.
PageData version_list(std::span<const std::pair<std::string, std::string>> versions);

/// The title of a code as the style of its layer gives it; the code itself when it has none.
std::string title_of_code(const model::StyleSheet& styles, const std::string& layer, const std::string& field,
                          const std::string& code, Language language);

/// Renders <templates>/<name>.html with the partials beside it ({{> map_figure}} is map_figure.html); {{#zh}}
/// and
/// {{#en}} sections choose the language. Throws InputError naming the template when it cannot be parsed.
std::string render_page(const std::filesystem::path& templates, const std::string& name, PageData data,
                        Language language);

}  // namespace zonewright::report
