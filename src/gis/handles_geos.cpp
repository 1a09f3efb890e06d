#include "gis/handles_geos.h"

#include <utility>

namespace zonewright::gis {
namespace {

/// The context and the last message belong together: GEOS writes the message through the context.
struct ThreadContext {
    std::string error;
    GEOSContextHandle_t handle;

    ThreadContext() : handle(GEOS_init_r()) {
        GEOSContext_setErrorMessageHandler_r(
            handle, [](const char* text, void* memory) { *static_cast<std::string*>(memory) = text; },
            &error);
        GEOSContext_setNoticeMessageHandler_r(
            handle, [](const char*, void*) {}, nullptr);
    }
    ~ThreadContext() { GEOS_finish_r(handle); }
    ThreadContext(const ThreadContext&) = delete;
    ThreadContext& operator=(const ThreadContext&) = delete;
};

ThreadContext& context() {
    thread_local ThreadContext mine;
    return mine;
}

}  // namespace

GEOSContextHandle_t thread_geos() {
    return context().handle;
}

std::string take_geos_error() {
    return std::exchange(context().error, {});
}

}  // namespace zonewright::gis
