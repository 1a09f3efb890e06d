#include "report/site_report.h"

#include <fmt/format.h>

#include <cmath>

#include "base/atomic_file.h"
#include "report/page.h"
#include "report/site_maps.h"

namespace zonewright::report {
namespace {

using model::CheckResult;
using model::ClusterFit;
using model::SiteReport;

std::string hectares(Area area) {
    return fmt::format("{:.4f}", round_half_up(area.hectares(), 4));
}
std::string mu(Area area) {
    return with_thousands(area.mu(), 2);
}
std::string m2(Area area) {
    return with_thousands(area.m2(), 2);
}

/// Builds the sections of one report; each adds its own keys to the page.
class SitePage {
public:
    explicit SitePage(const SiteReportRequest& request) : request_(request), report_(*request.report) {}

    PageData build(const Progress& progress) {
        heading();
        extent();
        for (const char* chapter : {"current", "three_lines", "planning", "other"}) checks(chapter);
        fits();
        score();
        alternatives();
        conclusion();
        sources();
        page_.set("maps", site_maps(request_, progress));
        return std::move(page_);
    }

private:
    std::string in(const Text& text) const { return text.in(request_.language); }

    void heading() {
        page_.set("title", report_.title);
        page_.set("subject", report_.subject);
        page_.set("schematic", report_.schematic);
        page_.set("public", report_.for_the_public);
        page_.set("has_confidentiality", !report_.confidentiality.empty());
        page_.set("confidentiality", report_.confidentiality);
        page_.set("plan_title", in(request_.catalogue->plan.title));
        page_.set("date", report_.data_date);
        page_.set("rule_version", report_.rule_version);
        page_.set("version", std::string(ZONEWRIGHT_VERSION));
        page_.set("cluster", report_.cluster ? in(request_.catalogue->plan.cluster(*report_.cluster).name)
                                             : std::string("—"));
    }

    void extent() {
        page_.set("area_m2", m2(report_.area));
        page_.set("area_ha", hectares(report_.area));
        page_.set("area_mu", mu(report_.area));
        page_.set("planar_m2", with_thousands(report_.planar_m2, 2));
        const geom::Box box = geom::bounds(report_.outline);
        page_.set("east", fmt::format("{:.2f} – {:.2f}", box.min_x, box.max_x));
        page_.set("north", fmt::format("{:.2f} – {:.2f}", box.min_y, box.max_y));
        page_.set("epsg", fmt::format("EPSG:{}", report_.epsg));
        PageData towns = page_list();
        std::vector<double> parts;
        for (const auto& [name, area] : report_.towns) parts.push_back(area.hectares());
        const auto closed = round_closed(parts, 4);
        for (std::size_t i = 0; i < report_.towns.size(); ++i) {
            PageData row = page_object();
            const std::string& name = report_.towns[i].first;
            row.set("name", name.empty() ? in({"不在任何镇街内", "in no town"}) : name);
            row.set("hectares", fmt::format("{:.4f}", static_cast<double>(closed[i]) / 1e4));
            row.set("share", fmt::format("{:.2f}%", 100 * report_.towns[i].second.m2() / report_.area.m2()));
            towns << row;
        }
        page_.set("towns", towns);
        page_.set("has_coordinates", !report_.for_the_public);
        if (!report_.for_the_public) page_.set("corners", corners());
    }

    /// 界址点: X is north, Y is east, as surveyors write them.
    PageData corners() const {
        constexpr std::size_t most = 120;
        PageData list = page_list();
        std::size_t number = 0, ring_number = 0;
        for (const geom::Polygon& part : report_.outline.parts)
            for (const geom::Ring& ring : part.rings) {
                ++ring_number;
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    if (++number > most) return list;
                    PageData row = page_object();
                    row.set("point", fmt::format("J{}", number));
                    row.set("ring", fmt::format("{}", ring_number));
                    row.set("x", fmt::format("{:.3f}", ring[i].y));
                    row.set("y", fmt::format("{:.3f}", ring[i].x));
                    list << row;
                }
            }
        return list;
    }

    void checks(const std::string& chapter) {
        PageData rows = page_list();
        for (const CheckResult& result : report_.check.results)
            if (result.rule.chapter == chapter) rows << check_row(result);
        page_.set(chapter, rows);
    }

