#include "python/arrays.h"

#include <pybind11/stl.h>

#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "answer/score_arrays.h"

namespace zonewright::python {
namespace {

namespace py = pybind11;

py::dict place_dict(const answer::CellPlace& place) {
    py::dict dict;
    dict["west_m"] = place.west_m;
    dict["north_m"] = place.north_m;
    dict["cell_m"] = place.cell_m;
    dict["epsg"] = place.epsg;
    return dict;
}

/// An array over memory that `owner` keeps.
template <typename T, typename Owner>
py::array_t<T> array_over(const T* cells, std::vector<py::ssize_t> shape, Owner owner) {
    auto kept = std::make_unique<Owner>(std::move(owner));
    const py::capsule base(kept.get(), [](void* memory) { delete static_cast<Owner*>(memory); });
    std::ignore = kept.release();  // the capsule deletes it
    return py::array_t<T>(std::move(shape), cells, base);
}

std::vector<py::ssize_t> shape_of(const answer::CellPlace& place) {
    return {static_cast<py::ssize_t>(place.rows), static_cast<py::ssize_t>(place.columns)};
}

double number_in(const py::dict& dict, const char* key, double otherwise) {
    return dict.contains(key) ? dict[key].cast<double>() : otherwise;
}

/// A value function as it was given; its kind is a word until the work begins, where a wrong one is refused.
struct GivenFunction {
    std::size_t term = 0;
    std::string kind;
    model::ValueFunction value;
};

GivenFunction given_function(std::size_t term, const py::dict& dict) {
    GivenFunction given{.term = term, .kind = dict.contains("kind") ? dict["kind"].cast<std::string>() : "linear"};
    model::ValueFunction& value = given.value;
    value.low = number_in(dict, "low", value.low);
    value.high = number_in(dict, "high", value.high);
    value.at_low = number_in(dict, "at_low", value.at_low);
    value.at_high = number_in(dict, "at_high", value.at_high);
    value.shape = number_in(dict, "shape", value.shape);
    if (dict.contains("knots")) value.knots = dict["knots"].cast<std::vector<std::pair<double, double>>>();
    return given;
}

std::string word_in(const py::dict& settings, const char* key) {
    return settings[key].cast<std::string>();
}

}  // namespace

py::tuple surface(answer::OpenStudy& study, const std::string& kind, const std::string& id, const std::string& cluster,
                  const Waiting& waiting) {
    answer::SurfaceCells found;
    wait_for(waiting, [&](const Progress& progress) { found = answer::surface_of(study, kind, id, cluster, progress); });
    py::dict place = place_dict(found.place);
    place["unit"] = found.unit;
    place["title"] = found.title.in(waiting.language);
    std::vector<float> cells = std::move(found.cells);
    const float* first = cells.data();
    return py::make_tuple(array_over(first, shape_of(found.place), std::move(cells)), place);
}

py::tuple reasons(answer::OpenStudy& study, const Waiting& waiting) {
    answer::ReasonCells found;
    wait_for(waiting, [&](const Progress& progress) { found = answer::reasons_of(study, progress); });
    py::array_t<std::uint32_t> array = array_over(found.cells, shape_of(found.place), found.owner);
    array.attr("flags").attr("writeable") = false;
    return py::make_tuple(array, place_dict(found.place));
}

py::tuple shapes(answer::OpenStudy& study, const std::string& kind, const Waiting& waiting) {
    answer::NamedShapes found;
    wait_for(waiting, [&](const Progress& progress) { found = answer::shapes_of(study, kind, progress); });
    py::list wkb;
    for (const std::string& shape : found.wkb) wkb.append(py::bytes(shape));
    return py::make_tuple(found.epsg, found.ids, wkb);
}

py::array_t<float> score(const py::list& measured, const py::dict& settings, const py::object& excluded,
                         const Waiting& waiting) {
    using Cells = py::array_t<float, py::array::c_style>;
    answer::CellScoring scoring{.aggregation = word_in(settings, "aggregation"),
                                .cluster = word_in(settings, "cluster"),
                                .plan = word_in(settings, "plan")};
    std::vector<py::array> kept;  // the memory that the spans look at
    std::vector<GivenFunction> functions;
    for (const py::handle& each : measured) {
        const auto term = each.cast<py::tuple>();
        const auto cells = term[1].cast<Cells>();
        scoring.measured.push_back({.criterion = term[0].cast<std::string>(),
                                    .values = {cells.data(), static_cast<std::size_t>(cells.size())},
                                    .weight = term[2].cast<double>()});
        kept.push_back(cells);
        if (!term[3].is_none())
            functions.push_back(given_function(scoring.measured.size() - 1, term[3].cast<py::dict>()));
    }
    if (!excluded.is_none()) {
        const auto cells = excluded.cast<py::array_t<std::uint8_t, py::array::c_style>>();
        scoring.excluded = {cells.data(), static_cast<std::size_t>(cells.size())};
        kept.push_back(cells);
    }
    py::array_t<float> scores(static_cast<py::ssize_t>(scoring.measured.empty() ? 0 : scoring.measured.front().values.size()));
    const std::span<float> target(scores.mutable_data(), static_cast<std::size_t>(scores.size()));
    wait_for(waiting, [&](const Progress& progress) {
        for (GivenFunction& given : functions) {
            given.value.kind = answer::curve_kind_named(given.kind);
            scoring.measured[given.term].value = std::move(given.value);
        }
        answer::score_cells(scoring, target, progress);
    });
    return scores;
}

}  // namespace zonewright::python
