// How progress looks: a bar with time left on a terminal, plain lines in a log, JSON lines for programs.
#pragma once

#include <iosfwd>
#include <memory>

#include "base/progress.h"
#include "command/session.h"

namespace zonewright::command {

/// A sink that occupies the current terminal line and can give it back.
class ClearableSink : public ProgressSink {
public:
    virtual void clear() = 0;
};

/// Null when nothing is to be shown (--quiet, --progress none, or auto without a terminal).
std::shared_ptr<ProgressSink> make_progress_sink(const GlobalOptions& options, std::ostream& err);

}  // namespace zonewright::command
