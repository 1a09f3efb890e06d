#include "report/site_index.h"

#include "base/atomic_file.h"
#include "base/units.h"
#include "report/page.h"

namespace zonewright::report {

void write_site_index(const std::filesystem::path& target, const std::filesystem::path& templates,
                      const std::vector<SiteIndexEntry>& entries, Language language) {
    PageData rows = page_list();
    std::size_t made = 0;
    for (const SiteIndexEntry& entry : entries) {
        PageData row = page_object();
        row.set("title", entry.title);
        row.set("link", entry.link);
        row.set("made", !entry.link.empty());
        row.set("mu", with_thousands(entry.area_mu, 2));
        for (const auto& [key, value] : {std::pair{"red_lines", &entry.red_lines_ha},
                                         {"cultivated", &entry.cultivated_ha},
                                         {"collective", &entry.collective_ha},
                                         {"state", &entry.state_ha},
                                         {"cost", &entry.cost}})
            row.set(key, *value);
        row.set("verdict", entry.verdict);
        row.set("alarm", entry.conflicts);
        row.set("problem", entry.problem);
        row.set("kept", entry.kept);
        made += entry.link.empty() ? 0 : 1;
        rows << row;
    }
    PageData page = page_object();
    page.set("rows", rows);
    page.set("made", fmt::format("{}", made));
    page.set("has_failed", made < entries.size());
    page.set("failed", fmt::format("{}", entries.size() - made));
    page.set("count", fmt::format("{}", entries.size()));
    write_file(target, render_page(templates, "site_index", std::move(page), language));
}

}  // namespace zonewright::report
