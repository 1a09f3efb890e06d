#include "command/zones.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command/named_in_study.h"
#include "command/session.h"
#include "study/open_study.h"
#include "study/runner.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;

class ZonesCommand : public Command {
public:
    std::string name() const override { return "zones"; }
    Text summary() const override {
        return {"产业集聚区：每个集群落在哪些地点，面积多少",
                "zones: which places each cluster has, and their areas"};
    }
    std::string example() const override { return "zonewright zones demo-city --cluster energy"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_, say("研究文件夹", "folder of the study"))->required();
        verb.add_option("--cluster", cluster_, say("只看一个集群", "one cluster only"));
    }

    ExitCode run(Session& session) override {
        study::Results results = study::open_study(folder_);
        study::Runner runner(results, session.progress());
        runner.bring_up_to("zoning");
        runner.need("zoning");
        const model::Plan& plan = results.catalogue.plan;
        session.result()["zones"] = Json::array();
        for (std::size_t c = 0; c < plan.clusters.size(); ++c)
            if (cluster_.empty() || cluster_named(results, cluster_) == model::ClusterId(c))
                tell_cluster(session, results, model::ClusterId(c));
        session.result()["without_geometry"] = Json::array();
        for (model::PlaceId place : results.zones.without_geometry)
            session.result()["without_geometry"].push_back(plan.place(place).id);
        return ExitCode::Done;
    }

private:
    static void tell_cluster(Session& session, const study::Results& results, model::ClusterId id) {
        const model::Cluster& cluster = results.catalogue.plan.cluster(id);
        session.print(fmt::format("{} {}{}", cluster.clause, cluster.name.said(),
                                  cluster.open_list ? say("（名单开放）", " (open list)") : ""));
        if (cluster.places.empty()) session.print(say("    规划未点名地点", "    the plan names no place"));
        for (const std::string& place_id : cluster.places) tell_place(session, results, id, place_id);
    }

    /// A place that the plan names and nobody has drawn is told too: it is no zone, but it is not nothing.
    static void tell_place(Session& session, const study::Results& results, model::ClusterId id,
                           const std::string& place_id) {
        const model::Plan& plan = results.catalogue.plan;
        const model::Cluster& cluster = plan.cluster(id);
        const model::Place& place = plan.place(*plan.find_place(place_id));
        for (const model::Zone& zone : results.zones.zones) {
            if (zone.cluster != id || plan.place(zone.place).id != place_id) continue;
            session.print(fmt::format("    {}  {:.2f} km²  {}", place.name.said(), zone.area.m2() / 1e6,
                                      model::title_of(zone.status).said()));
            session.result()["zones"].push_back({{"cluster", cluster.id},
                                                 {"place", place.id},
                                                 {"clause", cluster.clause},
                                                 {"status", model::to_string(zone.status)},
                                                 {"area_m2", zone.area.m2()}});
            return;
        }
        session.print(
            fmt::format("    {}  {}", place.name.said(), say("没有边界数据", "no boundary at hand")));
    }

    std::string folder_, cluster_;
};

}  // namespace

std::unique_ptr<Command> make_zones_command() {
    return std::make_unique<ZonesCommand>();
}

}  // namespace zonewright::command
