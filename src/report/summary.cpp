#include "report/summary.h"

#include "base/atomic_file.h"
#include "base/errors.h"
#include "report/page.h"
#include "report/summary_sections.h"

namespace zonewright::report {

void write_summary(const std::filesystem::path& target, const std::filesystem::path& templates,
                   const SummaryRequest& request, const Progress& progress) {
    const model::RunView* run = request.run;
    if (run == nullptr || run->plan == nullptr || run->zones == nullptr || run->supply == nullptr ||
        request.styles == nullptr)
        throw InternalError({.thing = "summary", .expected = "plan, zones, supply and styles"});
    PageData page = page_object();
    add_heading(request, page);
    add_key_figures(request, page);
    add_zone_matrix(request, page);
    add_plan_places(request, page);
    add_waterfall(request, page);
    add_supply_tables(request, page);
    add_sites(request, page);
    add_balance(request, page);
    add_findings(request, page);
    add_sources(request, page);
    add_maps(request, page, progress.part(0.1, 0.9));
    write_file(target, render_page(templates, "summary", std::move(page), request.language));
    progress.report(1);
}

}  // namespace zonewright::report
