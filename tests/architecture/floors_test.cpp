// The floors stay apart: doors see answers, topics do not read or write files, nothing has a language of its own,
// every question has its schema, page and test, and functions stay small.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "architecture/function_sizes.h"

namespace zonewright::architecture {
namespace {

namespace fs = std::filesystem;

const fs::path root = ZONEWRIGHT_SOURCE_DIR;

std::string content(const fs::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<fs::path> sources_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Folders of src whose headers a file includes.
std::set<std::string> folders_included(const fs::path& file) {
    static const std::regex pattern("#include \"([a-z_]+)/");
    const std::string text = content(file);
    std::set<std::string> folders;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
        folders.insert((*match)[1]);
    return folders;
}

TEST(Doors, SeeOnlyAnswersAndNouns) {
    const std::set<std::string> allowed{"answer", "model", "base"};
    for (const char* door : {"command", "server", "python", "shard"}) {
        if (!fs::is_directory(root / "src" / door)) continue;
        for (const fs::path& file : sources_below(root / "src" / door))
            for (const std::string& folder : folders_included(file))
                EXPECT_TRUE(folder == door || allowed.contains(folder))
                    << file << " includes " << folder << "/: a question is missing from src/answer";
    }
}

/// Topics compute; files are read by intake and written by publish, report, demo and the tile stores of the
/// raster stages.
TEST(Topics, DoNotReadOrWriteFiles) {
    for (const char* topic : {"zoning", "supply", "assembly", "allocation", "compliance", "planning"})
        for (const fs::path& file : sources_below(root / "src" / topic))
            EXPECT_FALSE(folders_included(file).contains("io")) << file;
}

/// The end of a file and an error of the disk look alike to a stream: files are read by base/file_reader.h, and by
/// io/checked_files.h for GDAL. The lock of a folder is read through the handle that holds it.
TEST(Files, AreReadByTheCheckedReaderAlone) {
    static const std::regex unchecked(R"(\b(ifstream|fstream|filebuf|fopen|fread|fgets|mmap)\b|[^a-zA-Z_>]::p?read\()");
    const std::set<std::string> readers{"base/file_reader.cpp", "base/folder_lock.cpp",
                                        "io/checked_files.cpp"};
    std::size_t seen = 0;
    for (const fs::path& file : sources_below(root / "src")) {
        const bool reader = readers.contains(fs::relative(file, root / "src").string());
        std::istringstream lines(content(file));
        int number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            if (!std::regex_search(code_only(line), unchecked) || line.starts_with("#include")) continue;
            seen += reader;
            EXPECT_TRUE(reader) << file << ":" << number << ": " << line;
        }
    }
    EXPECT_GT(seen, 1u) << "the pattern must find what it looks for";
}

/// Sources are compiled many at a time, which hides a header that one of them forgot: what is said by name here comes
/// with the source's own includes, or with those of the project's headers among them.
TEST(Sources, IncludeTheLibrariesTheyName) {
    static const std::map<std::string, std::string> libraries{{"fmt::", "<fmt/"}, {"nlohmann::", "<nlohmann/"}};
    std::map<fs::path, std::string> reached;
    const std::function<const std::string&(const fs::path&)> includes = [&](const fs::path& file) -> const std::string& {
        const auto [known, first] = reached.try_emplace(file);
        if (!first) return known->second;
        std::istringstream lines(content(file));
        std::string all;
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with("#include")) continue;
            all += line + "\n";
            const auto from = line.find('"'), to = line.rfind('"');
            if (from != std::string::npos && fs::exists(root / "src" / line.substr(from + 1, to - from - 1)))
                all += includes(root / "src" / line.substr(from + 1, to - from - 1));
        }
        return reached[file] = all;
    };
    std::size_t named = 0;
    for (const fs::path& file : sources_below(root / "src")) {
        std::istringstream lines(content(file));
        std::string code;
        for (std::string line; std::getline(lines, line);) code += code_only(line) + "\n";
        for (const auto& [name, header] : libraries) {
            if (code.find(name) == std::string::npos) continue;
            ++named;
            EXPECT_NE(includes(file).find(header), std::string::npos) << file << " names " << name << " without " << header << "…>";
        }
    }
    EXPECT_GT(named, 100U);
}

