#include "model/finding.h"

namespace zonewright::model {

std::string to_string(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "error";
        case Severity::Warning:
            return "warning";
        case Severity::Notice:
            return "notice";
    }
    return {};
}

}  // namespace zonewright::model