    PageData check_row(const CheckResult& result) const {
        PageData row = page_object();
        const bool known = result.state != model::CheckState::NotChecked;
        row.set("title", in(result.rule.title));
        row.set("state", in(model::title_of(result.state)));
        row.set("verdict", in(model::title_of(result.verdict)));
        row.set("alarm", result.verdict == model::Verdict::Conflicts || !known);
        row.set("m2", known ? m2(result.area) : "—");
        row.set("hectares", known ? hectares(result.area) : "—");
        row.set("mu", known ? mu(result.area) : "—");
        row.set("share", known ? fmt::format("{:.2f}%", 100 * result.share) : "—");
        row.set("features", features_of(result));
        row.set("sentence", in(result.sentence));
        row.set("layer", result.data_source.empty() ? "—" : result.data_source);
        row.set("date", result.data_date.empty() ? "—" : result.data_date);
        row.set("basis", result.rule.legal_basis);
        row.set("unverified", result.rule.evidence.confidence == model::Confidence::Unverified);
        row.set("nearby", nearby_of(result));
        row.set("has_nearby", !result.nearby.empty());
        row.set("parts", parts_of(result));
        return row;
    }

    static std::string features_of(const CheckResult& result) {
        std::string text;
        std::size_t shown = 0;
        for (const model::CheckPiece& piece : result.pieces) {
            if (piece.feature.empty()) continue;
            if (++shown > 6) return text + " …";
            text += (text.empty() ? "" : "、") + piece.feature;
        }
        return text.empty() ? "—" : text;
    }

    std::string nearby_of(const CheckResult& result) const {
        std::string text;
        for (std::size_t i = 0; i < result.nearby.size() && i < 3; ++i)
            text += fmt::format("{}{} {:.1f} m", text.empty() ? "" : "；", result.nearby[i].feature,
                                result.nearby[i].distance_m);
        return text;
    }

    /// Classes of a breakdown, in 公顷 closed to their sum.
    PageData parts_of(const CheckResult& result) const {
        PageData list = page_list();
        std::vector<double> areas;
        for (const auto& part : result.breakdown) areas.push_back(part.second.hectares());
        const auto closed = round_closed(areas, 4);
        for (std::size_t i = 0; i < result.breakdown.size(); ++i) {
            PageData row = page_object();
            const std::string& name = result.breakdown[i].first;
            row.set("name", name.empty() ? in({"未注明", "not stated"}) : name);
            row.set("m2", m2(result.breakdown[i].second));
            row.set("hectares", fmt::format("{:.4f}", static_cast<double>(closed[i]) / 1e4));
            row.set("share",
                    fmt::format("{:.2f}%", 100 * result.breakdown[i].second.m2() / report_.area.m2()));
            list << row;
        }
        return list;
    }

    void fits() {
        PageData rows = page_list();
        for (const ClusterFit& fit : report_.fits) {
            const model::Cluster& cluster = request_.catalogue->plan.cluster(fit.cluster);
            PageData row = page_object();
            row.set("name", in(cluster.name));
            row.set("clause", cluster.clause);
            row.set("listing", listing_of(fit));
            row.set("listed", fit.listing == model::Listing::Listed);
            row.set("chosen", report_.cluster && *report_.cluster == fit.cluster);
            row.set("score", score_of(fit));
            row.set("bar",
                    fmt::format("{:.0f}", fit.state == model::ScoreState::Scored ? 100 * fit.score : 0));
            rows << row;
        }
        page_.set("fits", rows);
    }

    std::string listing_of(const ClusterFit& fit) const {
        if (fit.listing == model::Listing::OpenList)
            return in(
                {"未列名（该集群名单以“等”结尾，保持开放）", "not named (the list of this cluster is open)"});
        if (fit.listing == model::Listing::NotListed)
            return in({"未列入该集群重点集聚区", "not among the places named for this cluster"});
        std::string text = in({"位于重点集聚区：", "in places named: "});
        for (std::size_t i = 0; i < fit.places.size(); ++i)
            text += fmt::format("{}{} {:.1f}%", i == 0 ? "" : "、",
                                in(request_.catalogue->plan.place(fit.places[i].first).name),
                                100 * fit.places[i].second);
        return text;
    }

    std::string score_of(const ClusterFit& fit) const {
        switch (fit.state) {
            case model::ScoreState::Scored:
                return fmt::format("{:.3f}", fit.score);
            case model::ScoreState::Excluded:
                return in({"排除", "excluded"});
            case model::ScoreState::NoData:
                break;
        }
        return in({"无数据", "no data"});
    }

