// Whatever happens to a file, reading it ends in the thing read or in one InputError; a mistyped key is
// always found, on its line, with the right key suggested.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/random.h"
#include "catalog/catalogue_reader.h"
#include "catalog/study_reader.h"
#include "unit/catalog/catalog_testing.h"

namespace zonewright::catalog {
namespace {

const std::string study_text = R"(schema = 1
title = "t"
plan = "dongguan-2024"
crs = "EPSG:4547"
cell_size_m = 10
area_basis = "recorded"
weights = "equal"
aggregation = "owa"
confidentiality = "x"
seed = 7
memory_mib = 512
[sites]
minimum_frontage_m = 12
maximum_road_gap_m = 20
minimum_width_m = 30
maximum_owners = 5
[[source]]
role = "parcel"
path = "a.gpkg"
layer = "L"
encoding = "GBK"
code_scheme = "survey3"
status = "schematic"
licence = "y"
[[demand]]
cluster = "ai"
area_mu = 3000
minimum_site_mu = 300
maximum_site_mu = 1000
site_count = 4
)";

/// Nothing but success and InputError is an answer.
template <typename Action>
bool answers(Action&& action) {
    try {
        action();
        return true;
    } catch (const InputError& error) {
        return std::string(error.what()).size() > 10;
    }
}

std::string damaged(std::string text, Random& random) {
    const auto at = static_cast<std::size_t>(random.below(text.size()));
    switch (random.below(5)) {
        case 0:
            text.erase(at, 1 + random.below(8));
            break;
        case 1:
            text.insert(at, 1, static_cast<char>(random.below(256)));
            break;
        case 2:
            text[at] = static_cast<char>(random.below(256));
            break;
        case 3:
            text.resize(at);
            break;
        default:
            text.insert(at, text.substr(random.below(text.size()), 1 + random.below(30)));
    }
    return text;
}

TEST(DamagedStudy, IsReadOrRefusedInOneClearError) {
    const ScratchFolder folder;
    folder.write("a.gpkg", "");
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Random random(seed);
        std::string text = study_text;
        for (std::uint64_t i = 0; i <= random.below(3) && !text.empty(); ++i) text = damaged(text, random);
        folder.write("study.toml", text);
        EXPECT_TRUE(answers([&] { read_study(folder.path()); })) << "seed " << seed << "\n" << text;
    }
}

TEST(DamagedLayers, AreReadOrRefusedInOneClearError) {
    const CopiedLayers layers;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(layers.path()))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        Random random(seed);
        const std::filesystem::path& file = files[random.below(files.size())];
        const std::string name = std::filesystem::relative(file, layers.path()).string();
        const std::string whole = read_file(file);
        if (whole.empty()) continue;
        layers.write(name, damaged(whole, random));
        EXPECT_TRUE(answers([&] { read_catalogue(layers.path(), "dongguan-2024"); }))
            << "seed " << seed << " " << file;
        layers.write(name, whole);
    }
}

/// One slip of the finger: a letter left out, doubled, or swapped with its neighbour.
std::string mistyped(const std::string& key, Random& random) {
    const auto at = static_cast<std::size_t>(random.below(key.size() - 1));
    std::string word = key;
    switch (random.below(3)) {
        case 0:
            word.erase(at, 1);
            break;
        case 1:
            word.insert(at, 1, key[at]);
            break;
        default:
            std::swap(word[at], word[at + 1]);
    }
    return word;
}

TEST(MistypedKey, IsFoundOnItsLineWithTheRightKeySuggested) {
    const ScratchFolder folder;
    folder.write("a.gpkg", "");
    std::vector<std::pair<std::size_t, std::string>> keys;  // where the key begins, the key
    for (std::size_t at = 0; at < study_text.size(); at = study_text.find('\n', at) + 1) {
        const std::string line = study_text.substr(at, study_text.find('\n', at) - at);
        if (const auto equals = line.find(" ="); equals != std::string::npos)
            keys.emplace_back(at, line.substr(0, equals));
    }
    ASSERT_GE(keys.size(), 25u);
    std::size_t tried = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed)
        for (const auto& [at, key] : keys) {
            Random random(seed, key);
            const std::string word = mistyped(key, random);
            if (word == key || key.size() < 4) continue;
            ++tried;
            std::string text = study_text;
            folder.write("study.toml", text.replace(at, key.size(), word));
            const auto line =
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
            const std::string said = complaint_of([&] { read_study(folder.path()); });
            EXPECT_NE(said.find("study.toml:" + std::to_string(line) + ":"), std::string::npos)
                << word << ": " << said;
            EXPECT_NE(said.find("did you mean " + key + "?"), std::string::npos)
                << "seed " << seed << ", " << word << ": " << said;
        }
    EXPECT_GT(tried, 600u);
}

/// Reordering the keys of a table and the files of a folder changes nothing that is read.
TEST(OrderOfKeys, DoesNotMatter) {
    const ScratchFolder folder;
    folder.write("a.gpkg", "");
    const std::size_t tables = study_text.find("[sites]");
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < tables; at = study_text.find('\n', at) + 1)
        lines.push_back(study_text.substr(at, study_text.find('\n', at) - at + 1));
    folder.write("study.toml", study_text);
    const model::StudyDefinition expected = read_study(folder.path());
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
        std::string text;
        for (const std::string& line : lines) text += line;
        folder.write("study.toml", text + study_text.substr(tables));
        const model::StudyDefinition study = read_study(folder.path());
        EXPECT_EQ(study.title, expected.title) << "seed " << seed;
        EXPECT_EQ(study.cell_size_m, expected.cell_size_m) << "seed " << seed;
        EXPECT_EQ(study.seed, expected.seed) << "seed " << seed;
        EXPECT_EQ(study.demand.at(0).area_m2, expected.demand.at(0).area_m2) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::catalog
