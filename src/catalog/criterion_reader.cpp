#include "catalog/criterion_reader.h"

#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::CriterionDefinition;
using model::CurveKind;
using model::MeasureKind;
using model::ValueFunction;

const Words<CurveKind> curves = {{"linear", CurveKind::Linear},           {"piecewise", CurveKind::Piecewise},
                                 {"s_shape", CurveKind::SShape},          {"j_shape", CurveKind::JShape},
                                 {"gaussian", CurveKind::Gaussian},       {"inverse", CurveKind::Inverse},
                                 {"categorical", CurveKind::Categorical}, {"step", CurveKind::Step},
                                 {"classes", CurveKind::Classes}};

const Words<MeasureKind> measures = {
    {"distance", MeasureKind::Distance},   {"travel_time", MeasureKind::TravelTime},
    {"slope", MeasureKind::Slope},         {"relief", MeasureKind::Relief},
    {"elevation", MeasureKind::Elevation}, {"density", MeasureKind::Density},
    {"share", MeasureKind::Share},         {"raster_value", MeasureKind::RasterValue},
    {"category", MeasureKind::Category},   {"zone_listing", MeasureKind::ZoneListing},
    {"quotient", MeasureKind::Quotient}};

bool needs_knots(CurveKind kind) {
    return kind == CurveKind::Piecewise || kind == CurveKind::Step || kind == CurveKind::Classes;
}

bool needs_radius(MeasureKind kind) {
    return kind == MeasureKind::Relief || kind == MeasureKind::Density || kind == MeasureKind::Share ||
           kind == MeasureKind::Quotient;
}

void check_knots(TableReader& reader, const ValueFunction& value) {
    if (value.knots.size() < 2)
        reader.reject("knots", both("至少两个 [测量值, 价值]", "at least two [measured value, worth]"),
                      both("补上分段点", "add the points of the curve"));
    for (std::size_t i = 0; i < value.knots.size(); ++i) {
        if (i > 0 && value.knots[i].first <= value.knots[i - 1].first)
            reader.reject("knots", both("测量值递增", "measured values in ascending order"),
                          both("按测量值排序，不重复", "sort by measured value, without repeats"));
        if (value.knots[i].second < 0 || value.knots[i].second > 1)
            reader.reject("knots", both("0 至 1 的价值", "a worth from 0 to 1"),
                          both("改正第二个数", "correct the second number"));
    }
}

void read_knots(TableReader& reader, ValueFunction& value) {
    for (const std::vector<double>& row : reader.rows("knots")) {
        if (row.size() != 2)
            reader.reject("knots", both("成对的 [测量值, 价值]", "pairs [measured value, worth]"),
                          both("每个点两个数", "two numbers for each point"));
        value.knots.emplace_back(row[0], row[1]);
    }
}

void check_measure(TableReader& reader, const CriterionDefinition& criterion) {
    if (criterion.measure != MeasureKind::ZoneListing && criterion.role.empty())
        reader.reject("measure", "role", both("补上数据来源的角色", "add the role of the source"));
    if (needs_radius(criterion.measure) && criterion.radius_m <= 0)
        reader.reject("measure", "radius_m", both("补上邻域半径", "add the radius of the neighbourhood"));
    if (criterion.measure == MeasureKind::TravelTime &&
        (criterion.speed_kmh.empty() || criterion.off_road_kmh <= 0))
        reader.reject("measure", "speed_kmh, off_road_kmh",
                      both("补上各级道路和路外的速度", "add speeds by road class and off the road"));
    if (criterion.measure == MeasureKind::Category &&
        (criterion.field.empty() || criterion.value.kind != CurveKind::Categorical))
        reader.reject("measure", both("field 和 categorical 曲线", "field and a categorical curve"),
                      both("补上分类字段和分类表", "add the field and the table of classes"));
}

std::map<std::string, ValueFunction> read_overrides(TableReader& reader) {
    std::map<std::string, ValueFunction> overrides;
    for (const std::string& cluster : reader.keys())
        overrides[cluster] = reader.read(cluster, read_value_function);
    return overrides;
}

}  // namespace

CriterionDefinition read_criterion(TableReader& reader, const std::string& stem) {
    CriterionDefinition criterion;
    criterion.id = read_id(reader, stem);
    criterion.title = reader.title("title");
    criterion.rationale = reader.title("rationale");
    criterion.unit = reader.text("unit");
    criterion.measure = reader.choice("measure", measures);
    criterion.role = reader.text("role", "");
    criterion.where = reader.words_by_name("where");
    criterion.field = reader.text("field", "");
    criterion.radius_m = reader.optional_number("radius_m", positive).value_or(0);
    criterion.speed_kmh = reader.numbers_by_name("speed_kmh", positive);
    criterion.off_road_kmh = reader.optional_number("off_road_kmh", positive).value_or(0);
    criterion.open_value = reader.optional_number("open_value", zero_to_one).value_or(criterion.open_value);
    criterion.unlisted_value =
        reader.optional_number("unlisted_value", zero_to_one).value_or(criterion.unlisted_value);
    criterion.per_cluster = reader.flag("per_cluster", false);
    criterion.value = reader.read("value", read_value_function);
    criterion.value_by_cluster =
        reader.read_optional("value_by_cluster", read_overrides).value_or(criterion.value_by_cluster);
    criterion.missing = reader.choice<std::string>("missing", {{"no_data", "no_data"}}, "no_data");
    criterion.clause = reader.text("clause");
    criterion.evidence = reader.read("evidence", read_evidence);
    check_measure(reader, criterion);
    return criterion;
}

ValueFunction read_value_function(TableReader& reader) {
    ValueFunction value;
    value.kind = reader.choice("kind", curves);
    value.low = reader.optional_number("low").value_or(value.low);
    value.high = reader.optional_number("high").value_or(value.high);
    value.at_low = reader.optional_number("at_low", zero_to_one).value_or(value.at_low);
    value.at_high = reader.optional_number("at_high", zero_to_one).value_or(value.at_high);
    value.categories = reader.numbers_by_name("categories", zero_to_one);
    value.shape = reader.optional_number("shape", positive).value_or(value.shape);
    read_knots(reader, value);
    if (needs_knots(value.kind)) check_knots(reader, value);
    if (value.kind == CurveKind::Categorical && value.categories.empty())
        reader.reject("categories", both("类别 → 价值 的表", "a table class → worth"),
                      both("补上 categories", "add categories"));
    if (!needs_knots(value.kind) && value.kind != CurveKind::Categorical && !(value.low < value.high))
        reader.reject("low", both("小于 high", "below high"),
                      both("用 at_low、at_high 表示递减", "say a falling curve with at_low and at_high"));
    return value;
}

std::vector<CriterionDefinition> read_criteria(LayerFiles& files) {
    std::vector<CriterionDefinition> criteria;
    for (const std::string& file : files.list("criteria")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        criteria.push_back(
            files.read(file, [&](TableReader& reader) { return read_criterion(reader, stem); }));
    }
    return criteria;
}

}  // namespace zonewright::catalog
