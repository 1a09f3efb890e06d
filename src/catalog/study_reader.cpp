#include "catalog/study_reader.h"

#include <algorithm>
#include <charconv>

#include "base/atomic_file.h"
#include "base/dates.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "base/units.h"
#include "catalog/catalogue_reader.h"
#include "catalog/plan_succession.h"
#include "catalog/table_reader.h"
#include "gis/text_encoding.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;
using model::Demand;
using model::SourceDefinition;
using model::StudyDefinition;

using Lines = std::map<std::string, int>;

/// The EPSG number in "EPSG:4547"; anything else is refused with the form shown.
int epsg_of(TableReader& reader, const std::string& key) {
    const std::string text = reader.text(key);
    int number = 0;
    const char* end = text.data() + text.size();
    if (text.size() > 5 && text.compare(0, 5, "EPSG:") == 0) {
        const auto [stop, failure] = std::from_chars(text.data() + 5, end, number);
        if (failure == std::errc() && stop == end && number > 0) return number;
    }
    reader.reject(key, "EPSG:4547",
                  both("写成 EPSG:编号，例如 EPSG:4547（CGCS2000 三度带 114°E）",
                       "write EPSG:number, for example EPSG:4547 (CGCS2000 3-degree zone, 114°E)"));
}

/// A file inside a zip or a layer folder (parcels.zip/parcels.shp) counts as there when the archive is.
bool is_reachable(const fs::path& path) {
    for (fs::path part = path; part.has_relative_path(); part = part.parent_path()) {
        if (fs::exists(part)) return part == path || fs::is_regular_file(part);
        if (part == part.parent_path()) break;
    }
    return false;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    if (!fs::is_directory(folder)) return names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

[[noreturn]] void reject_missing_path(TableReader& reader, const fs::path& path) {
    const auto meant = nearest_name(path.filename().string(), names_in(path.parent_path()));
    reader.reject("path", both("存在的文件：{}", "an existing file: {}", path.string()),
                  meant
                      ? both("同一文件夹中有 {}，是否指它？", "the same folder has {}, is it meant?", *meant)
                      : both("检查路径；相对路径从研究文件夹算起",
                             "check the path; relative paths start at the study folder"));
}

void resolve_path(TableReader& reader, SourceDefinition& source, const fs::path& folder,
                  MissingSources missing) {
    source.written_path = reader.text("path");
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (std::any_of(source.written_path.begin(), source.written_path.end(), is_control))
        reader.reject("path", both("不含控制字符的路径", "a path without control characters"),
                      both("改正该路径；Windows 路径把 \\ 改为 /",
                           "correct the path; in a Windows path change \\ to /"));
    if (source.written_path.find('\\') != std::string::npos)
        reader.reject("path", both("用 / 分隔的路径", "a path with /"),
                      both("把 \\ 改为 /", "change \\ to /"));
    const fs::path written(source.written_path);
    source.path = (written.is_absolute() ? written : folder / written).lexically_normal();
    if (missing == MissingSources::Refuse && !is_reachable(source.path))
        reject_missing_path(reader, source.path);
}

/// When the data were made, as far as it is known; empty when it is not stated.
std::string source_date(TableReader& reader) {
    std::string date = reader.text("date", "");
    if (!date.empty() && !date_from(date))
        reader.reject("date", form_of_dates(),
                      both("写数据的时点；不清楚就去掉这一行",
                           "state of when the data are; leave the line out when it is not known"));
    return date;
}

SourceDefinition read_source(TableReader& reader, const fs::path& folder, MissingSources missing) {
    using model::GeometryStatus;
    SourceDefinition source;
    source.role = reader.text("role");
    resolve_path(reader, source, folder, missing);
    source.layer = reader.text("layer", "");
    if (reader.has("crs")) source.crs = fmt::format("EPSG:{}", epsg_of(reader, "crs"));
    source.degrees = reader.choice<std::string>("degrees", {{"decimal", "decimal"}, {"packed", "packed"}}, "");
    Words<std::string> encodings;
    for (const std::string& name : gis::stated_encodings()) encodings.emplace_back(name, name);
    source.encoding = reader.choice<std::string>("encoding", encodings, "");
    source.code_scheme = reader.choice<std::string>("code_scheme",
                                                    {{"survey3", "survey3"},
                                                     {"gbt21010", "gbt21010"},
                                                     {"landsea2020", "landsea2020"},
                                                     {"landsea2023", "landsea2023"}},
                                                    "");
    source.status = reader.choice<GeometryStatus>("status",
                                                  {{"official", GeometryStatus::Official},
                                                   {"approximate", GeometryStatus::Approximate},
                                                   {"schematic", GeometryStatus::Schematic}},
                                                  GeometryStatus::Unstated);
    source.date = source_date(reader);
    source.licence = reader.text("licence", "");
    source.note = reader.text("note", "");
    source.fields = reader.texts_by_name("fields");
    return source;
}

/// A demand is an area, or an output target with the output expected of each 亩.
void read_demand_area(TableReader& reader, Demand& demand) {
    demand.output_target_yuan = reader.optional_number("output_target_yuan", positive);
    demand.output_yuan_per_mu = reader.optional_number("output_yuan_per_mu", positive);
    if (!demand.output_target_yuan && !demand.output_yuan_per_mu) {
        demand.area_m2 =
            reader.required_area_m2("area", both("或给出 output_target_yuan 和 output_yuan_per_mu",
                                                 "or give output_target_yuan and output_yuan_per_mu"));
        return;
    }
    if (reader.area_m2("area"))
        reader.reject("output_target_yuan",
                      both("面积或产值目标，二者之一", "an area or an output target, not both"),
                      both("保留其中一种", "keep one of them"));
    if (!demand.output_target_yuan || !demand.output_yuan_per_mu)
        reader.reject(demand.output_target_yuan ? "output_yuan_per_mu" : "output_target_yuan",
                      both("产值目标与亩均产值成对", "output target and output per 亩 together"),
                      both("补上另一个", "add the other one"));
    demand.area_m2 = *demand.output_target_yuan / *demand.output_yuan_per_mu * square_metres_per_mu;
}

Demand read_demand(TableReader& reader) {
    Demand demand;
    demand.cluster = reader.text("cluster");
    read_demand_area(reader, demand);
    demand.minimum_site_m2 = reader.area_m2("minimum_site").value_or(0);
    demand.maximum_site_m2 = reader.area_m2("maximum_site");
    if (demand.maximum_site_m2 && *demand.maximum_site_m2 < demand.minimum_site_m2)
        reader.reject("maximum_site_mu", both("不小于 minimum_site", "not below minimum_site"),
                      both("交换两个界限", "swap the two bounds"));
    demand.site_count =
        static_cast<int>(reader.optional_integer("site_count", {.least = 0, .most = 10000}).value_or(0));
    if (const auto year = reader.optional_integer("year", {.least = 2000, .most = 2100}))
        demand.year = static_cast<int>(*year);
    demand.note = reader.text("note", "");
    return demand;
}

/// Of sites and their surroundings; the longest industrial site of the city is 3 km long.
constexpr NumberRange lengths{.least = 0, .most = 5000};
constexpr NumberRange lengths_above(double least) {
    return {.least = std::max(least, 1e-6), .most = lengths.most};
}

model::SiteRules read_site_rules(TableReader& reader) {
    model::SiteRules rules;
    rules.minimum_frontage_m =
        reader.optional_number("minimum_frontage_m", lengths_above(0)).value_or(rules.minimum_frontage_m);
    rules.maximum_road_gap_m =
        reader.optional_number("maximum_road_gap_m", lengths).value_or(rules.maximum_road_gap_m);
    rules.snap_m = reader.optional_number("snap_m", {.least = 1e-6, .most = 100}).value_or(rules.snap_m);
    rules.shape = reader.optional_number("shape", zero_to_one).value_or(rules.shape);
    rules.minimum_width_m =
        reader.optional_number("minimum_width_m", lengths).value_or(rules.minimum_width_m);
    rules.maximum_owners = static_cast<int>(
        reader.optional_integer("maximum_owners", {.least = 0, .most = 1e6}).value_or(rules.maximum_owners));
    rules.maximum_towns = static_cast<int>(
        reader.optional_integer("maximum_towns", {.least = 0, .most = 1e6}).value_or(rules.maximum_towns));
    rules.maximum_redevelopment_share = reader.optional_number("maximum_redevelopment_share", zero_to_one)
                                            .value_or(rules.maximum_redevelopment_share);
    const double long_m = reader.optional_number("footprint_long_m", lengths_above(0)).value_or(0);
    const double short_m = reader.optional_number("footprint_short_m", lengths_above(0)).value_or(0);
    if ((long_m > 0) != (short_m > 0))
        reader.reject(long_m > 0 ? "footprint_long_m" : "footprint_short_m",
                      both("厂房的两条边都要写", "both sides of the factory"),
                      both("补上 footprint_long_m 与 footprint_short_m",
                           "give footprint_long_m and footprint_short_m"));
    rules.footprint_long_m = std::max(long_m, short_m);
    rules.footprint_short_m = std::min(long_m, short_m);
    rules.window = reader.optional_number("window", {.least = 1, .most = 100}).value_or(rules.window);
    rules.circle_window =
        reader.optional_number("circle_window", {.least = 1, .most = 100}).value_or(rules.circle_window);
    return rules;
}

void note_lines(const TomlTable& table, const std::string& prefix, Lines& lines) {
    for (const TomlEntry& entry : table.entries) {
        const std::string path = prefix.empty() ? entry.key : prefix + "." + entry.key;
        lines[path] = entry.node.line;
        if (const auto* inner = std::get_if<TomlTable>(&entry.node.value)) note_lines(*inner, path, lines);
        if (const auto* list = std::get_if<std::vector<TomlNode>>(&entry.node.value))
            for (std::size_t i = 0; i < list->size(); ++i)
                if (const auto* item = std::get_if<TomlTable>(&(*list)[i].value))
                    note_lines(*item, fmt::format("{}[{}]", path, i + 1), lines);
    }
}

void read_schema(TableReader& reader) {
    if (reader.integer("schema") != 1)
        reader.reject("schema", "1",
                      both("本程序只读 schema = 1；请使用相应版本",
                           "this program reads schema = 1; use the matching version"));
}

/// "wlc", "owa:0.3" …: a rule, and for two of them a number behind a colon.
std::string aggregation_rule(TableReader& reader) {
    static const std::vector<std::string> rules{"wlc", "wpm", "owa", "topsis", "fuzzy", "minimum"};
    std::string text = reader.text("aggregation");
    const std::size_t colon = text.find(':');
    const std::string rule = text.substr(0, colon);
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) reader.reject_word("aggregation", rule, rules);
    if (colon == std::string::npos) return text;
    double number = 0;
    const char *from = text.data() + colon + 1, *end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(from, end, number);
    const bool is_number = failed == std::errc() && stop == end;
    if (rule == "owa" && is_number && number > 0 && number < 1) return text;
    if (rule == "fuzzy" && is_number && number >= 0 && number <= 1) return text;
    reader.reject("aggregation", both("owa:大于 0 小于 1 的数，fuzzy:0 至 1 的数", "owa:a number between 0 and 1, fuzzy:a number from 0 to 1"),
                  both("如 \"owa:0.3\"；其余规则不带数", "such as \"owa:0.3\"; the other rules take no number"));
}

