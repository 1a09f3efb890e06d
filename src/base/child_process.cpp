#include "base/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/child_guard.h"
#include "base/errors.h"

namespace zonewright {
namespace {

constexpr int cannot_start = 127;

/// Everything the child needs, made before the fork: between fork and exec nothing may allocate.
struct Prepared {
    explicit Prepared(const ChildRequest& request)
        : program(request.program.string()), output(request.output.string()), errors(request.errors.string()),
          third(request.third.string()), stream(request.stream), limits(request.limits), words(request.arguments),
          variables(request.environment) {
        argv.push_back(program.data());
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        for (std::string& variable : variables) envp.push_back(variable.data());
        envp.push_back(nullptr);
    }
    std::string program, output, errors, third;
    int stream;
    ChildLimits limits;
    std::vector<std::string> words, variables;
    std::vector<char*> argv, envp;
    pid_t parent = ::getpid();
};

void limit(int kind, std::size_t value) {
    if (value == 0) return;
    const rlimit both_ends{value, value};
    ::setrlimit(static_cast<__rlimit_resource>(kind), &both_ends);
}

void set_limits(const ChildLimits& limits) {
    constexpr std::size_t mib = 1 << 20;
    limit(RLIMIT_DATA, limits.memory_mib * mib);
    limit(RLIMIT_CPU, limits.cpu_s);
    limit(RLIMIT_FSIZE, limits.file_mib * mib);
    limit(RLIMIT_NOFILE, limits.open_files);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
}

bool dup_onto(int from, int to) {
    return from >= 0 && ::dup2(from, to) == to;
}

/// Standard streams to files, or the first two to the socket.
bool take_streams(const Prepared& prepared) {
    constexpr int made_anew = O_WRONLY | O_CREAT | O_TRUNC;
    const bool talks = prepared.stream >= 0;
    const int input = talks ? prepared.stream : ::open("/dev/null", O_RDONLY);
    const int output = talks ? prepared.stream : ::open(prepared.output.c_str(), made_anew, 0600);
    const int errors = ::open(prepared.errors.c_str(), made_anew, 0600);
    return dup_onto(input, STDIN_FILENO) && dup_onto(output, STDOUT_FILENO) && dup_onto(errors, STDERR_FILENO);
}

/// Descriptor 3 where one was asked for; every other file of ours is closed when the program begins.
bool take_files(const Prepared& prepared) {
    constexpr unsigned close_on_exec = 1U << 2;  // CLOSE_RANGE_CLOEXEC
    constexpr int third = 3;
    int first_closed = third;
    if (!prepared.third.empty()) {
        const int file = ::open(prepared.third.c_str(), O_RDONLY);
        if (file != third && !dup_onto(file, third)) return false;
        ++first_closed;
    }
    if (::syscall(SYS_close_range, static_cast<unsigned>(first_closed), ~0U, close_on_exec) == 0) return true;
    for (int each = first_closed; each < 4096; ++each) ::fcntl(each, F_SETFD, FD_CLOEXEC);
    return true;
}

[[noreturn]] void become(const Prepared& prepared) {
    ::setsid();  // a group, too; and no terminal to put words into
    ChildGuard::enter();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != prepared.parent) ::_exit(cannot_start);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (!take_streams(prepared) || !take_files(prepared)) ::_exit(cannot_start);
    set_limits(prepared.limits);
    ::execve(prepared.program.c_str(), prepared.argv.data(), prepared.envp.data());
    ::_exit(cannot_start);
}

ChildEnd end_of(int status) {
    if (WIFSIGNALED(status)) return {.killed = true, .code = WTERMSIG(status)};
    return {.killed = false, .code = WEXITSTATUS(status)};
}

}  // namespace

ChildProcess::ChildProcess(const ChildRequest& request) {
    const Prepared prepared(request);
    pid_ = ::fork();
    if (pid_ == 0) become(prepared);
    if (pid_ < 0)
        throw ResourceError({.thing = prepared.program,
                             .value = std::strerror(errno),
                             .expected = both("可以启动的程序", "a program that can be started"),
                             .advice = both("减少同时运行的程序后重试", "run fewer programs at once and try again")});
}

ChildProcess::~ChildProcess() {
    kill();
}

std::optional<ChildEnd> ChildProcess::ended() {
    if (end_) return end_;
    int status = 0;
    const pid_t waited = ::waitpid(pid_, &status, WNOHANG);
    if (waited == pid_) is_over(end_of(status));
    if (waited < 0 && errno != EINTR) is_over({.killed = true, .code = SIGKILL});
    return end_;
}

void ChildProcess::kill() {
    if (end_) return;
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
    is_over(end_of(status));
}

void ChildProcess::is_over(const ChildEnd& end) {
    end_ = end;
    ::kill(-pid_, SIGKILL);  // what it has left running
    ChildGuard::leave(pid_);
}

}  // namespace zonewright
