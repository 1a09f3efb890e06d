#include "base/language.h"

#include <atomic>

namespace zonewright {
namespace {
std::atomic<Language> chosen{Language::Zh};
}

void set_language(Language language) {
    chosen = language;
}
Language language() {
    return chosen;
}

}  // namespace zonewright