StudyDefinition read_definition(TableReader& reader, const fs::path& folder, MissingSources missing) {
    StudyDefinition study;
    study.folder = folder;
    read_schema(reader);
    study.title = reader.text("title");
    if (study.title.find_first_of("\n\r\t") != std::string::npos)
        reader.reject("title", both("一行文字", "one line of text"), both("去掉换行和制表符", "take out line breaks and tabs"));
    study.plan = reader.text("plan");
    if (reader.has("crs")) study.epsg = epsg_of(reader, "crs");
    study.cell_size_m =
        reader.optional_number("cell_size_m", {.least = 0.5, .most = 1000}).value_or(study.cell_size_m);
    study.area_basis = reader.choice<model::AreaBasis>(
        "area_basis", {{"statutory", model::AreaBasis::Statutory}, {"recorded", model::AreaBasis::Recorded}},
        study.area_basis);
    study.weights = reader.text("weights", study.weights);
    if (reader.has("aggregation")) study.aggregation = aggregation_rule(reader);
    study.scenario = reader.text("scenario", "");
    study.confidentiality = reader.text("confidentiality", "");
    if (reader.has("report_form")) study.report_form = (fs::absolute(folder) / reader.text("report_form")).lexically_normal();
    study.seed = static_cast<std::uint64_t>(reader.optional_integer("seed", not_negative).value_or(1));
    study.memory_mib = static_cast<std::size_t>(
        reader.optional_integer("memory_mib", {.least = 64, .most = 1 << 24}).value_or(2048));
    study.sources =
        reader.read_all("source", [&](TableReader& inner) { return read_source(inner, folder, missing); });
    study.demand = reader.read_all("demand", read_demand);
    study.supply_classes = reader.words("supply_classes");
    study.sites = reader.read_optional("sites", read_site_rules).value_or(study.sites);
    return study;
}

}  // namespace