TEST(Language, IsPassedInNeverProcessWide) {
    static const std::regex global(R"(\bset_language\(|[^_a-z.>]language\(\)|\.said\(\)|\bset_thread_count\(|\bsay\()");
    for (const fs::path& file : sources_below(root / "src")) {
        if (file.parent_path().filename() == "command" && file.stem() == "session") continue;  // its accessor
        std::istringstream lines(content(file));
        int number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            EXPECT_FALSE(std::regex_search(code_only(line), global)) << file << ":" << number << ": " << line;
        }
    }
}

/// A question is a header of src/answer that declares one.
std::vector<std::string> questions() {
    std::vector<std::string> names;
    for (const fs::path& file : sources_below(root / "src" / "answer"))
        if (file.extension() == ".h" && content(file).find("Question& question);") != std::string::npos &&
            content(file).find("Declaration declared(") != std::string::npos)
            names.push_back(file.stem().string());
    return names;
}

TEST(Questions, HaveAListingASchemaAPageAndATest) {
    const std::string listed = content(root / "src" / "answer" / "questions.cpp");
    EXPECT_GE(questions().size(), 16u);
    for (const std::string& name : questions()) {
        EXPECT_NE(listed.find("answer/" + name + ".h"), std::string::npos) << name << " is not in questions.cpp";
        EXPECT_NE(content(root / "src" / "answer" / (name + ".h")).find("schema_of("), std::string::npos) << name;
        const std::string verb = name.substr(0, name.find('_'));  // the parts of a verb share its page
        EXPECT_NE(content(root / "src" / "command" / (verb + ".md")).find("@OPTIONS@"), std::string::npos)
            << "src/command/" << verb << ".md has no generated options";
        EXPECT_TRUE(fs::exists(root / "tests" / "unit" / "answer" / (name + "_test.cpp"))) << name;
    }
}

/// src/long_functions.txt: "file function lines nesting", one line each. It may only shrink.
std::map<std::string, std::pair<int, int>> allowed_sizes() {
    std::map<std::string, std::pair<int, int>> allowed;
    std::istringstream lines(content(root / "src" / "long_functions.txt"));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string file, name;
        int length = 0, nesting = 0;
        if (line.rfind('#', 0) != 0 && words >> file >> name >> length >> nesting)
            allowed[file + " " + name] = {length, nesting};
    }
    return allowed;
}

TEST(Functions, StaySmall) {
    constexpr int most_lines = 54, most_nesting = 3;
    auto allowed = allowed_sizes();
    std::size_t read = 0;
    for (const fs::path& file : sources_below(root / "src"))
        for (const FunctionSize& function : function_sizes(content(file))) {
            ++read;
            const std::string key = fs::relative(file, root / "src").string() + " " + function.name;
            int lines = most_lines, nesting = most_nesting;
            if (const auto known = allowed.find(key); known != allowed.end()) {
                lines = std::max(lines, known->second.first);
                nesting = std::max(nesting, known->second.second);
                if (function.lines > most_lines || function.nesting > most_nesting) allowed.erase(known);
            }
            EXPECT_LE(function.lines, lines) << key << " at line " << function.line;
            EXPECT_LE(function.nesting, nesting) << key << " at line " << function.line;
        }
    EXPECT_GT(read, 2000u) << "the counter must see the functions";
    for (const auto& [key, size] : allowed) ADD_FAILURE() << key << " is small now: take it off src/long_functions.txt";
}

TEST(FunctionSizes, AreCountedByEye) {
    const auto found = function_sizes(R"(
namespace a {
int one() { return 1; }
struct S {
    void two(int x) {
        for (int i = 0; i < x; ++i) {
            if (i > 1) {
                const char* brace = "{{{";
            }
        }
    }
};
}
)");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].name, "one");
    EXPECT_EQ(found[0].lines, 1);
    EXPECT_EQ(found[1].name, "two");
    EXPECT_EQ(found[1].lines, 7);
    EXPECT_EQ(found[1].nesting, 2);
}

/// The program knows a city by its data alone: another plan is another city.
TEST(Knowledge, NoSourceNamesTheCity) {
    const std::regex city("东莞|[Dd]ongguan|441900");
    for (const fs::path& file : sources_below(root / "src")) {
        const std::string text = content(file);
        EXPECT_FALSE(std::regex_search(text, city)) << file << " names the city; it belongs into layers/";
    }
}

}  // namespace
}  // namespace zonewright::architecture
