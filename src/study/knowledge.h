// The part of the catalogue that a stage reads: Knowledge<PlanLand, Rule<"cost">> is a catalogue with what the plan
// says of land and that one rule file in it and nothing else, so a stage cannot read what its fingerprint does not cover.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "model/catalogue.h"
#include "study/opened.h"

namespace zonewright::study {

/// A word as a template argument.
template <std::size_t size>
struct Word {
    char text[size];
    constexpr Word(const char (&word)[size]) { std::copy_n(word, size, text); }  // NOLINT: implicit by purpose
    constexpr std::string_view view() const { return {text, size - 1}; }
};

/// Whole members of the catalogue, with the folder of layers/ they are read from.
template <auto member, Word folder>
struct Part {
    static void take(const model::Catalogue& from, model::Catalogue& to) { to.*member = from.*member; }
    static bool covers(std::string_view file) { return file.starts_with(folder.view()); }
};

/// Of the plan, the places: what sources are matched with. Another version with the same places is the same.
struct PlanPlaces {
    static void take(const model::Catalogue& from, model::Catalogue& to) { to.plan.places = from.plan.places; }
    static bool covers(std::string_view) { return false; }
    static std::string digest(const model::Plan& plan);
};
/// Of the plan, what decides on land: which cluster names which place. Departments, directions, targets and the
/// wording of clauses are not in it, so a change of these recomputes nothing.
struct PlanLand {
    static void take(const model::Catalogue& from, model::Catalogue& to);
    static bool covers(std::string_view) { return false; }
    static std::string digest(const model::Plan& plan);
};
using Roles = Part<&model::Catalogue::roles, "roles/">;
using ConstraintRules = Part<&model::Catalogue::constraints, "constraints/">;
using CriterionDefinitions = Part<&model::Catalogue::criteria, "criteria/">;
using CodeSchemes = Part<&model::Catalogue::code_schemes, "code_schemes/">;

/// One file of layers/rules.
template <Word id>
struct Rule {
    static void take(const model::Catalogue& from, model::Catalogue& to) {
        to.rules.push_back(from.rules_of(std::string(id.view())));
    }
    static bool covers(std::string_view file) {
        return file == "rules/" + std::string(id.view()) + ".toml";
    }
};

template <typename... Parts>
struct Knowledge : model::Catalogue {
    static Knowledge from(const Opened& opened) {
        Knowledge knowledge;
        (Parts::take(opened.catalogue, knowledge), ...);
        return knowledge;
    }
    /// Over the names and contents of the files read.
    static std::string digest(const Opened& opened) {
        Fingerprint fingerprint;
        for (const auto& [file, hash] : opened.catalogue.files)
            if ((Parts::covers(file) || ...)) fingerprint.add(file).add(hash);
        (add_digest<Parts>(opened, fingerprint), ...);
        return fingerprint.hex();
    }

private:
    /// Parts of the plan are known by what they say, not by their files: versions lie in different folders.
    template <typename Of>
    static void add_digest(const Opened& opened, Fingerprint& fingerprint) {
        if constexpr (requires { Of::digest(opened.catalogue.plan); })
            fingerprint.add(Of::digest(opened.catalogue.plan));
    }
};

}  // namespace zonewright::study
