#include "answer/packed_text.h"

#include "io/gzip_file.h"

namespace zonewright::answer {

std::string packed_text(std::string_view text) {
    return io::gzip_member(text);
}

}  // namespace zonewright::answer
