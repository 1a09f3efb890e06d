#include "base/external_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

#include "base/own_file.h"

extern char** environ;  // NOLINT: the name is POSIX's

namespace zonewright {
namespace {

bool is_for_us_alone(std::string_view variable) {
    const std::string_view name = variable.substr(0, variable.find('='));
    return std::ranges::find(launcher_variables, name) != launcher_variables.end();
}

/// Of this process, without what a bundle's launcher set for it.
std::vector<char*> environment_for_others() {
    const bool launched = own_bundle().has_value();
    std::vector<char*> variables;
    for (char** each = environ; *each != nullptr; ++each)
        if (!launched || !is_for_us_alone(*each)) variables.push_back(*each);
    variables.push_back(nullptr);
    return variables;
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::span<const std::string> names) {
    const char* path = std::getenv("PATH");
    for (const std::string& name : names) {
        std::istringstream folders(path ? path : "/usr/bin:/bin");
        for (std::string folder; std::getline(folders, folder, ':');) {
            const std::filesystem::path candidate = std::filesystem::path(folder) / name;
            if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        }
    }
    return std::nullopt;
}

bool run_program(const std::filesystem::path& program, std::span<const std::string> arguments,
                 std::chrono::seconds limit) {
    const std::filesystem::path file = std::filesystem::absolute(program);
    std::vector<std::string> words{file.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t silence;
    posix_spawn_file_actions_init(&silence);
    posix_spawn_file_actions_addopen(&silence, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&silence, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&silence, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // Fontconfig before 2.13.91 takes the folders of a bundle's fonts from where the program runs.
    if (const auto bundle = own_bundle()) posix_spawn_file_actions_addchdir_np(&silence, (*bundle / "etc").c_str());
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, file.c_str(), &silence, nullptr, argv.data(),
                                     environment_for_others().data());
    posix_spawn_file_actions_destroy(&silence);
    if (failed != 0) return false;
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace zonewright
