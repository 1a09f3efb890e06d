// What the project is: industry by word, figures with limits, errors beside the field; then the report is asked for.
import { field, firstWrong, goTo, h, mark, number, problemBox, select, show, wordsOf } from './dom';
import { ask } from './api';
import { steps } from './outline';
import type { Choice, Placed, Project, Request, Study } from './answers';
import { inEnglish, t, titled } from './words';

/** label, key, factor to what is sent, least, most, hint */
const figures: [label: string, key: string, factor: number, least: number, most: number, hint: string][] = [
  ['需要面积（亩）', 'demanded_area_mu', 1, 0, 1e6, '与红线面积对照'],
  ['总投资（万元）', 'investment_yuan', 1e4, 0, 1e9, '用于投资强度'],
  ['容积率', 'plot_ratio', 1, 0, 20, '例如 2.5'],
  ['建筑系数（%）', 'building_coverage', 0.01, 0, 100, '例如 45'],
  ['办公及生活用地占比（%）', 'office_land_share', 0.01, 0, 100, '例如 7'],
  ['办公及生活建筑面积占比（%）', 'office_floor_share', 0.01, 0, 100, '例如 15'],
  ['绿地率（%）', 'green_share', 0.01, 0, 100, '例如 15'],
];

/** The code of what was typed: "39", "39 计算机…", or a word that only one name has. */
export function industryCode(typed: string, industries: Choice[]): string | null {
  const words = typed.trim();
  if (!words) return '';
  const byCode = industries.find(one => words === one.value || words.startsWith(one.value + ' '));
  if (byCode) return byCode.value;
  const named = industries.filter(one => one.title.includes(words));
  return named.length === 1 ? named[0].value : null;
}

/** The industries that hold the word, said beside the field while it is typed. */
function industryField(study: Study): { industry: HTMLInputElement; element: HTMLElement } {
  const industry = h('input', { list: 'industries', autocomplete: 'off' });
  const list = h('datalist', { id: 'industries' }, study.industries.map(one => h('option', { value: one.value + ' ' + one.title })));
  const found = h('p', { class: 'hint', role: 'status' });
  industry.addEventListener('input', () => {
    const words = industry.value.trim(), code = industryCode(words, study.industries);
    const named = study.industries.filter(one => words && (one.title.includes(words) || one.value.startsWith(words)));
    const chosen = code && study.industries.find(one => one.value === code);
    found.textContent = chosen ? t('即 {} {}', chosen.value, chosen.title) : words && t('有 {} 个大类：{}', named.length, named.slice(0, 5).map(one => one.value + ' ' + one.title).join('、'));
  });
  return { industry, element: h('div', {}, field(t('所属行业（GB/T 4754 大类）'), industry, t('输入字词查找，例如“电子”')), found, list) };
}

export function projectForm(study: Study, brought: Placed): void {
  const title = h('input', { autocomplete: 'off', maxlength: 60, value: brought.request ? brought.request.title : '' });
  const applicant = h('input', { autocomplete: 'organization', maxlength: 60 });
  const { industry, element } = industryField(study);
  const cluster = select([['', t('由程序按得分判断')], ...study.clusters.map((one): [string, string] => [one.value, titled(one)])]);
  const inputs = figures.map(() => h('input', { inputmode: 'decimal', autocomplete: 'off' }));
  const comment = h('textarea', { maxlength: 600, value: brought.comment || '' });
  const outcome = h('div', {});
  const go = h('button', { class: 'main' }, t('出具选址报告'));

  function project(): Project | null {
    const stated: Project = { name: title.value.trim(), applicant: applicant.value.trim() };
    let sound = mark(title, title.value.trim() ? '' : t('请填写项目名称'));
    const code = industryCode(industry.value, study.industries);
    sound = mark(industry, code === null ? t('没有唯一对应的行业大类，请从列表中选择') : '') && sound;
    if (code) stated.industry = code;
    figures.forEach(([, key, factor, least, most], i) => {
      const typed = inputs[i].value.trim(), value = Number(typed);
      const fits = !typed || (Number.isFinite(value) && value >= least && value <= most);
      sound = mark(inputs[i], fits ? '' : t('请填写 {} 到 {} 之间的数', least, most)) && sound;
      if (typed && fits) stated[key] = Number((value * factor).toPrecision(12));
    });
    return sound ? stated : null;
  }

  async function send(event: Event) {
    event.preventDefault();
    const stated = project();
    if (!stated) { firstWrong().focus(); return; }
    const body = { title: title.value.trim(), upload: brought.upload, crs: brought.crs, cluster: cluster.value, project: stated, comment: comment.value, lang: inEnglish() ? 'en' : 'zh' };
    try {
      go.disabled = true;
      const made = brought.request ? await ask<Request>('POST', `/requests/${brought.request.id}/versions`, body) : await ask<Request>('POST', '/requests', body);
      goTo('#/request/' + made.id);
    } catch (problem) { outcome.replaceChildren(problemBox(wordsOf(problem))); go.disabled = false; }
  }

  const before = brought.request && brought.request.versions[brought.request.versions.length - 1];
  if (before && before.project) fillFrom(before.project);
  function fillFrom(stated: Project): void {
    applicant.value = stated.applicant || '';
    const known = study.industries.find(one => one.value === stated.industry);
    if (known) industry.value = known.value + ' ' + known.title;
    figures.forEach(([, key, factor], i) => { if (typeof stated[key] === 'number') inputs[i].value = String(Number((stated[key] as number / factor).toPrecision(12))); });
  }

  show(t('项目情况'), steps(2), h('p', {}, t('红线：{}，{} 亩。没有填的内容在报告中写“未提供”，不作判断。', brought.title, number(brought.located.area_mu))),
    h('form', { onsubmit: send, novalidate: true },
      h('fieldset', {}, h('legend', {}, t('项目')), field(t('项目名称（必填）'), title), field(t('申请单位'), applicant), element, field(t('按哪个产业集群评价'), cluster)),
      h('fieldset', {}, h('legend', {}, t('指标（有则填）')), figures.map(([label, , , , , hint], i) => field(t(label), inputs[i], t(hint)))),
      h('fieldset', {}, h('legend', {}, t('说明')), field(t('给审核人员的说明'), comment)),
      go), outcome);
}
