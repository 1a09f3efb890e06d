// What every answer carries beside its figures: what a reader must know, and the files that were made.
#pragma once

#include <filesystem>
#include <vector>

#include "base/language.h"

namespace zonewright::answer {

/// A file or folder that answering made.
struct Output {
    std::filesystem::path path;
    Text what;
};

struct Remarks {
    std::vector<Text> warnings;
    std::vector<Output> outputs;
    /// False: answered, but with a shortfall, or with checks that failed (exit code 3).
    bool complete = true;

    void warn(Text warning) { warnings.push_back(std::move(warning)); }
    void made(std::filesystem::path path, Text what) { outputs.push_back({std::move(path), std::move(what)}); }
};

template <typename V>
void fields(V& v, Output& output) {
    v("path", output.path);
    v("what", output.what);
}

}  // namespace zonewright::answer
