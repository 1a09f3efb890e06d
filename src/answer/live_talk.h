// Questions about a study that is kept open for a map: surfaces under other weights, what they move, why a point has its
// score, whether judgements are consistent.
//
// One JSON object a line comes in, {"do": "surface", …}; one JSON object a line goes out: {"ok": true, …} or {"ok": false,
// "error": {"zh", "en"}}. Where it says "bytes", so many bytes follow. Ends with the input. What may be asked:
//
//   open     → clusters with criteria (weight, unit, value function), classes, grid, aggregation, held_step
//   surface  cluster, weights, curves, column, row, width, height, step → bytes: width × height numbers of 16 bits, little
//            end first: 10000 × score; 65534 excluded, 65535 no data
//   shift    cluster, weights → answer/class_shift.h; curves that differ from the run's are refused (see there)
//   point    cluster, weights, curves, x_m, y_m → what the score of that cell is made of, its parcel, why it is excluded
//   ahp      criteria, upper (as in layers/weights) → weights, consistency_ratio, the judgement that spoils it most
//   curve_files   by, date, cluster, curves → files: name below layers and text of each criterion with the curve tried for the cluster
//   weights_file  id, title, by, cluster, weights → text of a weight set with these weights for the cluster, the run's for all others
//
// A study that cannot be brought up to supply (it has changed since its run, or the program has, and it cannot be written to)
// answers every question with an error that says so. Coordinates are metres on the study's plane. Cost: see suitability/preview.h; a mistake in a question ends nothing.
#pragma once

#include <cstddef>
#include <iosfwd>

#include "base/progress.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

void talk_live(const study::Study& study, std::size_t memory_mib, std::istream& in, std::ostream& out, const Progress& progress);

}  // namespace zonewright::answer
