// The chapters of a site report as data for its template, styles/report/site.html.
#pragma once

#include <string>
#include <vector>

#include "base/units.h"
#include "report/page.h"
#include "report/site_report.h"

namespace zonewright::report {

void add_project(const SiteReportRequest& request, PageData& page);      // 1 项目概况
void add_extent(const SiteReportRequest& request, PageData& page);       // 2 选址范围, 附表 界址点
void add_current_use(const SiteReportRequest& request, PageData& page);  // 3 土地利用现状
void add_checks(const SiteReportRequest& request, PageData& page);       // 4 三线, 5 规划, 6 其他限制
void add_fit(const SiteReportRequest& request, PageData& page);          // 7 产业布局契合
void add_standing(const SiteReportRequest& request, PageData& page);     // 7 排名与稳健性
void add_indicators(const SiteReportRequest& request, PageData& page);   // 8 节约集约
void add_cost(const SiteReportRequest& request, PageData& page);          // 9 取得与整理成本
void add_alternatives(const SiteReportRequest& request, PageData& page);  // 9 方案比选
void add_conclusion(const SiteReportRequest& request, PageData& page);    // 10 结论与建议
void add_sources(const SiteReportRequest& request, PageData& page);       // 附表 数据来源

/// A table of parts with m2, hectares, mu and share, rounded so that the printed parts add up to `whole`.
PageData area_rows(const std::vector<std::string>& names, const std::vector<Area>& areas, Area whole);

/// "强制性：建筑系数不低于 40%（本项目 36%）"
std::string indicator_text(const model::Indicator& indicator, const SiteReportRequest& request);

}  // namespace zonewright::report
