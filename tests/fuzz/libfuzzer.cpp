// The same targets for libFuzzer, which looks for inputs that reach new code:
//   clang++ -fsanitize=fuzzer,address …; ZONEWRIGHT_FUZZ=survey ./fuzz_libfuzzer tests/fuzz/corpus/survey
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/errors.h"
#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const char* const wanted = std::getenv("ZONEWRIGHT_FUZZ");
    for (const auto& target : zonewright::fuzz::targets()) {
        if (wanted != nullptr && std::strcmp(wanted, target.name) != 0) continue;
        try {
            target.run({reinterpret_cast<const char*>(data), size});
        } catch (const zonewright::InputError&) {
            // Refused, with a message.
        }
    }
    return 0;
}
