// A stage: a plain function from values to a value, kept with a fingerprint of everything that it was given.
//
// The parameters of the function are the whole declaration: a parameter that another stage makes is a need,
// one of settings.h or knowledge.h is read from the opened study; the fingerprint covers each of them and the
// build. There is no second list. A finished stage with the same fingerprint is reused.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "study/archive_fields.h"
#include "study/opened.h"

namespace zonewright::study {

/// What a stage works with beside its values: where to report, and a folder of its own for files that belong
/// to its result (emptied before each run).
struct Work {
    const Progress& progress;
    std::filesystem::path folder;
};

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

template <typename T>
concept Settings = requires(const Opened& opened) {
    T::from(opened);
    T::digest(opened);
};

template <typename T>
Input input_of() {
    Input input{.type = typeid(T), .read = {}, .digest = {}};
    if constexpr (Settings<T>) {
        input.read = [](const Opened& opened) -> Value { return std::make_shared<const T>(T::from(opened)); };
        input.digest = [](const Opened& opened) { return T::digest(opened); };
    }
    return input;
}

/// The parameters of a stage's function: its inputs, then the Work.
template <typename Function>
struct Signature;

template <typename Result, typename... In>
struct Signature<Result (*)(In...)> {
    using Out = Result;
    static constexpr std::size_t count = sizeof...(In) - 1;
    using All = std::tuple<std::remove_cvref_t<In>...>;
    static_assert(std::is_same_v<std::tuple_element_t<count, All>, Work>, "the last parameter is the Work");

    static std::vector<Input> inputs() {
        return inputs(std::make_index_sequence<count>());
    }
    static Out call(Result (*make)(In...), std::span<const Value> values, const Work& work) {
        return call(make, values, work, std::make_index_sequence<count>());
    }

private:
    template <std::size_t... at>
    static std::vector<Input> inputs(std::index_sequence<at...>) {
        return {input_of<std::tuple_element_t<at, All>>()...};
    }
    template <std::size_t... at>
    static Out call(Result (*make)(In...), std::span<const Value> values, const Work& work,
                    std::index_sequence<at...>) {
        return make(*static_cast<const std::tuple_element_t<at, All>*>(values[at].get())..., work);
    }
};

/// The stage whose work the function does: stage<state_net_supply>({"supply", …}).
template <auto make>
Stage stage(StageWords words) {
    using Made = Signature<decltype(make)>;
    using Out = typename Made::Out;
    return {.words = std::move(words),
            .makes = typeid(Out),
            .inputs = Made::inputs(),
            .run = [](std::span<const Value> values, const Work& work) -> Value {
                return std::make_shared<const Out>(Made::call(make, values, work));
            },
            .save = [](const Value& value,
                       ArchiveWriter& archive) { archive(*static_cast<const Out*>(value.get())); },
            .load = [](ArchiveReader& archive) -> Value {
                auto value = std::make_shared<Out>();
                archive(*value);
                return value;
            }};
}

/// The whole job, in order.
std::span<const Stage> all_stages();

}  // namespace zonewright::study
