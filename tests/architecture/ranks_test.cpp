// The direction of includes: a folder of src includes itself and strictly lower ranks (src/ranks.txt), and
// foreign headers only where src/foreign.txt allows them. Files and functions stay small enough to be read.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path source = fs::path(ZONEWRIGHT_SOURCE_DIR) / "src";

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::map<std::string, int> read_ranks() {
    std::map<std::string, int> ranks;
    for (const std::string& line : lines_of(source / "ranks.txt")) {
        std::istringstream words(line);
        int rank;
        std::string folder;
        if (line.rfind('#', 0) != 0 && words >> rank >> folder) ranks[folder] = rank;
    }
    return ranks;
}

std::map<std::string, std::set<std::string>> read_foreign() {
    std::map<std::string, std::set<std::string>> allowed;
    for (const std::string& line : lines_of(source / "foreign.txt")) {
        if (line.rfind('#', 0) == 0) continue;
        std::istringstream words(line);
        std::string prefix, folder;
        words >> prefix;
        while (words >> folder) allowed[prefix].insert(folder);
    }
    return allowed;
}

struct Include {
    fs::path file;
    std::string folder;  ///< of the including file; empty for main.cpp
    std::string target;
    bool quoted;
};

std::vector<Include> read_includes() {
    static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") continue;
        const fs::path relative = fs::relative(entry.path(), source);
        const std::string folder = relative.has_parent_path() ? relative.begin()->string() : "";
        for (const std::string& line : lines_of(entry.path())) {
            std::smatch match;
            if (std::regex_search(line, match, pattern))
                includes.push_back({relative, folder, match[2], match[1] == "\""});
        }
    }
    return includes;
}

TEST(Ranks, EveryFolderHasOne) {
    const auto ranks = read_ranks();
    for (const auto& entry : fs::directory_iterator(source))
        if (entry.is_directory()) {
            EXPECT_TRUE(ranks.contains(entry.path().filename().string())) << entry.path();
        }
    EXPECT_GE(ranks.size(), 18u);
}

TEST(Ranks, IncludesPointDownwards) {
    const auto ranks = read_ranks();
    std::size_t checked = 0;
    for (const Include& include : read_includes()) {
        if (!include.quoted || include.folder.empty()) continue;
        const std::string to = fs::path(include.target).begin()->string();
        ASSERT_TRUE(ranks.contains(to)) << include.file << " includes \"" << include.target
                                        << "\": project headers are named from src, as \"folder/file.h\"";
        if (to == include.folder) continue;
        ++checked;
        EXPECT_LT(ranks.at(to), ranks.at(include.folder))
            << include.file << " includes " << include.target << ": a noun may be missing from model/";
    }
    EXPECT_GT(checked, 20u) << "the test must see the tree";
}

TEST(Ranks, DoorsSeeQuestionsAndNouns) {
    static const std::set<std::string> doors{"command", "server", "python"}, seen{"answer", "model", "base"};
    std::map<std::string, std::size_t> checked;
    for (const Include& include : read_includes()) {
        if (!include.quoted || !doors.contains(include.folder)) continue;
        const std::string to = fs::path(include.target).begin()->string();
        ++checked[include.folder];
        EXPECT_TRUE(to == include.folder || seen.contains(to))
            << include.file << " includes " << include.target << ": a question may be missing from answer/";
    }
    for (const std::string& door : doors) EXPECT_GT(checked[door], 5u) << door;
}

TEST(Foreign, HeadersStayInTheirFolders) {
    const auto allowed = read_foreign();
    static const std::set<std::string> c_headers{"cerrno", "cmath"};
    for (const Include& include : read_includes()) {
        if (include.quoted) continue;
        if (include.target.find('/') == std::string::npos && include.target.find('.') == std::string::npos &&
            include.target.rfind("gdal", 0) != 0)
            continue;  // the standard library
        bool known = false, permitted = false;
        for (const auto& [prefix, folders] : allowed)
            if (include.target.rfind(prefix, 0) == 0) {
                known = true;
                permitted |= folders.contains("*") || folders.contains(include.folder);
            }
        EXPECT_TRUE(known) << include.file << " includes <" << include.target
                           << ">, which src/foreign.txt does not list";
        if (known) {
            EXPECT_TRUE(permitted) << include.file << " may not include <" << include.target << ">";
        }
    }
}

TEST(Names, NoDrawers) {
    static const std::regex drawer("^(utils?|helpers?|common|misc|manager|core|types|tools)$");
    for (fs::recursive_directory_iterator entry(source), end; entry != end; ++entry) {
        if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();  // of others
        EXPECT_FALSE(std::regex_match(entry->path().stem().string(), drawer)) << entry->path();
    }
}

/// Two types of one name in one namespace are one type to the linker: the members of either are called for both.
TEST(Names, OneTypeOfANameInANamespace) {
    static const std::regex definition(R"(^(?:class|struct|enum class|union) (\w+)(?: final)?(?: : [^{]*)? \{.*)");
    std::map<std::string, std::string> first;
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
        const std::string file = fs::relative(entry.path(), source).generic_string();
        bool own = false;  // of the file alone
        for (const std::string& line : lines_of(entry.path())) {
            std::smatch match;
            if (line == "namespace {") own = true;
            if (line == "}  // namespace") own = false;
            if (own || !std::regex_match(line, match, definition)) continue;
            const auto [known, added] = first.emplace(file.substr(0, file.find('/')) + "::" + match[1].str(), file);
            EXPECT_TRUE(added) << known->first << " in " << known->second << " and in " << file;
        }
    }
    EXPECT_GT(first.size(), 500u);
}

TEST(Sizes, FilesStayReadable) {
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") continue;
        EXPECT_LE(lines_of(entry.path()).size(), 400u) << entry.path() << ": split it by concept";
    }
}

}  // namespace
