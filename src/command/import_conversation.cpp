#include "command/import_conversation.h"

#include <algorithm>
#include <iostream>
#include <string>

#include "answer/ask.h"
#include "base/errors.h"

namespace zonewright::command {
namespace {

bool agrees(Session& session, const Text& question) {
    for (std::string word;;) {
        session.print(both("{} [y/n]", "{} [y/n]", question));
        std::cout.flush();
        if (!std::getline(std::cin, word)) return false;
        if (word == "y" || word == "Y" || word == "yes" || word == "是") return true;
        if (word == "n" || word == "N" || word == "no" || word == "否") return false;
    }
}

class Conversation {
public:
    Conversation(Session& session, const answer::ImportQuestion& asked, void (*told)(Session&, const answer::ImportAnswer&))
        : session_(session), asked_(asked), told_(told) {}

    /// All that have one reading, with one answer.
    void take_certain(std::size_t ready) {
        if (ready == 0 || !agrees(session_, both("导入 {} 个可导入的图层？", "Import the {} layers that are ready?", ready))) return;
        answer::ImportQuestion all = asked_;
        all.yes = true;
        const answer::ImportAnswer taken = answer::ask(all, session_.progress());
        told_(session_, taken);
        took_ = true;
    }

    /// The first reading that is agreed to.
    void settle(const answer::LayerProposal& row) {
        const std::string name = row.file.filename().string() + (row.layer.empty() ? "" : "/" + row.layer);
        for (const answer::PossibleReading& reading : row.readings) {
            if (!agrees(session_, both("{}：按 {} 导入？", "{}: import it as {}?", name, reading.words))) continue;
            answer::ImportQuestion one{.study = asked_.study, .file = row.file, .role = reading.role, .layer = row.layer,
                                       .crs = reading.crs, .date = row.date, .status = asked_.status, .copy = asked_.copy,
                                       .language = asked_.language};
            return take(one);
        }
    }

    bool took() const { return took_; }

private:
    void take(const answer::ImportQuestion& one) {
        try {
            told_(session_, answer::ask(one, session_.progress()));
            took_ = true;
        } catch (const InputError& error) {
            session_.print(error.message());
        }
    }

    Session& session_;
    const answer::ImportQuestion& asked_;
    void (*told_)(Session&, const answer::ImportAnswer&);
    bool took_ = false;
};

}  // namespace

bool ask_about_layers(Session& session, const answer::ImportQuestion& asked, const std::vector<answer::LayerProposal>& layers,
                      void (*told)(Session&, const answer::ImportAnswer&)) {
    Conversation conversation(session, asked, told);
    // Towns are among the certain ones, and everything else is measured against them.
    conversation.take_certain(
        static_cast<std::size_t>(std::ranges::count(layers, "ready", &answer::LayerProposal::state)));
    for (const answer::LayerProposal& row : layers)
        if (row.state == "question") conversation.settle(row);
    return conversation.took();
}

}  // namespace zonewright::command