StudyDefinition read_study(const fs::path& study_folder, MissingSources missing) {
    const fs::path folder = fs::absolute(study_folder).lexically_normal();
    const fs::path file = folder / "study.toml";
    if (!fs::is_regular_file(file))
        throw InputError({.thing = file.string(),
                          .value = both("不存在", "missing"),
                          .expected = both("研究文件夹中的 study.toml", "study.toml in the study folder"),
                          .advice = both("zonewright init {} 新建一个研究",
                                         "zonewright init {} makes a new study", study_folder.string())});
    const TomlTable document = parse_toml(read_file(file), "study.toml");
    TableReader reader(document, "study.toml", "");
    StudyDefinition study = read_definition(reader, folder, missing);
    reader.finish();
    note_lines(document, "", study.line_of);
    return study;
}

std::string plan_of(const StudyDefinition& study) {
    const fs::path own = study.folder / study.plan;
    return fs::is_regular_file(own / "plan.toml") ? own.lexically_normal().string() : study.plan;
}

namespace {

/// Those that come with the program know the clusters of every version; those of the study are written for its own.
void check_weights_of_study(const StudyDefinition& study, const model::Catalogue& catalogue) {
    for (const model::WeightSet& set : catalogue.weight_sets) {
        const fs::path file = study.folder / "layers" / "weights" / (set.id + ".toml");
        if (!fs::is_regular_file(file)) continue;
        for (const model::ClusterWeights& weights : set.clusters)
            expect_not_given_up(catalogue.plan, fmt::format("{}:{}: cluster", file.string(), weights.line), weights.cluster);
    }
}

}  // namespace

OpenStudy open_study(const fs::path& study_folder, const fs::path& layers_folder, MissingSources missing,
                     const std::string& plan) {
    OpenStudy open;
    open.study = read_study(study_folder, missing);
    open.catalogue = read_catalogue(layers_of_study(study_folder, layers_folder), plan.empty() ? plan_of(open.study) : plan);
    if (!plan.empty()) {
        CarriedDemand carried = carry_demand(open.study.demand, open.catalogue.plan);
        open.study.plan = open.catalogue.plan.id;
        open.study.demand = std::move(carried.demand);
        open.notes = std::move(carried.notes);
    } else {
        check_weights_of_study(open.study, open.catalogue);
    }
    complete_study(open.study, open.catalogue);
    return open;
}

}  // namespace zonewright::catalog
