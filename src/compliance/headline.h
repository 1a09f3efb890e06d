// What is the outcome of all checks, in one sentence that a section chief could sign?
//
// The worst of what is known, with what is not known beside it: "不符合：占永久基本农田 0.3229 公顷；另有 8
// 项未核查"; "已核查的 12 项符合；8 项未核查，不能作结论". Never plain 符合 while a check was not made on all
// of the outline, be it for a missing layer, an aged one, a part that no layer covers or a code outside its
// scheme; nor after a decision by a person against a rule. Cost: O(checks).
#pragma once

#include "model/site_check.h"

namespace zonewright::compliance {

/// Fills verdict, counts and headline from the results, the overrides and the disagreements. May be called
/// again when one of these has changed.
void conclude(model::SiteCheck& check);

}  // namespace zonewright::compliance
