#include "io/checked_files.h"

#include <cpl_error.h>
#include <cpl_vsi.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "io/gdal_handles.h"

namespace zonewright::io {
namespace {

struct CheckedHandle {
    std::FILE* file;
    std::string name;
};

CheckedHandle& handle_of(void* opened) {
    return *static_cast<CheckedHandle*>(opened);
}

int state_of(void*, const char* name, VSIStatBufL* state, int flags) {
    return VSIStatExL(name, state, flags);
}

char** entries_in(void*, const char* name, int most) {
    return VSIReadDirEx(name, most);
}

void* open_checked(void*, const char* name, const char* access) {
    VSIStatBufL state;
    if (std::strpbrk(access, "wa+") != nullptr) {
        errno = EACCES;
        return nullptr;
    }
    if (VSIStatL(name, &state) != 0 || !VSI_ISREG(state.st_mode)) return nullptr;
    std::FILE* file = std::fopen(name, "rb");
    if (file != nullptr) return new CheckedHandle{file, name};
    CPLError(CE_Failure, CPLE_OpenFailed, "%s: %s", name, std::strerror(errno));
    return nullptr;
}

vsi_l_offset tell_checked(void* opened) {
    return static_cast<vsi_l_offset>(::ftello(handle_of(opened).file));
}

int seek_checked(void* opened, vsi_l_offset offset, int whence) {
    return ::fseeko(handle_of(opened).file, static_cast<off_t>(offset), whence);
}

std::size_t read_checked(void* opened, void* buffer, std::size_t size, std::size_t count) {
    CheckedHandle& handle = handle_of(opened);
    errno = 0;
    const std::size_t done = std::fread(buffer, size, count, handle.file);
    if (done < count && std::ferror(handle.file) != 0)
        CPLError(CE_Failure, CPLE_FileIO, "%s: %s", handle.name.c_str(), std::strerror(errno == 0 ? EIO : errno));
    return done;
}

int at_end(void* opened) {
    return std::feof(handle_of(opened).file) != 0 ? TRUE : FALSE;
}

int close_checked(void* opened) {
    const std::unique_ptr<CheckedHandle> handle(&handle_of(opened));
    return std::fclose(handle->file);
}

}  // namespace

void install_checked_files() {
    VSIFilesystemPluginCallbacksStruct* calls = VSIAllocFilesystemPluginCallbacksStruct();
    calls->stat = state_of;
    calls->read_dir = entries_in;
    calls->open = open_checked;
    calls->tell = tell_checked;
    calls->seek = seek_checked;
    calls->read = read_checked;
    calls->eof = at_end;
    calls->close = close_checked;
    VSIInstallPluginHandler(gis::checked_prefix.data(), calls);  // keeps the pointer: a literal, ended by a zero
    VSIFreeFilesystemPluginCallbacksStruct(calls);
}

std::string checked_name(const std::string& absolute) {
    return std::string(gis::checked_prefix) + absolute;
}

}  // namespace zonewright::io
