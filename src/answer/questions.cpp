#include "answer/questions.h"

#include <nlohmann/json.hpp>

#include "answer/allocate.h"
#include "answer/area.h"
#include "answer/ask.h"
#include "answer/check.h"
#include "answer/compare.h"
#include "answer/convert.h"
#include "answer/demo.h"
#include "answer/describe.h"
#include "answer/doctor.h"
#include "answer/explain.h"
#include "answer/import.h"
#include "answer/init.h"
#include "answer/locate.h"
#include "answer/new.h"
#include "answer/pack.h"
#include "answer/plan.h"
#include "answer/plan_bases.h"
#include "answer/plan_chains.h"
#include "answer/plan_departments.h"
#include "answer/plan_diff.h"
#include "answer/plan_gain.h"
#include "answer/plan_links.h"
#include "answer/plan_match.h"
#include "answer/plan_new.h"
#include "answer/plan_pilots.h"
#include "answer/plan_targets.h"
#include "answer/preview.h"
#include "answer/question_form.h"
#include "answer/report.h"
#include "answer/run.h"
#include "answer/seal.h"
#include "answer/serve.h"
#include "answer/sites.h"
#include "answer/suitability.h"
#include "answer/supply.h"
#include "answer/trim.h"
#include "answer/verify.h"
#include "answer/zones.h"
#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

template <typename Asked>
const Asked& asked_in(const Draft& draft) {
    return *static_cast<const Asked*>(draft.value.get());
}

template <typename Asked>
bool writes(const Draft& draft) {
    if constexpr (MayWrite<Asked>)
        return asked_in<Asked>(draft).writes_study();
    else
        return false;
}

/// Empty where the question asks no study.
template <typename Asked>
std::function<nlohmann::ordered_json(study::Study&, const Draft&, Language, const Progress&)> answer_of_open() {
    if constexpr (AsksAStudy<Asked>)
        return [](study::Study& study, const Draft& draft, Language language, const Progress& progress) {
            const MemoryWatch watch;
            return to_json(watch.passed(answer(study, asked_in<Asked>(draft), progress)), language);
        };
    else
        return {};
}

template <typename Asked>
Question question() {
    using Answer = decltype(ask(std::declval<const Asked&>(), std::declval<const Progress&>()));
    Asked example;
    return {.name = declared(example).name,
            .draft =
                [] {
                    auto value = std::make_shared<Asked>();
                    Declaration declaration = declared(*value);
                    declaration.owner = value;
                    return Draft{std::move(value), std::move(declaration)};
                },
            .answer =
                [](const Draft& draft, Language language, const Progress& progress) {
                    return to_json(ask(asked_in<Asked>(draft), progress), language);
                },
            .answer_of = answer_of_open<Asked>(),
            .writes = writes<Asked>,
            .answer_schema = [] { return schema_of(static_cast<const Answer*>(nullptr)); }};
}

}  // namespace

const std::vector<Question>& all_questions() {
    static const std::vector<Question> questions{
        question<DemoQuestion>(),
        question<RunQuestion>(),
        question<ZonesQuestion>(),
        question<SuitabilityQuestion>(),
        question<ExplainQuestion>(),
        question<PreviewQuestion>(),
        question<SupplyQuestion>(),
        question<SitesQuestion>(),
        question<VerifyQuestion>(),
        question<SealQuestion>(),
        question<AllocateQuestion>(),
        question<CompareQuestion>(),
        question<ReportQuestion>(),
        question<InitQuestion>(),
        question<PlanShowQuestion>(),
        question<PlanCoverageQuestion>(),
        question<PlanDiffQuestion>(),
        question<PlanNewQuestion>(),
        question<PlanMatchQuestion>(),
        question<PlanChainsQuestion>(),
        question<PlanBasesQuestion>(),
        question<PlanDepartmentsQuestion>(),
        question<PlanTargetsQuestion>(),
        question<PlanLinksQuestion>(),
        question<PlanPilotsQuestion>(),
        question<PlanGainQuestion>(),
        question<DescribeQuestion>(),
        question<AreaQuestion>(),
        question<CheckQuestion>(),
        question<ConvertQuestion>(),
        question<ImportQuestion>(),
        question<LocateQuestion>(),
        question<TrimQuestion>(),
        question<NewQuestion>(),
        question<PackQuestion>(),
        question<UnpackQuestion>(),
        question<DoctorQuestion>(),
        question<ServeQuestion>(),
    };
    return questions;
}

const Question& question_named(const std::string& name) {
    std::vector<std::string> known;
    for (const Question& each : all_questions()) {
        if (each.name == name) return each;
        known.push_back(each.name);
    }
    const auto near = nearest_name(name, known);
    throw InputError({.thing = both("问题", "question"),
                      .value = name,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("选用其中之一", "choose one of these")});
}

nlohmann::ordered_json answer_json(const std::string& name, const nlohmann::ordered_json& question,
                                   Language language, const Progress& progress) {
    const Question& asked = question_named(name);
    const Draft draft = asked.draft();
    read_question(draft.declaration, question);
    return asked.answer(draft, language, progress);
}

}  // namespace zonewright::answer
