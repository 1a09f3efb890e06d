#include "study/stages.h"

#include <vector>

#include "study/stage_of.h"

namespace zonewright::study {

// The job reads like a table of contents; each line's work is in stage_<topic>.cpp.
std::span<const Stage> all_stages() {
    static const std::vector<Stage> stages{
        stage<read_sources>({.id = "intake", .title = {"读取数据源", "reading the sources"}, .share = 4}),
        stage<map_plan>({.id = "zoning", .title = {"落实规划集聚区", "mapping the zones of the plan"}}),
        stage<find_admissible_land>(
            {.id = "constraint",
             .title = {"核定可用土地", "finding the admissible land"},
             .share = 3,
             .keeps = Keeps::TilesToo}),
        stage<measure_criteria>({.id = "criterion",
                                 .title = {"量算评价指标", "measuring the criteria"},
                                 .share = 8,
                                 .keeps = Keeps::TilesToo}),
        stage<rate_land>({.id = "suitability",
                          .title = {"评价产业适宜性", "rating every cell and parcel"},
                          .share = 4,
                          .keeps = Keeps::TilesToo}),
        stage<rate_for_construction>({.id = "construction",
                                      .title = {"双评价城镇建设适宜性", "suitability for construction"},
                                      .share = 2,
                                      .keeps = Keeps::TilesToo}),
        stage<state_supply>({.id = "supply", .title = {"核算净供应", "stating the net supply"}, .share = 4}),
        stage<assemble_sites>(
            {.id = "assembly", .title = {"组合连片用地", "assembling parcels into sites"}, .share = 8}),
        stage<allocate_land>({.id = "allocation", .title = {"配置用地", "allocating the land"}, .share = 3}),
        stage<publish_results>({.id = "publish",
                                .title = {"发布成果", "publishing the results"},
                                .share = 6,
                                .keeps = Keeps::PublishedFiles}),
    };
    return stages;
}

}  // namespace zonewright::study
