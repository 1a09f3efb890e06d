// Surfaces, reason bits, shapes and the scoring of arrays for NumPy. What is read is handed over, not copied: a surface
// belongs to the array, reason bits to the study, which the array keeps alive. Everything is called with the interpreter
// held.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <string>

#include "answer/study_arrays.h"
#include "python/asking.h"

namespace zonewright::python {

/// (array of float32, place); `place` is a dict: west_m, north_m, cell_m, epsg, unit, title.
pybind11::tuple surface(answer::OpenStudy& study, const std::string& kind, const std::string& id,
                        const std::string& cluster, const Waiting& waiting);
/// (array of uint32 that cannot be written, place).
pybind11::tuple reasons(answer::OpenStudy& study, const Waiting& waiting);
/// (epsg, list of ids, list of WKB as bytes).
pybind11::tuple shapes(answer::OpenStudy& study, const std::string& kind, const Waiting& waiting);

/// `measured`: list of (criterion, float32 array, weight, value function as a dict or None); `settings`: aggregation,
/// cluster, plan; `excluded`: bool array or None. Arrays are of one length and contiguous (zonewright/scoring.py).
pybind11::array_t<float> score(const pybind11::list& measured, const pybind11::dict& settings,
                               const pybind11::object& excluded, const Waiting& waiting);

}  // namespace zonewright::python
