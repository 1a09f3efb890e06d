#include "base/file_set.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/leftovers.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

/// One member on its way; `aside` is where the earlier one lies while it may have to come back.
struct Exchanged {
    fs::path pending, target, aside;
};

int renamed(const fs::path& from, const fs::path& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

/// Both names exist; afterwards each is the other's. 0 or an error number.
int swapped(const fs::path& a, const fs::path& b) {
    if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // A file system without exchange: the earlier one has another name for a moment.
    const fs::path aside = temporary_name(b);
    if (const int failed = renamed(b, aside)) return failed;
    if (const int failed = renamed(a, b)) {
        renamed(aside, b);
        return failed;
    }
    return renamed(aside, a);
}

int exchange_one(Exchanged& member) {
    const bool there = fs::exists(fs::symlink_status(member.target));
    if (member.pending.empty()) {
        if (!there) return 0;
        member.aside = temporary_name(member.target);
        return renamed(member.target, member.aside);
    }
    if (!there) return renamed(member.pending, member.target);
    member.aside = member.pending;
    return swapped(member.pending, member.target);
}

void take_back(const Exchanged& member) {
    if (member.aside.empty() && !member.pending.empty()) renamed(member.target, member.pending);
    else if (member.pending.empty() && !member.aside.empty()) renamed(member.aside, member.target);
    else if (!member.aside.empty()) swapped(member.aside, member.target);
}

}  // namespace

void exchange_set(const std::vector<SetMember>& members) {
    std::vector<Exchanged> done;
    for (const SetMember& wanted : members) {
        Exchanged member{wanted.pending, wanted.target, {}};
        const int failed = exchange_one(member);
        if (failed == 0) {
            done.push_back(std::move(member));
            continue;
        }
        for (auto earlier = done.rbegin(); earlier != done.rend(); ++earlier) take_back(*earlier);
        throw ResourceError(
            {.thing = wanted.target.string(),
             .value = std::strerror(failed),
             .expected = both("可替换的文件", "files that can be replaced"),
             .advice = both("检查权限和占用它的程序后重试；原有的一套文件已恢复",
                            "check permissions and programs that use it, then try again; the earlier set is back in "
                            "place")});
    }
    for (const Exchanged& member : done) {
        std::error_code ignored;
        if (!member.aside.empty()) fs::remove_all(member.aside, ignored);
    }
    if (!members.empty()) sync_file(members.front().target.parent_path().empty() ? fs::path(".") : members.front().target.parent_path());
}

}  // namespace zonewright
