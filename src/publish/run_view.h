// The run as publishing sees it; the nouns live in model/, where reporting finds them too.
#pragma once

#include "model/run_view.h"

namespace zonewright::publish {

using model::ExclusionPiece;
using model::OfferedLand;
using model::RunView;

}  // namespace zonewright::publish
