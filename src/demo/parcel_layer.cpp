#include <fmt/format.h>

#include "base/parallel.h"
#include "demo/land_layers.h"
#include "demo/table_builder.h"

namespace zonewright::demo {
namespace {

template <typename Number>
model::Value known(const std::optional<Number>& value) {
    if (!value) return {};
    if constexpr (std::is_integral_v<Number>)
        return static_cast<std::int64_t>(*value);
    else
        return *value;
}

std::vector<model::Value> values_of(const ParcelRecord& record, const TownTarget& town, double area_m2) {
    return {record.id,
            town.code,
            town.name.zh,
            record.owner,
            record.ownership,
            "0601",
            record.use_name,
            record.tenure,
            known(record.year_built),
            known(record.floor_area_m2),
            known(record.storeys),
            known(record.storey_height_m),
            known(record.floor_load_kn_m2),
            known(record.rent_yuan_per_m2_month),
            record.land_price_yuan_per_m2,
            area_m2,
            known(record.output_yuan_per_mu),
            known(record.approved_year),
            known(record.contract_start_year),
            known(record.developed_share),
            known(record.invested_share),
            known(record.suspended_year),
            std::int64_t{record.in_renewal_register ? 1 : 0},
            std::int64_t{record.vacant ? 1 : 0}};
}

}  // namespace

model::FeatureTable parcel_table(const Survey& survey) {
    TableBuilder table("GYDK", "工业地块", model::GeometryKind::Polygon);
    table.text("DKBH")
        .text("XZQDM")
        .text("XZQMC")
        .text("QLR")
        .text("QSXZ")
        .text("DLBM")
        .text("XZYT")
        .text("GYZT")
        .integer("JCND");
    table.real("JZMJ")
        .real("CS")
        .real("CG")
        .real("LMHZ")
        .real("ZJ")
        .real("DJ")
        .real("ZDMJ")
        .real("MJCZ")
        .integer("PZNF")
        .integer("YDDGN");
    table.real("YKFBL").real("YTZBL").integer("ZZNF").integer("BTJK").integer("KZ");
    const City& city = survey.city;
    std::vector<const PlotUse*> parcels;
    for (const PlotUse& plot : survey.plots)
        if (plot.parcel && survey.recorded[plot.block] != 0) parcels.push_back(&plot);
    std::vector<double> areas(parcels.size());
    const auto outline = [&](std::size_t i) -> const geom::Polygon& {
        return city.industry[parcels[i]->block].divided.plots[parcels[i]->plot].outline;
    };
    parallel_for(parcels.size(), 64, survey.city.grid.loops,
                 [&](std::size_t i) { areas[i] = survey.area.of(outline(i)).m2(); });
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const StreetBlock& block =
            city.blocks[static_cast<std::size_t>(city.industry[parcels[i]->block].block)];
        const TownTarget& town = city.parameters.towns[static_cast<std::size_t>(block.town)];
        table.row(surface(outline(i)),
                  values_of(record_of(city, *parcels[i], areas[i], survey.seed), town, areas[i]));
    }
    return table.take();
}

}  // namespace zonewright::demo
