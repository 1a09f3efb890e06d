#include "base/call_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zonewright {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t own_architecture = 0;
#endif

constexpr std::array refused_calls{
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_open_tree, SYS_move_mount,
    SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_setns, SYS_unshare, SYS_init_module, SYS_finit_module, SYS_delete_module,
    SYS_kexec_load, SYS_bpf, SYS_perf_event_open, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_userfaultfd, SYS_io_uring_setup,
    SYS_io_uring_enter, SYS_io_uring_register, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_pidfd_getfd, SYS_acct, SYS_quotactl,
    SYS_reboot, SYS_swapon, SYS_swapoff, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_syslog, SYS_personality};

constexpr std::array taken_families{AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
constexpr std::uint32_t name_spaces = CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

/// Numbers from here on are those of the x32 kind of the same architecture.
constexpr std::uint32_t x32_calls = 0x40000000;

sock_filter statement(int code, std::uint32_t value) {
    return {static_cast<std::uint16_t>(code), 0, 0, value};
}
/// Goes on behind the next statement unless the comparison holds.
sock_filter only_if(int comparison, std::uint32_t value) {
    return {static_cast<std::uint16_t>(BPF_JMP | comparison | BPF_K), 0, 1, value};
}

constexpr int load_word = BPF_LD | BPF_W | BPF_ABS, end_with = BPF_RET | BPF_K;

constexpr std::uint32_t refused_with(int problem) {
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(problem);
}

/// Decides about `call` by its first value, whose low half is loaded before `decision`; another call goes on behind it.
void add_decision(std::vector<sock_filter>& program, std::uint32_t call, const std::vector<sock_filter>& decision) {
    program.push_back({static_cast<std::uint16_t>(BPF_JMP | BPF_JEQ | BPF_K), 0, static_cast<std::uint8_t>(decision.size() + 1), call});
    program.push_back(statement(load_word, offsetof(seccomp_data, args)));
    program.insert(program.end(), decision.begin(), decision.end());
}

std::vector<sock_filter> filter_program() {
    const std::uint32_t refuse = refused_with(EPERM);
    std::vector<sock_filter> program{statement(load_word, offsetof(seccomp_data, arch)),
                                     {static_cast<std::uint16_t>(BPF_JMP | BPF_JEQ | BPF_K), 1, 0, own_architecture},
                                     statement(end_with, SECCOMP_RET_KILL_PROCESS),
                                     statement(load_word, offsetof(seccomp_data, nr)),
                                     only_if(BPF_JGE, x32_calls),
                                     statement(end_with, refuse)};
    for (const auto call : refused_calls) {
        program.push_back(only_if(BPF_JEQ, static_cast<std::uint32_t>(call)));
        program.push_back(statement(end_with, refuse));
    }
    program.push_back(only_if(BPF_JEQ, SYS_clone3));
    program.push_back(statement(end_with, refused_with(ENOSYS)));
    std::vector<sock_filter> families;
    for (const int family : taken_families) {
        families.push_back(only_if(BPF_JEQ, static_cast<std::uint32_t>(family)));
        families.push_back(statement(end_with, SECCOMP_RET_ALLOW));
    }
    families.push_back(statement(end_with, refuse));
    add_decision(program, SYS_socket, families);
    add_decision(program, SYS_clone, {only_if(BPF_JSET, name_spaces), statement(end_with, refuse), statement(end_with, SECCOMP_RET_ALLOW)});
    program.push_back(statement(end_with, SECCOMP_RET_ALLOW));
    return program;
}

}  // namespace

std::string call_filter() {
    if (own_architecture == 0) return {};
    std::string content;
    for (const sock_filter& each : filter_program()) {
        const auto byte = [](std::uint32_t value, int place) { return static_cast<char>(value >> (8 * place) & 0xff); };
        content += {byte(each.code, 0), byte(each.code, 1), static_cast<char>(each.jt), static_cast<char>(each.jf),
                    byte(each.k, 0), byte(each.k, 1), byte(each.k, 2), byte(each.k, 3)};
    }
    return content;
}

}  // namespace zonewright
