// Which supply classes may sites and allocation use, and what would each of the others add?
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

/// Net land of a class that was not used.
struct ClassLeftOut {
    std::string supply_class;
    Text title;
    int parcel_count = 0;
    Area net;
    double net_mu = 0;
};

/// The ids asked for, else the classes of the study. Throws InputError for a word that is no supply class.
std::vector<std::string> supply_classes_named(const study::Study& study,
                                              const std::vector<std::string>& asked);

/// A study brought up to supply is expected.
std::vector<ClassLeftOut> classes_left_out(const study::Study& study, const std::vector<std::string>& used);

/// "在用 1,234.00 亩（12 宗）…：未使用，--supply 可加入"; empty when nothing was left out.
Text words_for_left_out(const std::vector<ClassLeftOut>& classes);

template <typename V>
void fields(V& v, ClassLeftOut& c) {
    v("supply_class", c.supply_class);
    v("title", c.title);
    v("parcels", c.parcel_count);
    v("net_m2", c.net, "m2", {"加入该类型可增加的净面积", "net land that the class would add"});
    v("net_mu", c.net_mu, "mu");
}

}  // namespace zonewright::answer
