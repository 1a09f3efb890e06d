#include "answer/pack_index.h"

#include <nlohmann/json.hpp>

#include "base/errors.h"

namespace zonewright::answer {
namespace {

using PackJson = nlohmann::ordered_json;
constexpr const char* pack_format = "zonewright-pack/1";

}  // namespace

std::string text_of(const PackIndex& index) {
    PackJson json{{"format", pack_format}, {"program", index.program}, {"title", index.title}, {"left_out", index.left_out}};
    json["files"] = PackJson::array();
    for (const PackedFile& file : index.files)
        json["files"].push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return json.dump(1) + "\n";
}

PackIndex read_pack_index(const std::string& text, const std::string& named) {
    try {
        const PackJson json = PackJson::parse(text);
        if (json.at("format") != pack_format) throw std::invalid_argument(json.at("format").dump());
        PackIndex index{json.at("program").get<std::string>(), json.at("title").get<std::string>(),
                        json.at("left_out").get<std::vector<std::string>>(), {}};
        for (const PackJson& file : json.at("files"))
            index.files.push_back({file.at("name").get<std::string>(), file.at("bytes").get<std::uint64_t>(),
                                   file.at("sha256").get<std::string>()});
        return index;
    } catch (const std::exception& problem) {
        throw InputError({.thing = named + ": " + pack_index_name,
                          .value = problem.what(),
                          .expected = both("zonewright pack 写出的文件（{}）", "a file that zonewright pack has written ({})", pack_format),
                          .advice = both("请对方重新打包，或升级程序", "have it packed again, or upgrade the program")});
    }
}

}  // namespace zonewright::answer
