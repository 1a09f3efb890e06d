#include "io/checked_files.h"

#include <cpl_error.h>
#include <cpl_vsi.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "io/gdal_handles.h"

namespace zonewright::io {
namespace {

constexpr std::size_t memory_for_lost_bytes = std::size_t{1} << 16;

enum class LastCall { Other, Read, Write };

struct CheckedHandle {
    std::FILE* file;
    std::string name;
    LastCall last = LastCall::Other;  ///< of stdio: between a read and a write the position is set anew
};

CheckedHandle& handle_of(void* opened) {
    return *static_cast<CheckedHandle*>(opened);
}

/// Tells GDAL what the system said, and passes the outcome on.
bool told(bool done, const std::string& name, CPLErrorNum kind = CPLE_FileIO) {
    if (!done) CPLError(CE_Failure, kind, "%s: %s", name.c_str(), std::strerror(errno == 0 ? EIO : errno));
    return done;
}

int state_of(void*, const char* name, VSIStatBufL* state, int flags) {
    return VSIStatExL(name, state, flags);
}

char** entries_in(void*, const char* name, int most) {
    return VSIReadDirEx(name, most);
}

int make_directory(void*, const char* name, long mode) {
    errno = 0;
    return told(VSIMkdir(name, mode) == 0, name) ? 0 : -1;
}
int remove_directory(void*, const char* name) {
    return VSIRmdir(name);
}
int remove_file(void*, const char* name) {
    return VSIUnlink(name);
}
int rename_file(void*, const char* from, const char* to) {
    errno = 0;
    return told(VSIRename(from, to) == 0, to) ? 0 : -1;
}

void* open_checked(void*, const char* name, const char* access) {
    VSIStatBufL state;
    const bool there = VSIStatL(name, &state) == 0, creates = std::strpbrk(access, "wa") != nullptr;
    if ((!there && !creates) || (there && !VSI_ISREG(state.st_mode))) return nullptr;
    errno = 0;
    std::FILE* file = std::fopen(name, access);
    // Of a file to write the Shapefile driver expects to get one, and crashes: it gets memory. The error is told.
    if (!told(file != nullptr, name, CPLE_OpenFailed) && std::strpbrk(access, "wa+") != nullptr)
        file = ::fmemopen(nullptr, memory_for_lost_bytes, "w+");
    return file != nullptr ? new CheckedHandle{file, name} : nullptr;
}

/// A driver that reads writes nothing beside a source of the user, an index or statistics for example.
void* open_to_read(void* own, const char* name, const char* access) {
    if (std::strpbrk(access, "wa+") == nullptr) return open_checked(own, name, access);
    errno = EACCES;
    return nullptr;
}

vsi_l_offset tell_checked(void* opened) {
    return static_cast<vsi_l_offset>(::ftello(handle_of(opened).file));
}

int seek_checked(void* opened, vsi_l_offset offset, int whence) {
    CheckedHandle& handle = handle_of(opened);
    const bool writes_first = handle.last == LastCall::Write;
    handle.last = LastCall::Other;
    errno = 0;
    const bool done = ::fseeko(handle.file, static_cast<off_t>(offset), whence) == 0;
    // A place that a damaged file points to and that cannot be is for its driver to judge.
    if (writes_first) told(done, handle.name);
    return done ? 0 : -1;
}

void turn_to(CheckedHandle& handle, LastCall call) {
    if (handle.last != LastCall::Other && handle.last != call)
        told(::fseeko(handle.file, 0, SEEK_CUR) == 0, handle.name);
    handle.last = call;
}

std::size_t read_checked(void* opened, void* buffer, std::size_t size, std::size_t count) {
    CheckedHandle& handle = handle_of(opened);
    errno = 0;
    turn_to(handle, LastCall::Read);
    const std::size_t done = std::fread(buffer, size, count, handle.file);
    told(done == count || std::ferror(handle.file) == 0, handle.name);
    return done;
}

std::size_t write_checked(void* opened, const void* buffer, std::size_t size, std::size_t count) {
    CheckedHandle& handle = handle_of(opened);
    errno = 0;
    turn_to(handle, LastCall::Write);
    const std::size_t done = std::fwrite(buffer, size, count, handle.file);
    told(done == count, handle.name);
    return done;
}

int flush_checked(void* opened) {
    CheckedHandle& handle = handle_of(opened);
    errno = 0;
    return told(std::fflush(handle.file) == 0, handle.name) ? 0 : -1;
}

int truncate_checked(void* opened, vsi_l_offset size) {
    if (flush_checked(opened) != 0) return -1;
    std::error_code failed;
    std::filesystem::resize_file(handle_of(opened).name, size, failed);
    errno = failed.value();
    return told(!failed, handle_of(opened).name) ? 0 : -1;
}

int at_end(void* opened) {
    return std::feof(handle_of(opened).file) != 0 ? TRUE : FALSE;
}

int close_checked(void* opened) {
    const std::unique_ptr<CheckedHandle> handle(&handle_of(opened));
    errno = 0;
    return told(std::fclose(handle->file) == 0, handle->name) ? 0 : -1;
}

/// `prefix` is kept as a pointer: a literal, ended by a zero.
void install(std::string_view prefix, bool writes) {
    VSIFilesystemPluginCallbacksStruct* calls = VSIAllocFilesystemPluginCallbacksStruct();
    calls->stat = state_of;
    calls->read_dir = entries_in;
    calls->open = writes ? open_checked : open_to_read;
    calls->tell = tell_checked;
    calls->seek = seek_checked;
    calls->read = read_checked;
    calls->eof = at_end;
    calls->close = close_checked;
    if (writes) {
        calls->mkdir = make_directory;
        calls->rmdir = remove_directory;
        calls->unlink = remove_file;
        calls->rename = rename_file;
        calls->write = write_checked;
        calls->flush = flush_checked;
        calls->truncate = truncate_checked;
    }
    VSIInstallPluginHandler(prefix.data(), calls);
    VSIFreeFilesystemPluginCallbacksStruct(calls);
}

}  // namespace

void install_checked_files() {
    install(gis::checked_prefix, false);
    install(gis::checked_writing_prefix, true);
}

std::string checked_name(const std::string& absolute) {
    return std::string(gis::checked_prefix) + absolute;
}
std::string checked_name_to_write(const std::string& absolute) {
    return std::string(gis::checked_writing_prefix) + absolute;
}

}  // namespace zonewright::io
