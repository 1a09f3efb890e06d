// What do other weights move? Parcels that gain or lose a class of suitability, and the net supply of each class, in the
// city and in each town, before and after.
//
// From the worths of the parcels that the run has kept: exact for other weights. A value function that differs from the
// run's would need the worths anew, so there is no shift for it. Areas are the statutory net land of parcels on offer;
// parcels are all that have a score. Cost: parcels × criteria; milliseconds for 22,000.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "model/suitability.h"
#include "study/study.h"

namespace zonewright::answer {

struct ClassShift {
    std::string id;
    Text title;
    std::size_t parcels_before = 0, parcels_after = 0;
    Area before, after;  ///< net supply
};

struct TownShift {
    std::string code, name;
    std::vector<ClassShift> classes;
};

struct MovedParcel {
    std::string parcel, town;
    std::string from, to;  ///< classes
    double score_before = 0, score_after = 0;
    Area net;  ///< 0 where it is not on offer
};

struct SuitabilityShift {
    std::vector<ClassShift> classes;  ///< best first
    std::vector<TownShift> towns;     ///< of which some class moves
    std::size_t scored = 0, gained = 0, lost = 0;
    double mean_before = 0, mean_after = 0;
    std::vector<MovedParcel> moved;  ///< the greatest change of score first, at most `most_moved`
};

inline constexpr std::size_t most_moved = 200;

/// `tried`: of the cluster, with the value functions of the run; see tried_weights.h.
SuitabilityShift shift_of(const study::Study& study, std::size_t cluster, const model::ClusterRating& tried);

template <typename V>
void fields(V& v, ClassShift& c) {
    v("class", c.id);
    v("title", c.title);
    v("parcels_before", c.parcels_before);
    v("parcels_after", c.parcels_after);
    v("before_m2", c.before, "m2", {"运行成果中的净供应", "net supply in the run"});
    v("after_m2", c.after, "m2", {"试用权重下的净供应", "net supply under the weights tried"});
}
template <typename V>
void fields(V& v, TownShift& t) {
    v("code", t.code);
    v("name", t.name);
    v("classes", t.classes);
}
template <typename V>
void fields(V& v, MovedParcel& p) {
    v("parcel", p.parcel);
    v("town", p.town);
    v("from", p.from);
    v("to", p.to);
    v("score_before", p.score_before, "1");
    v("score_after", p.score_after, "1");
    v("net_m2", p.net, "m2", {"净供应，不在供应类别内的为 0", "net supply; 0 where it is not on offer"});
}
template <typename V>
void fields(V& v, SuitabilityShift& s) {
    v("classes", s.classes);
    v("towns", s.towns, "", {"有变化的镇街", "towns in which something moves"});
    v("scored", s.scored);
    v("gained", s.gained, "", {"升级的宗地数", "parcels that gain a class"});
    v("lost", s.lost, "", {"降级的宗地数", "parcels that lose a class"});
    v("mean_before", s.mean_before, "1");
    v("mean_after", s.mean_after, "1");
    v("moved", s.moved, "", {"得分变化最大的在前", "the greatest change of score first"});
}

}  // namespace zonewright::answer
