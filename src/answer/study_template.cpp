#include "answer/study_template.h"

#include <algorithm>

#include "answer/quoted_text.h"
#include "base/language.h"

namespace zonewright::answer {
namespace {

std::string role_comment(const model::Role& role, Language language) {
    std::string aliases;
    for (const std::string& alias : role.layer_aliases) aliases += (aliases.empty() ? "" : " ") + alias;
    return fmt::format("#   {:<20} {}{}\n", role.id, role.title.in(language),
                       aliases.empty() ? "" : fmt::format("（{}）", aliases));
}

std::string head(const NewStudy& study, Language language) {
    const auto in = [&](const Text& words) { return words.in(language); };
    return fmt::format(
        "schema = 1\ntitle = {}\nplan = {}                # {}\ncrs = \"EPSG:{}\"                    # {}\n"
        "cell_size_m = {}                       # {}\narea_basis = \"statutory\"             # {}\n"
        "weights = \"default\"                  # {}\naggregation = \"wlc\"                  # {}\n"
        "seed = 1\nmemory_mib = 2048                     # {}\n# scenario = \"base\"                   # {}\n"
        "# supply_classes = [\"idle\", \"approved\"]  # {}\n"
        "# confidentiality = \"内部\"            # {}\n"
        "# report_form = \"form.docx\"          # {}\n",
        toml_string(study.title), toml_string(study.plan),
        in({"规划版本（layers/plans），或含 plan.toml 的文件夹", "plan version (layers/plans), or a folder with a plan.toml"}), study.epsg,
        in({"研究的坐标系；CGCS2000 三度带 114°E", "CRS of the study; CGCS2000 3-degree zone, 114°E"}),
        study.cell_size_m, in({"栅格边长（米）", "cell of the rasters in metres"}),
        in({"statutory 椭球面积；recorded 各地块按登记面积（TBMJ）折算",
            "statutory (ellipsoidal), or recorded: each parcel scaled to its recorded area"}),
        in({"权重（layers/weights）", "weights (layers/weights)"}),
        in({"wlc、wpm、owa、owa:0.3、topsis、fuzzy、fuzzy:0.5、minimum", "wlc, wpm, owa, owa:0.3, topsis, fuzzy, fuzzy:0.5, minimum"}),
        in({"栅格计算的内存上限", "memory for the raster stages"}), "scenarios/base.toml",
        in({"净供应由哪些类型组成；不写的取 layers/rules/supply_classes.toml（不含在用）",
            "classes of the net supply; by layers/rules/supply_classes.toml (without land in use) where left out"}),
        in({"报告上的密级", "classification printed on reports"}),
        in({"本单位的报告模板（zonewright new report_form 写出样张）", "the bureau's own form of reports (zonewright new report_form writes one to begin with)"}));
}

std::string sites_part(const model::Catalogue& catalogue, Language language) {
    const model::PolicyRules& rules = catalogue.rules_of("assembly");
    std::string text = Text("\n# 连片规则；不写的取 layers/rules/assembly.toml\n",
                            "\n# Assembling sites; what is left out comes from layers/rules/assembly.toml\n")
                           .in(language);
    text += "# [sites]\n";
    for (const char* key :
         {"minimum_frontage_m", "maximum_road_gap_m", "shape", "minimum_width_m", "maximum_owners",
          "maximum_towns", "maximum_redevelopment_share", "window", "circle_window"})
        text += fmt::format("# {} = {}    # {}\n", key, rules.number(key), rules.find(key)->title.in(language));
    return text;
}

std::string sources_part(const model::Catalogue& catalogue, Language language) {
    std::string text =
        Text("\n# 数据源：一个文件一段。zonewright import 研究 文件 --role 角色 会诊断并写好这一段。\n# 角色：\n",
             "\n# Sources: one block for each file. zonewright import STUDY FILE --role ROLE diagnoses a file "
             "and writes its block.\n# Roles:\n")
            .in(language);
    for (const model::Role& role : catalogue.roles) text += role_comment(role, language);
    text += Text("# 例：\n", "# Example:\n").in(language);
    text +=
        "# [[source]]\n# role = \"land_use\"\n# path = \"data/DLTB.shp\"\n# encoding = \"GBK\"\n# "
        "code_scheme = \"survey3\"\n"
        "# status = \"official\"\n# date = \"2024-12\"\n# licence = \"\"\n# [source.fields]\n# class_code = "
        "\"DLBM\"\n";
    return text;
}

std::string demand_part(const model::Catalogue& catalogue, Language language) {
    std::string text = Text("\n# 需求：每个产业一段，给面积，或给产值目标和亩均产值。产业：\n",
                            "\n# Demand: one block for each industry, an area, or an output target and the "
                            "output per mu. Industries:\n")
                           .in(language);
    for (const model::Cluster& cluster : catalogue.plan.clusters)
        text += fmt::format("#   {:<20} {}\n", cluster.id, cluster.name.in(language));
    const auto example = [&](std::size_t at) {
        const auto& clusters = catalogue.plan.clusters;
        return clusters.empty() ? std::string("cluster") : clusters[std::min(at, clusters.size() - 1)].id;
    };
    return text + fmt::format("# [[demand]]\n# cluster = \"{}\"", example(2)) +
           "\n# area_mu = 3000\n# minimum_site_mu = 300\n# "
           "maximum_site_mu = 1000\n"
           "# year = 2027\n#\n" +
           fmt::format("# [[demand]]\n# cluster = \"{}\"", example(6)) + "\n# output_target_yuan = 30000000000\n# "
           "output_yuan_per_mu = 20000000\n";
}

}  // namespace

std::string study_template(const NewStudy& study, const model::Catalogue& catalogue, Language language) {
    return head(study, language) + sites_part(catalogue, language) +
           sources_part(catalogue, language) + demand_part(catalogue, language);
}

}  // namespace zonewright::answer
