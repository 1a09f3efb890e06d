#include "answer/study_arrays.h"

#include "answer/named_in_study.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "io/geopackage_blob.h"
#include "io/raster_io.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

[[noreturn]] void refuse_kind(const std::string& thing, const std::string& word, const std::vector<std::string>& known) {
    const auto near = nearest_name(word, known);
    throw InputError({.thing = thing,
                      .value = word,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("选用其中之一", "choose one of these")});
}

CellPlace place_of(const raster::GridSpec& grid, int epsg) {
    return {grid.west_m, grid.north_m, grid.cell_m, grid.columns, grid.rows, epsg};
}

struct SurfaceFile {
    std::filesystem::path tiles;
    Text title;
    std::string unit;
};

[[noreturn]] void refuse_absent(const Text& title, const Text& why) {
    throw InputError({.thing = title,
                      .value = both("没有数据", "no data"),
                      .expected = why,
                      .advice = both("用 import 加入缺少的数据源，再 run", "add the source with import, then run")});
}

SurfaceFile score_surface(const study::Study& study, const std::string& cluster, const Progress& progress) {
    const model::ClusterId id = cluster_named(study, cluster);
    const model::Cluster& named = study.plan().cluster(id);
    const Text title = both("适宜性：{}", "suitability: {}", named.name);
    const std::filesystem::path& tiles = study.suitability(progress).clusters.at(id.index()).tiles;
    if (tiles.empty()) refuse_absent(title, {"至少一项指标有数据", "data of one criterion at least"});
    return {tiles, title, "1"};
}

std::size_t criterion_named(const study::Study& study, const std::string& id) {
    const auto& criteria = study.catalogue().criteria;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        if (criteria[i].id == id) return i;
        known.push_back(criteria[i].id);
    }
    refuse_kind("criterion", id, known);
}

SurfaceFile criterion_surface(const study::Study& study, const std::string& id, const std::string& cluster,
                              const Progress& progress) {
    const std::size_t place = criterion_named(study, id);
    const model::CriterionDefinition& definition = study.catalogue().criteria[place];
    if (definition.per_cluster && cluster.empty())
        throw InputError({.thing = "cluster",
                          .value = both("未给出", "not given"),
                          .expected = both("该指标按产业量算", "the criterion is measured for each cluster"),
                          .advice = both("指明 cluster", "name the cluster")});
    for (const model::CriterionSurface& surface : study.criteria(progress).surfaces) {
        const bool of_cluster = !surface.cluster || (!cluster.empty() && *surface.cluster == cluster_named(study, cluster));
        if (surface.criterion.index() != place || !of_cluster) continue;
        if (surface.tiles.empty()) refuse_absent(definition.title, surface.note);
        return {surface.tiles, definition.title, definition.unit};
    }
    refuse_absent(definition.title, both("角色 {} 的数据源", "a source of the role {}", definition.role));
}

SurfaceFile construction_surface(const study::Study& study, const Progress& progress) {
    const Text title{"建设适宜性等级", "classes of suitability for construction"};
    const std::filesystem::path& tiles = study.construction(progress).tiles;
    if (tiles.empty()) refuse_absent(title, both("角色 dem 的数据源", "a source of the role dem"));
    return {tiles, title, ""};
}

std::string wkb_of(const geom::MultiPolygon& geometry) {
    const std::string blob = io::geopackage_blob(geometry, 0, false);
    // The header: 8 bytes, then the envelope (none of an empty geometry, else four numbers).
    constexpr std::size_t header = 8, flags = 3, envelope = 4 * sizeof(double);
    const bool has_envelope = (static_cast<unsigned char>(blob.at(flags)) >> 1U & 7U) != 0;
    return blob.substr(header + (has_envelope ? envelope : 0));
}

}  // namespace

const std::vector<std::string>& surface_kinds() {
    static const std::vector<std::string> kinds{"suitability", "criterion", "construction"};
    return kinds;
}

const std::vector<std::string>& shape_kinds() {
    static const std::vector<std::string> kinds{"parcel", "town", "place"};
    return kinds;
}

SurfaceCells surface_of(OpenStudy& open, const std::string& kind, const std::string& id, const std::string& cluster,
                        const Progress& progress) {
    study::Study& study = open.current();
    if (std::ranges::find(surface_kinds(), kind) == surface_kinds().end()) refuse_kind("surface", kind, surface_kinds());
    const SurfaceFile file = kind == "suitability" ? score_surface(study, cluster, progress)
                             : kind == "criterion" ? criterion_surface(study, id, cluster, progress)
                                                   : construction_surface(study, progress);
    io::RasterReader reader(file.tiles);
    const raster::GridSpec& grid = reader.info().spec;
    SurfaceCells surface{.place = place_of(grid, study.definition().epsg), .title = file.title, .unit = file.unit};
    surface.cells.resize(grid.cell_count());
    reader.read(0, 0, grid.columns, grid.rows, surface.cells);
    return surface;
}

ReasonCells reasons_of(OpenStudy& open, const Progress& progress) {
    const study::Study& study = open.current();
    const raster::Grid<std::uint32_t>& reasons = study.constraints(progress).admissible;
    return {place_of(reasons.spec, study.definition().epsg), reasons.cells.data(), open.shared()};
}

NamedShapes shapes_of(OpenStudy& open, const std::string& kind, const Progress& progress) {
    const study::Study& study = open.current();
    NamedShapes shapes{.epsg = study.definition().epsg};
    const auto add = [&](const std::string& id, const geom::MultiPolygon& geometry) {
        shapes.ids.push_back(id);
        shapes.wkb.push_back(wkb_of(geometry));
    };
    if (kind == "parcel") {
        for (const model::Parcel& parcel : study.intake(progress).parcels) add(parcel.id, parcel.geometry);
    } else if (kind == "town") {
        for (const model::Town& town : study.intake(progress).towns) add(town.code, town.geometry);
    } else if (kind == "place") {
        for (const model::Territory& place : study.zoning(progress).zones.territories)
            add(study.plan().places.at(place.place.index()).id, place.geometry);
    } else {
        refuse_kind("shapes", kind, shape_kinds());
    }
    return shapes;
}

}  // namespace zonewright::answer
