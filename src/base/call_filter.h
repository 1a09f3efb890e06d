// Which calls of the system may a program that reads foreign files not make? A filter for seccomp, as bubblewrap takes it.
//
// Refused (EPERM) is what no question needs and what the holes of kernels are found by: tracing other processes, mounting,
// new name spaces (by unshare, setns or clone; clone3, whose flags a filter cannot see, is said not to be there: ENOSYS),
// loading modules and kernels, bpf, perf, key rings, userfaultfd, io_uring, handles and memory of other processes, clocks,
// swap and restarts; sockets of other families than Unix, Internet and netlink (vsock leads out of a name space of the
// network); and every call of another architecture than the program's own. Everything else is let through: browsers and
// GDAL need much. x86-64 and arm64; for another machine there is no filter (empty). The content is a program of struct
// sock_filter. Guarantees nothing about what is let through. Cost: nothing.
#pragma once

#include <string>

namespace zonewright {

std::string call_filter();

}  // namespace zonewright
