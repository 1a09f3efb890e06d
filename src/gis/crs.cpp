#include "gis/crs.h"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/errors.h"
#include "base/language.h"
#include "gis/handles.h"

namespace zonewright::gis {
namespace {

ProjContext new_context() {
    ProjContext context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

PJ_CONTEXT* thread_context() {
    thread_local const ProjContext context = new_context();
    return context.get();
}

ProjObject crs_of(PJ_CONTEXT* context, int epsg) {
    ProjObject crs(proj_create_from_database(context, "EPSG", std::to_string(epsg).c_str(), PJ_CATEGORY_CRS,
                                             0, nullptr));
    if (!crs) refuse_code(epsg);
    return crs;
}

/// The geographic CRS a CRS is built on, as an EPSG code; 0 when it has none.
int base_of(PJ_CONTEXT* context, int epsg) {
    const ProjObject crs = crs_of(context, epsg);
    const ProjObject base(proj_crs_get_geodetic_crs(context, crs.get()));
    const char* code = base ? proj_get_id_code(base.get(), 0) : nullptr;
    return code == nullptr ? 0 : std::atoi(code);
}

/// CGCS2000 and WGS 84, two- and three-dimensional, are one to us (the rule of the header).
bool same_frame(int a, int b) {
    const auto modern = [](int code) { return code == 4490 || code == 4480 || code == 4326 || code == 4979; };
    return a == b || (modern(a) && modern(b));
}

[[noreturn]] void refuse(int from, int to) {
    throw InputError(
        {.thing = both("坐标转换", "transformation"),
         .value = fmt::format("EPSG:{} ({}) → EPSG:{} ({})", from, crs_name(from), to, crs_name(to)),
         .expected =
             both("同一基准的坐标系；西安80、北京54 到 2000 国家大地坐标系没有公开参数，近似转换会偏移数十米",
                  "one datum; no public parameters lead from Xi'an 80 or Beijing 54 to CGCS2000, and a "
                  "ballpark is tens of metres wrong"),
         .advice = both("导入时用 --datum-parameters 提供本地四参数或七参数文件，或请数据提供方转换",
                        "give a local file with 4 or 7 parameters (import --datum-parameters), or ask the "
                        "provider for converted data")});
}

}  // namespace

void refuse_code(int epsg) {
    const ProjContext anew = new_context();
    const ProjObject known(proj_create_from_database(anew.get(), "EPSG", "4326", PJ_CATEGORY_CRS, 0, nullptr));
    if (!known) {
        const char* path = proj_context_get_database_path(anew.get());
        throw ResourceError({.thing = path == nullptr ? "proj.db" : path,
                             .value = both("读不出坐标系", "no coordinate system can be read from it"),
                             .expected = both("可读的 PROJ 坐标系数据库", "a readable database of PROJ"),
                             .advice = both("zonewright doctor 检查它；打开文件数或内存受限时先放宽（ulimit -n 4096）",
                                            "zonewright doctor looks at it; raise a limit of open files or memory (ulimit -n 4096)")});
    }
    throw InputError({.thing = both("坐标系", "coordinate reference system"),
                      .value = fmt::format("EPSG:{}", epsg),
                      .expected = both("EPSG 数据库中的代码", "a code of the EPSG database"),
                      .advice = both("如 EPSG:4547（中央经线 114°，无带号）或 EPSG:4526（带号 38）",
                                     "such as EPSG:4547 (meridian 114°, no prefix) or EPSG:4526 (zone prefix 38)")});
}

std::optional<int> epsg_of(const std::string& text) {
    if (text.size() < 6 || (text.rfind("EPSG:", 0) != 0 && text.rfind("epsg:", 0) != 0)) return std::nullopt;
    int code = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data() + 5, end, code);
    if (failed != std::errc{} || stopped != end || code <= 0) return std::nullopt;
    return code;
}

std::string crs_name(int epsg) {
    return proj_get_name(crs_of(thread_context(), epsg).get());
}

std::string proj_text(int epsg) {
    const ProjObject crs = crs_of(thread_context(), epsg);
    const char* text = proj_as_proj_string(thread_context(), crs.get(), PJ_PROJ_4, nullptr);
    return text == nullptr ? "" : text;
}

bool is_projected(int epsg) {
    return proj_get_type(crs_of(thread_context(), epsg).get()) == PJ_TYPE_PROJECTED_CRS;
}

std::optional<geom::Box> area_of_use(int epsg) {
    geom::Box box;
    const ProjObject crs = crs_of(thread_context(), epsg);
    const bool known = proj_get_area_of_use(thread_context(), crs.get(), &box.min_x, &box.min_y, &box.max_x,
                                            &box.max_y, nullptr) != 0;
    if (!known || box.min_x < -180 || box.min_x >= box.max_x || box.min_y >= box.max_y) return std::nullopt;
    return box;
}

bool shares_frame(int epsg, int other) {
    return same_frame(base_of(thread_context(), epsg), base_of(thread_context(), other));
}

struct Transformation::Impl {
    ProjContext context;
    std::vector<ProjObject> steps;  // empty: identity. Two when the frames meet by rule, not by PROJ
    int from = 0;
    int to = 0;