    /// Contributions of the cluster reported on: bars that add up to the score.
    void score() {
        PageData rows = page_list();
        page_.set("has_score", false);
        if (report_.cluster) {
            const ClusterFit& fit = report_.fits[report_.cluster->index()];
            page_.set("has_score", fit.state == model::ScoreState::Scored);
            page_.set("score", score_of(fit));
            double widest = 1e-9;
            for (const model::ScorePart& part : fit.parts) widest = std::max(widest, part.weight);
            for (const model::ScorePart& part : fit.parts) {
                const auto& criterion = request_.catalogue->criteria[part.criterion.index()];
                PageData row = page_object();
                row.set("name", in(criterion.title));
                row.set("weight", fmt::format("{:.3f}", part.weight));
                row.set("worth", fmt::format("{:.3f}", part.worth));
                row.set("points", fmt::format("{:.4f}", part.points));
                row.set("possible", fmt::format("{:.1f}", 100 * part.weight / widest));
                row.set("reached",
                        fmt::format("{:.1f}", std::isnan(part.points) ? 0 : 100 * part.points / widest));
                row.set("unverified", criterion.evidence.confidence == model::Confidence::Unverified);
                rows << row;
            }
        }
        page_.set("parts", rows);
    }

    void alternatives() {
        PageData rows = page_list();
        std::size_t number = 0;
        for (const model::Alternative& other : report_.alternatives) {
            PageData row = page_object();
            row.set("number", fmt::format("{}", ++number));
            row.set("id", other.id);
            row.set("kind", other.kind == "site" ? in({"连片用地", "assembled site"})
                                                 : in({"单宗地块", "single parcel"}));
            row.set("town", other.town_name);
            row.set("mu", mu(other.net));
            row.set("score", fmt::format("{:.3f}", other.score));
            row.set("distance", fmt::format("{:.1f}", other.distance_m / 1000));
            row.set("cost", with_thousands(other.cost_yuan_per_m2, 0));
            row.set("why", in(other.why));
            rows << row;
        }
        page_.set("alternatives", rows);
        page_.set("has_alternatives", number > 0);
        page_.set("few_alternatives", number < 3);
    }

    void conclusion() {
        PageData conflicts = page_list(), unchecked = page_list(), conditions = page_list();
        std::size_t conflict_count = 0, unchecked_count = 0, condition_count = 0;
        for (const CheckResult& result : report_.check.results) {
            PageData row = page_object();
            row.set("sentence", in(result.sentence));
            if (result.verdict == model::Verdict::Conflicts) conflicts << row, ++conflict_count;
            if (result.verdict == model::Verdict::Conditional) conditions << row, ++condition_count;
            if (result.verdict == model::Verdict::Undecided) unchecked << row, ++unchecked_count;
        }
        page_.set("verdict", in(model::title_of(report_.check.verdict)));
        page_.set("verdict_alarm", report_.check.verdict == model::Verdict::Conflicts ||
                                       report_.check.verdict == model::Verdict::Undecided);
        page_.set("conflicts", conflicts), page_.set("has_conflicts", conflict_count > 0);
        page_.set("unchecked", unchecked), page_.set("has_unchecked", unchecked_count > 0);
        page_.set("conditions", conditions), page_.set("has_conditions", condition_count > 0);
        PageData overrides = page_list();
        for (const model::CheckOverride& decision : report_.check.overrides) {
            PageData row = page_object();
            row.set("rule", decision.rule);
            row.set("verdict", in(model::title_of(decision.verdict)));
            row.set("reason", decision.reason);
            row.set("name", decision.name);
            overrides << row;
        }
        page_.set("overrides", overrides);
        page_.set("has_overrides", !report_.check.overrides.empty());
    }

    void sources() {
        PageData rows = page_list();
        for (const model::SourceDefinition& source : report_.sources) {
            const model::Role* role = request_.catalogue->find_role(source.role);
            PageData row = page_object();
            row.set("role", role ? in(role->title) : source.role);
            row.set("file", source.written_path);
            row.set("status", in(model::title_of(source.status)));
            row.set("date", source.date.empty() ? in({"未注明", "not stated"}) : source.date);
            rows << row;
        }
        page_.set("sources", rows);
    }

    const SiteReportRequest& request_;
    const SiteReport& report_;
    PageData page_ = page_object();
};

}  // namespace

void write_site_html(const std::filesystem::path& target, const std::filesystem::path& templates,
                     const SiteReportRequest& request, const Progress& progress) {
    write_file(target, render_page(templates, "site", SitePage(request).build(progress), request.language));
}

}  // namespace zonewright::report
