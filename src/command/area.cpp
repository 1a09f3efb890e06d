#include "command/area.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/units.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "command/session.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "intake/tolerances.h"
#include "model/printed_area.h"

namespace zonewright::command {
namespace {

struct Row {
    std::string name;
    Area statutory;
    double planar_m2 = 0;
};

class AreaCommand : public Command {
public:
    std::string name() const override { return "area"; }
    Text summary() const override {
        return {"计算椭球面积和平面面积", "statutory and planar area of every shape"};
    }
    std::string example() const override { return "zonewright area 地块.txt"; }

    void declare(CLI::App& verb) override {
        verb.add_option("file", request_.path, say("面图层或界址点 TXT", "layer of polygons or survey text"))
            ->required();
        verb.add_option("--layer", request_.layer, say("图层", "layer"));
        verb.add_option("--crs", request_.crs,
                        say("文件的坐标系，如 EPSG:4526", "CRS of the file, such as EPSG:4526"));
    }

    ExitCode run(Session& session) override {
        request_.arc_step_deg = arc_step_deg();
        intake::Outlines outlines = intake::read_polygons(request_, session.progress());
        for (const Text& remark : outlines.remarks) session.warn(remark);
        model::FeatureTable& table = outlines.table;
        const int plane = intake::plane_for(table);
        intake::transform(table, plane);
        const geom::StatutoryArea area(*geom::gauss_kruger_of_epsg(plane));
        std::vector<Row> rows;
        for (const model::Feature& feature : table.features)
            if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
                rows.push_back(
                    {intake::name_of(table, feature), area.of(*polygons), geom::planar_area(*polygons)});
        print(session, rows, plane);
        return ExitCode::Done;
    }

private:
    static double arc_step_deg() {
        const std::filesystem::path layers = catalog::find_layers_folder();
        const std::string plan = catalog::plan_versions(layers).back();
        return intake::tolerances_of(catalog::read_catalogue(layers, plan)).arc_step_deg;
    }

    /// 公顷 and 亩 are closed: the rows add up to the total shown.
    static void print(Session& session, const std::vector<Row>& rows, int plane) {
        std::vector<Area> areas;
        double planar = 0;
        for (const Row& row : rows) {
            areas.push_back(row.statutory);
            planar += row.planar_m2;
        }
        const model::PrintedRows closed = model::close_rows(areas);
        session.print(
            say("椭球面积 m²\t公顷\t亩\t平面面积 m²\t名称", "statutory m²\tha\tmu\tplanar m²\tname"));
        auto& features = session.result()["features"];
        features = nlohmann::ordered_json::array();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            session.print(fmt::format("{:.2f}\t{:.4f}\t{:.2f}\t{:.2f}\t{}", rows[i].statutory.m2(),
                                      closed.rows[i].hectares, closed.rows[i].mu, rows[i].planar_m2,
                                      rows[i].name));
            features.push_back({{"name", rows[i].name},
                                {"area_m2", rows[i].statutory.m2()},
                                {"planar_m2", round_half_up(rows[i].planar_m2, 2)},
                                {"area_ha", closed.rows[i].hectares},
                                {"area_mu", closed.rows[i].mu}});
        }
        session.print(fmt::format("{:.2f}\t{:.4f}\t{:.2f}\t{:.2f}\t{}", closed.total.exact.m2(),
                                  closed.total.hectares, closed.total.mu, planar,
                                  say("合计", "total")));
        session.result()["area_m2"] = closed.total.exact.m2();
        session.result()["planar_m2"] = round_half_up(planar, 2);
        session.result()["plane"] = fmt::format("EPSG:{}", plane);
    }

    intake::OutlineRequest request_;
};

}  // namespace

std::unique_ptr<Command> make_area_command() {
    return std::make_unique<AreaCommand>();
}

}  // namespace zonewright::command
