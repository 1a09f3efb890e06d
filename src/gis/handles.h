// Owners of what PROJ and GDAL's references hand out, and of what GDAL says. Each handle is as small as a pointer.
// Files and features of GDAL have theirs in io/gdal_handles.h.
#pragma once

#include <cpl_error.h>
#include <cpl_string.h>
#include <ogr_spatialref.h>
#include <proj.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/process_end.h"

namespace zonewright::gis {

template <auto Release>
struct Releaser {
    template <typename T>
    void operator()(T* p) const noexcept {
        Release(p);
    }
};
template <typename T, auto Release>
using Handle = std::unique_ptr<T, Releaser<Release>>;

struct SpatialReferenceRelease {
    void operator()(OGRSpatialReference* reference) const noexcept { reference->Release(); }
};
using SpatialReference = std::unique_ptr<OGRSpatialReference, SpatialReferenceRelease>;

using ProjContext = Handle<PJ_CONTEXT, proj_context_destroy>;
using ProjObject = Handle<PJ, proj_destroy>;

/// How many errors GDAL has told on threads where nobody listens: its codecs work on threads of their own, and a
/// block that one of them drops is missing in the file without another word.
inline std::atomic<std::uint64_t>& unheard_failures() {
    static std::atomic<std::uint64_t> count{0};
    return count;
}
/// The handler of threads without a GdalErrors; a fatal error, after which GDAL aborts, is refused memory.
inline void CPL_STDCALL count_unheard(CPLErr level, CPLErrorNum number, const char* text) {
    if (level == CE_Fatal) end_process(EndReason::Memory);
    if (level == CE_Failure) ++unheard_failures();
    if (level == CE_Failure) CPLDefaultErrorHandler(level, number, text);
}

/// Before the name of every file that GDAL reads or writes by checked calls (io/checked_files.h); not for people.
inline constexpr std::string_view checked_prefix = "/vsizonewright/", checked_writing_prefix = "/vsizonewrightwrites/";

/// Collects what GDAL says on this thread while it lives, instead of printing it. Errors and fatal errors
/// count as failure, and so do errors on threads of GDAL's own meanwhile; warnings are kept apart, because a few of
/// them (a cut file) are failures to us.
class GdalErrors {
public:
    GdalErrors() : unheard_before_(unheard_failures()) { CPLPushErrorHandlerEx(&GdalErrors::receive, this); }
    ~GdalErrors() { CPLPopErrorHandler(); }
    GdalErrors(const GdalErrors&) = delete;
    GdalErrors& operator=(const GdalErrors&) = delete;

    bool failed() const { return !failure_.empty() || unheard_failures() != unheard_before_; }
    /// The first error: the later ones are usually its consequences.
    const std::string& failure() const {
        static const std::string elsewhere = "a codec of GDAL failed";
        return failure_.empty() && failed() ? elsewhere : failure_;
    }
    /// The first error, which then counts as dealt with; for one that concerns a single feature.
    std::string take_failure() { return std::exchange(failure_, {}); }
    const std::string& warnings() const { return warnings_; }

private:
    static void CPL_STDCALL receive(CPLErr level, CPLErrorNum, const char* text) {
        if (level == CE_Fatal) end_process(EndReason::Memory);  // GDAL would abort
        auto& self = *static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
        if (level >= CE_Failure && self.failure_.empty()) self.failure_ = without_prefix(text);
        if (level == CE_Warning && self.warnings_.size() < 4096) self.warnings_ += without_prefix(text) + "\n";
    }
    static std::string without_prefix(std::string text) {
        for (const std::string_view prefix : {checked_prefix, checked_writing_prefix})
            for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) text.erase(at, prefix.size());
        return text;
    }
    std::uint64_t unheard_before_;
    std::string failure_;
    std::string warnings_;
};

/// A GDAL option that holds on this thread while the scope lives.
class GdalOption {
public:
    GdalOption(std::string name, const std::string& value) : name_(std::move(name)) {
        if (const char* before = CPLGetThreadLocalConfigOption(name_.c_str(), nullptr))
            before_ = std::make_unique<std::string>(before);
        CPLSetThreadLocalConfigOption(name_.c_str(), value.c_str());
    }
    ~GdalOption() { CPLSetThreadLocalConfigOption(name_.c_str(), before_ ? before_->c_str() : nullptr); }
    GdalOption(const GdalOption&) = delete;
    GdalOption& operator=(const GdalOption&) = delete;

private:
    std::string name_;
    std::unique_ptr<std::string> before_;
};

}  // namespace zonewright::gis
