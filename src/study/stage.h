// A stage: a plain function from values to a value, kept with a fingerprint of everything that it was given.
//
// The parameters of the function are the whole declaration: a parameter that another stage makes is a need,
// one of settings.h or knowledge.h is read from the opened study; the fingerprint covers each of them and the
// build. There is no second list. A finished stage with the same fingerprint is reused.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <typeindex>
#include <vector>

#include "base/language.h"
#include "study/archive.h"
#include "study/opened.h"
#include "study/work.h"

namespace zonewright::study {

using Value = std::shared_ptr<const void>;

/// One parameter of a stage's function.
struct Input {
    std::type_index type;
    /// Of a value read from the opened study; empty functions when a stage makes it.
    std::function<Value(const Opened&)> read;
    std::function<std::string(const Opened&)> digest;
};

enum class Keeps { Values, TilesToo, PublishedFiles };

struct StageWords {
    std::string id;  ///< as typed after --until
    Text title;
    double share = 1;  ///< rough part of the time, for the progress bar
    Keeps keeps = Keeps::Values;
};

struct Stage {
    StageWords words;
    std::type_index makes;
    std::vector<Input> inputs;
    std::function<Value(std::span<const Value>, const Work&)> run;
    std::function<void(const Value&, ArchiveWriter&)> save;
    std::function<Value(ArchiveReader&)> load;
};

/// The whole job, in order.
std::span<const Stage> all_stages();

}  // namespace zonewright::study
