#include "catalog/evidence_reader.h"

namespace zonewright::catalog {

model::Evidence read_evidence(TableReader& reader) {
    using model::Confidence;
    model::Evidence evidence;
    evidence.source = reader.text("source");
    evidence.document = reader.text("document", "");
    evidence.date = reader.text("date", "");
    evidence.confidence = reader.choice<Confidence>("confidence", {{"high", Confidence::High},
                                                                   {"medium", Confidence::Medium},
                                                                   {"low", Confidence::Low},
                                                                   {"unverified", Confidence::Unverified}});
    return evidence;
}

}  // namespace zonewright::catalog