    /// Appends the exact step between two CRS of one frame, x east and y north on both sides.
    void add_step(int source, int target) {
        if (source == target) return;
        const std::string source_name = fmt::format("EPSG:{}", source),
                          target_name = fmt::format("EPSG:{}", target);
        const ProjObject source_crs = crs_of(context.get(), source),
                         target_crs = crs_of(context.get(), target);
        static constexpr std::array<const char*, 2> options{"ALLOW_BALLPARK=NO", nullptr};
        const ProjObject raw(proj_create_crs_to_crs_from_pj(context.get(), source_crs.get(), target_crs.get(),
                                                            nullptr, options.data()));
        if (!raw) refuse(source, target);
        ProjObject normalised(proj_normalize_for_visualization(context.get(), raw.get()));
        if (!normalised) refuse(source, target);
        steps.push_back(std::move(normalised));
    }

    void run(geom::Point* points, std::size_t count) const {
        for (const ProjObject& step : steps) {
            proj_errno_reset(step.get());
            proj_trans_generic(step.get(), PJ_FWD, &points->x, sizeof(geom::Point), count, &points->y,
                               sizeof(geom::Point), count, nullptr, 0, 0, nullptr, 0, 0);
        }
    }

    void convert(std::vector<geom::Point>& points) const {
        if (points.empty()) return;
        const std::vector<geom::Point> before = points;
        run(points.data(), points.size());
        for (std::size_t i = 0; i < points.size(); ++i)
            if (!std::isfinite(points[i].x) || !std::isfinite(points[i].y)) outside(before[i]);
    }

    [[noreturn]] void outside(geom::Point p) const {
        throw InputError(
            {.thing = fmt::format("EPSG:{} → EPSG:{}", from, to),
             .value = fmt::format("{} {}", p.x, p.y),
             .expected = both("位于坐标系适用范围内的坐标", "a coordinate inside the domain of the system"),
             .advice = both("检查坐标系是否写错、X/Y 是否颠倒",
                            "check the stated CRS and whether X and Y are swapped")});
    }
};

Transformation::Transformation(int from_epsg, int to_epsg) : impl_(std::make_unique<Impl>()) {
    impl_->context = new_context();
    impl_->from = from_epsg;
    impl_->to = to_epsg;
    const int from_base = base_of(impl_->context.get(), from_epsg),
              to_base = base_of(impl_->context.get(), to_epsg);
    if (from_epsg != to_epsg && !same_frame(from_base, to_base)) refuse(from_epsg, to_epsg);
    if (from_base == to_base) {
        impl_->add_step(from_epsg, to_epsg);
    } else {
        impl_->add_step(from_epsg, from_base);
        impl_->add_step(to_base, to_epsg);
    }
}
Transformation::~Transformation() = default;
Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;

bool Transformation::identity() const {
    return impl_->steps.empty();
}

geom::Point Transformation::operator()(geom::Point p) const {
    const geom::Point before = p;
    impl_->run(&p, 1);
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) impl_->outside(before);
    return p;
}

void Transformation::apply(geom::Geometry& geometry) const {
    if (identity()) return;
    if (auto* points = std::get_if<geom::MultiPoint>(&geometry)) impl_->convert(points->points);
    if (auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        for (geom::LineString& line : lines->lines) impl_->convert(line);
    if (auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        for (geom::Polygon& part : polygons->parts)
            for (geom::Ring& ring : part.rings) impl_->convert(ring);
}

}  // namespace zonewright::gis
