#include "intake/layer_proposals.h"

#include <algorithm>
#include <regex>
#include <set>

#include "base/dates.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "gis/crs.h"
#include "intake/coordinate_columns.h"
#include "intake/field_mapping.h"
#include "intake/line_polygons.h"
#include "intake/lower_case.h"
#include "intake/outline.h"
#include "intake/packed_degrees.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"
#include "io/raster_io.h"

namespace zonewright::intake {
namespace {

constexpr int least_fit = 2;  // a usual name, or two telling fields

const model::Role& role_by_id(const model::Catalogue& catalogue, const std::string& id) {
    return *catalogue.find_role(id);
}

/// Does the layer have every field that the role needs?
bool has_required(const FoundLayer& found, const model::Role& role) {
    try {
        map_fields(found.face.fields, role, {.role = role.id, .path = found.file});
        return true;
    } catch (const InputError&) {
        return false;  // asked only whether
    }
}

std::size_t mapped_fields(const FoundLayer& found, const model::Role& role) {
    const FieldMapping mapping = map_fields(found.face.fields, role, {.role = role.id, .path = found.file});
    return static_cast<std::size_t>(
        std::ranges::count_if(mapping.fields, [](const MappedField& field) { return field.position.has_value(); }));
}

Text resting_on(const RoleFit& fit) {
    Text text;
    if (!fit.names.empty()) text += both("名称 {}", "name {}", joined(fit.names));
    if (!fit.fields.empty())
        text += (text.empty() ? Text{} : Text{"，", ", "}) + both("字段 {}", "fields {}", joined(fit.fields));
    return text;
}

/// The best fits among the roles whose required fields are there; the first alone when it is clearly the best.
std::vector<RoleFit> best_fits(const FoundLayer& found, const model::Catalogue& catalogue) {
    std::vector<RoleFit> fits = fits_of(found.face, catalogue.roles);
    std::erase_if(fits, [&](const RoleFit& fit) { return fit.score < least_fit; });
    std::vector<RoleFit> able = fits;
    std::erase_if(able, [&](const RoleFit& fit) { return !has_required(found, *fit.role); });
    if (!able.empty()) fits = std::move(able);
    if (fits.empty()) return fits;
    std::erase_if(fits, [best = fits.front().score](const RoleFit& fit) { return fit.score < best; });
    if (fits.size() < 2 || !has_required(found, *fits.front().role)) return fits;
    const auto most = std::ranges::max(fits, {}, [&](const RoleFit& fit) { return mapped_fields(found, *fit.role); });
    const std::size_t fields = mapped_fields(found, *most.role);
    std::erase_if(fits, [&](const RoleFit& fit) { return mapped_fields(found, *fit.role) < fields; });
    return fits;
}

Proposal& asks(Proposal& proposal, Text question) {
    proposal.state = ProposalState::Question;
    proposal.note = std::move(question);
    return proposal;
}

/// The role, or the question which of several.
bool settle_role(const FoundLayer& found, const model::Catalogue& catalogue, Proposal& proposal) {
    const std::vector<RoleFit> fits = best_fits(found, catalogue);
    if (fits.empty()) {
        proposal.note = both("名称和字段都不像任何角色；需要时用 --role 单独导入",
                             "neither name nor fields look like a role; import it on its own with --role when needed");
        return false;
    }
    std::vector<std::string> ids;
    ids.reserve(fits.size());
    for (const RoleFit& fit : fits) ids.push_back(fit.role->id);
    if (ids.size() > 1) {
        for (const RoleFit& fit : fits)
            proposal.readings.push_back({fit.role->id, "", both("{}（{}）", "{} ({})", fit.role->title, fit.role->id)});
        asks(proposal, both("可能是 {}：用 --role 指明后单独导入", "may be {}: import it on its own with --role", joined(ids)));
        return false;
    }
    proposal.source.role = ids.front();
    proposal.role_by = resting_on(fits.front());
    return true;
}

geom::Box box_of(const io::LayerReading& reading) {
    return bounds_of(reading.table);
}

/// Stated, or the one CRS that puts the land among the towns.
void settle_crs_of(io::LayerReading& reading, const ProposalContext& context, Proposal& proposal) {
    if (const auto own = take_stated_plane(proposal.source, reading)) {
        proposal.crs = fmt::format("EPSG:{}", reading.info.epsg);
        proposal.crs_by = *own;
        return;
    }
    const geom::Box box = box_of(reading);
    if (reading.info.epsg == 0 && reading.info.crs_wkt.empty()) {
        const auto candidates = crs_candidates(box, context.tolerances.region, context.towns);
        // Degrees may be those of a web map: that is asked, not assumed.
        if (candidates.size() == 1 && !candidates.front().swapped && gis::is_projected(candidates.front().epsg)) {
            proposal.source.crs = proposal.crs = fmt::format("EPSG:{}", candidates.front().epsg);
            proposal.crs_by = both("文件未写；只有 {} 使坐标落在市域内", "not stated; only {} puts it into the city",
                                   candidates.front().what);
            return;
        }
        for (const CrsCandidate& candidate : candidates)
            if (!candidate.swapped && gis::is_projected(candidate.epsg))
                proposal.readings.push_back({proposal.source.role, fmt::format("EPSG:{}", candidate.epsg), candidate.what});
    }
    const int epsg = settle_crs(proposal.source, reading.info, box, context.tolerances.region, context.towns);
    if (!gis::shares_frame(epsg, 4490))
        throw InputError({.thing = source_name(proposal.source),
                          .value = fmt::format("EPSG:{} ({})", epsg, gis::crs_name(epsg)),
                          .expected = both("2000 国家大地坐标系", "CGCS2000"),
                          .advice = both("单独导入并加 --datum-parameters", "import it on its own with --datum-parameters")});
    proposal.crs = fmt::format("EPSG:{}", epsg);
    proposal.crs_by = both("文件所写", "as the file states");
}

Proposal proposed_raster(const FoundLayer& found, const ProposalContext& context) {
    Proposal proposal{.source = {.path = found.file}};
    std::vector<const model::Role*> rasters;
    for (const model::Role& role : context.catalogue.roles)
        if (role.raster) rasters.push_back(&role);
    const bool named = rasters.size() == 1 &&
                       std::ranges::any_of(rasters.front()->layer_aliases, [&](const std::string& alias) {
                           return lower(found.face.file).find(lower(alias)) != std::string::npos;
                       });
    if (!named) {
        proposal.note = both("栅格，名称不像任何角色", "a raster whose name is that of no role");
        return proposal;
    }
    const io::RasterInfo info = io::describe_raster(found.file);
    proposal.source.role = rasters.front()->id;
    proposal.source.date = date_in_name(found.face.file);
    proposal.role_by = both("名称 {}", "name {}", found.face.file);
    if (info.epsg == 0)
        return asks(proposal, both("栅格没有写明坐标系：在旁边放 .prj，或重新导出", "the raster states no CRS: put a .prj beside it, or export it again"));
    proposal.crs = fmt::format("EPSG:{}", info.epsg);
    proposal.crs_by = both("文件所写", "as the file states");
    proposal.state = ProposalState::Ready;
    return proposal;
}

}  // namespace

std::string date_in_name(const std::string& name) {
    static const std::regex pattern("(19|20)([0-9]{2})(?:(?:年|-|_|\\.)?(0[1-9]|1[0-2])(?:(?:月|-|_|\\.)?(0[1-9]|[12][0-9]|3[01]))?)?(?![0-9])");
    std::set<std::string> dates;
    for (auto at = std::sregex_iterator(name.begin(), name.end(), pattern); at != std::sregex_iterator(); ++at) {
        const auto start = static_cast<std::size_t>(at->position());
        if (start > 0 && name[start - 1] >= '0' && name[start - 1] <= '9') continue;  // the tail of a code
        std::string date = at->str(1) + at->str(2);
        if (at->length(3) > 0) date += "-" + at->str(3);
        if (at->length(4) > 0) date += "-" + at->str(4);
        if (date_from(date)) dates.insert(date);
    }
    return dates.size() == 1 ? *dates.begin() : std::string{};
}

Proposal propose(const FoundLayer& found, const ProposalContext& context, const Progress& progress) {
    if (found.raster) return proposed_raster(found, context);
    Proposal proposal{.source = {.path = found.file, .layer = found.layer}, .features = found.features};
    if (!settle_role(found, context.catalogue, proposal)) return proposal;
    const model::Role& role = role_by_id(context.catalogue, proposal.source.role);
    proposal.source.date = date_in_name(found.face.layer);
    if (proposal.source.date.empty()) proposal.source.date = date_in_name(found.file.stem().string());
    try {
        io::LayerReading reading = read_source(proposal.source, role, 0, progress);
        const auto columns = shapes_from_columns(reading.table, role.geometry);
        keep_kind(reading, role.geometry);
        proposal.features = static_cast<std::int64_t>(reading.table.features.size());
        proposal.encoding = reading.text.chosen;
        for (const MappedField& field : map_fields(reading.info.fields, role, proposal.source).fields)
            proposal.fields[field.canonical] = field.position ? std::optional(field.in_file) : std::nullopt;
        settle_crs_of(reading, context, proposal);
        const PackedDoubt packed = packed_doubt(found.file, reading.table, context.tolerances.region);
        proposal.state = ProposalState::Ready;
        if (packed.reading != DegreeReading::Decimal)
            asks(proposal, words_of(packed) + both("；单独导入并写 --degrees packed 或 --degrees decimal",
                                                   "; import it on its own with --degrees packed or --degrees decimal"));
    } catch (const InputError& error) {
        asks(proposal, error.message());
    }
    return proposal;
}

geom::Box box_of(const Proposal& proposal, const ProposalContext& context) {
    if (proposal.state != ProposalState::Ready) return {};
    const model::Role& role = role_by_id(context.catalogue, proposal.source.role);
    if (role.raster) return {};
    io::LayerReading reading = read_source(proposal.source, role, 0, Progress{});
    shapes_from_columns(reading.table, role.geometry);
    take_stated_plane(proposal.source, reading);
    const geom::Box box = bounds_of(reading.table);
    const auto epsg = gis::epsg_of(proposal.crs);
    if (!epsg || box.empty()) return {};
    const gis::Transformation to_study(*epsg, context.study_epsg);
    geom::Box moved;
    for (const geom::Point corner : {geom::Point{box.min_x, box.min_y}, geom::Point{box.max_x, box.max_y}})
        moved.include(to_study(corner));
    return moved;
}

void ask_about_copies(std::vector<Proposal>& proposals, const std::vector<geom::Box>& boxes) {
    const auto area = [](const geom::Box& box) { return box.empty() ? 0.0 : box.width() * box.height(); };
    for (std::size_t i = 0; i < proposals.size(); ++i)
        for (std::size_t j = 0; j < proposals.size(); ++j) {
            Proposal &less = proposals[i], &more = proposals[j];
            if (i == j || less.state != ProposalState::Ready || more.state != ProposalState::Ready) continue;
            const bool smaller = less.features < more.features || (less.features == more.features && i > j);
            if (less.source.role != more.source.role || !smaller) continue;
            const geom::Box common{std::max(boxes[i].min_x, boxes[j].min_x), std::max(boxes[i].min_y, boxes[j].min_y),
                                   std::min(boxes[i].max_x, boxes[j].max_x), std::min(boxes[i].max_y, boxes[j].max_y)};
            if (2 * area(common) < std::min(area(boxes[i]), area(boxes[j])) || area(common) == 0) continue;
            less.readings = {{less.source.role, less.source.crs,
                              both("除 {} 之外也要它", "this one as well as {}", source_name(more.source))}};
            asks(less, both("与 {} 是同一角色、同一片土地：合在一起会重复计算；确认后单独导入其一",
                            "the same role and the same land as {}: joined they would count it twice; import one of them",
                            source_name(more.source)));
        }
}

}  // namespace zonewright::intake
