// A stage from a function: stage<state_supply>({"supply", …}). Only stages.cpp needs this.
#pragma once

#include <memory>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "study/archive_fields.h"
#include "study/stage.h"

namespace zonewright::study {

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

}  // namespace zonewright::study
