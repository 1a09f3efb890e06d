#include "base/call_filter.h"

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <vector>

namespace zonewright {
namespace {

/// What the call ends with behind the filter: 0, or errno; -1 when the process was ended for it.
int ended_with(const std::function<long()>& call, bool is_filtered = true) {
    const std::string content = call_filter();
    std::vector<sock_filter> program(content.size() / sizeof(sock_filter));
    std::memcpy(program.data(), content.data(), content.size());
    const sock_fprog whole{static_cast<unsigned short>(program.size()), program.data()};
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr int no_filter = 200;
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (is_filtered && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) != 0) ::_exit(no_filter);
        errno = 0;
        ::_exit(call() < 0 ? errno : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct CallFilter : testing::Test {
    void SetUp() override {
        if (call_filter().empty()) GTEST_SKIP() << "no filter for this machine";
        if (::prctl(PR_GET_SECCOMP) < 0) GTEST_SKIP() << "no seccomp here: qemu-user has none";
    }
};

TEST_F(CallFilter, RefusesWhatNoQuestionNeeds) {
    EXPECT_EQ(ended_with([] { return ::ptrace(PTRACE_TRACEME, 0, 0, 0); }, false), 0) << "what is refused would be let through";
    EXPECT_EQ(ended_with([] { return ::ptrace(PTRACE_TRACEME, 0, 0, 0); }), EPERM);
    for (const long call : {SYS_bpf, SYS_keyctl, SYS_io_uring_setup, SYS_userfaultfd, SYS_perf_event_open, SYS_mount, SYS_setns, SYS_init_module})
        EXPECT_EQ(ended_with([call] { return ::syscall(call, 0, 0, 0, 0, 0, 0); }), EPERM) << call;
}

TEST_F(CallFilter, RefusesNewNameSpacesHoweverTheyAreAskedFor) {
    EXPECT_EQ(ended_with([] { return ::unshare(CLONE_NEWUSER); }), EPERM);
    EXPECT_EQ(ended_with([] { return ::syscall(SYS_clone, CLONE_NEWUSER, 0, 0, 0, 0); }), EPERM);
    EXPECT_EQ(ended_with([] { return ::syscall(SYS_clone, CLONE_NEWNET | 17, 0, 0, 0, 0); }), EPERM);
    EXPECT_EQ(ended_with([] { return ::syscall(SYS_clone3, nullptr, 0); }), ENOSYS);
}

TEST_F(CallFilter, RefusesSocketsThatLeadOutOfTheWalls) {
    for (const int family : {AF_VSOCK, AF_PACKET, AF_ALG, AF_BLUETOOTH, AF_CAN, AF_XDP})
        EXPECT_EQ(ended_with([family] { return ::socket(family, SOCK_RAW, 0); }), EPERM) << family;
    EXPECT_EQ(ended_with([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }), 0);
    EXPECT_EQ(ended_with([] { return ::socket(AF_INET, SOCK_STREAM, 0); }), 0);
}

TEST_F(CallFilter, LetsAPlainProgramWork) {
    const auto forks = [] {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(0);
        return child < 0 ? -1L : static_cast<long>(::waitpid(child, nullptr, 0));
    };
    EXPECT_EQ(ended_with(forks), 0);
    EXPECT_EQ(ended_with([] { return ::execl("/bin/true", "true", nullptr); }), 0);
}

#if defined(__x86_64__)
TEST_F(CallFilter, KnowsTheOtherKindsOfNumbers) {
    constexpr long x32 = 0x40000000;
    EXPECT_EQ(ended_with([] { return ::syscall(x32 + SYS_getpid); }), EPERM);
}
#endif

}  // namespace
}  // namespace zonewright
