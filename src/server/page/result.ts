// The report of one version, from its JSON: the verdict, the four states, what has to be done, what can be downloaded.
import { h, number, problemBox, table } from './dom';
import type { CheckState, FileLink, Report, Reports, Results, Verdict } from './answers';
import { t } from './words';

export const checkWords: Record<CheckState, string> = { occupies: '涉及', touches_only: '仅相接', clear: '不涉及', not_checked: '未核查' };
export const verdictWords: Record<Verdict, string> = { fits: '符合', conditional: '有条件符合', conflicts: '不符合', undecided: '待核查' };

export const stateTag = (kind: string, words: string): HTMLElement => h('span', { class: 'state ' + kind }, words);

/** What a file of a report is, by its name; nothing for what is no use on its own. */
const downloads: [form: RegExp, words: string][] = [[/report\.pdf$/, '选址报告（PDF）'], [/report\.docx$/, '选址报告（Word）'], [/form\.docx$/, '本单位格式的报告（Word）'], [/report\.xlsx$/, '表格（Excel）'], [/report\.html$/, '选址报告（网页）'],
  [/boundary_points\.txt$/, '界址点成果（TXT）'], [/evidence\.gpkg$/, '核查图斑（GeoPackage）'], [/report\.json$/, '数据（JSON）'], [/maps\/.*\.png$/, '地图']];

function downloadList(files: FileLink[]): HTMLElement {
  const known = downloads.flatMap(([form, words]) => files.filter(file => form.test(file.title)).map((file): [FileLink, string] => [file, words]));
  const name = (file: FileLink, words: string) => (words === '地图' ? t('地图') + ' ' + file.title.split('/').pop()!.replace('.png', '') : t(words));
  return h('ul', { class: 'files' }, known.map(([file, words]) => h('li', {}, h('a', { href: new URL(file.href).pathname, download: true }, name(file, words)))));
}

function fitSentence(report: Report): HTMLElement | null {
  const score = (report.fits || []).find(fit => fit.cluster === report.cluster);
  if (!score) return null;
  const value = score.score === null ? t('没有得分') : t('得分 {}', number(score.score, 3));
  return h('p', {}, t('产业契合：{}，{}', score.name, value), score.clause ? `（${score.clause}）` : '');
}

export function reportPart(results: Results<Reports>): HTMLElement {
  const answer = results.answer.value, report = answer.reports[0];
  if (!report) return problemBox(t('没有报告'));
  const byState = (state: string) => report.checks.filter(check => check.state === state);
  const open = report.checks.filter(check => check.verdict !== 'fits');
  const manifest = report.manifest ? report.manifest.code : t('无');
  return h('div', {},
    h('div', { class: 'box ' + report.verdict }, h('p', {}, report.headline)),
    h('p', {}, t('椭球面积 {} m²（{} 公顷，{} 亩），平面面积 {} m²', number(report.area_m2), number(report.area_m2 / 10000, 4), number(report.area_m2 * 3 / 2000), number(report.planar_m2)),
      '；', t('最早的数据时点 {}；报告编号 {}；成果校验码 {}。', report.data_date || t('未注明'), report.project.report_number || t('无'), manifest)),
    fitSentence(report),
    h('h2', {}, t('下载')), downloadList(results.files.value),
    h('h2', {}, t('四种核查结果')),
    table(t('核查结果件数'), ['结果', '件数', '事项'].map(words => t(words)), Object.entries(checkWords).map(([state, words]) => [t(words), String(byState(state).length), byState(state).map(check => check.title).join('、') || '—']), [1]),
    h('h2', {}, t('需要办理的事项')),
    open.length ? table(t('事项、部门、依据和材料'), ['事项', '结论', '说明', '责任部门', '依据', '材料'].map(words => t(words)),
      open.map(check => [check.title, stateTag(check.verdict, t(verdictWords[check.verdict])), check.sentence, check.department || '—', check.legal_basis || '—', check.materials || '—'])) : h('p', {}, t('没有。')),
    h('details', {}, h('summary', {}, t('全部核查')),
      table(t('每项核查的依据和数据'), ['事项', '结果', '面积 m²', '法律依据', '数据', '时点'].map(words => t(words)),
        report.checks.map(check => [check.title, t(checkWords[check.state]), check.area_m2 === null ? '—' : number(check.area_m2), check.legal_basis || '—', check.data_source || '—', check.data_date || '—']), [2])),
    answer.warnings.length > 0 && h('div', { class: 'note' }, h('ul', {}, answer.warnings.map(words => h('li', {}, words)))));
}
