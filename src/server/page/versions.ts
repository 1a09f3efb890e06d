// The versions of one request side by side: area, verdict and every check that differs; on the map when asked for.
import { announce, h, number, problemBox, wordsOf, type Child } from './dom';
import { answered, ask } from './api';
import { MapView, boxOf, type Layer } from './map';
import { Plane } from './plane';
import { checkWords, stateTag, verdictWords } from './result';
import type { Check, Located, Report, Reports, Request, Results, Study, Version } from './answers';
import { t } from './words';

const most = 5;
const kinds: Layer[] = ['site', 'kept', 'outline', 'cut', 'parcel'];

async function reportOf(version: Version): Promise<Report | null> {
  if (version.status !== 'successful') return null;
  try { return (await ask<Results<Reports>>('GET', `/jobs/${version.job}/results`)).answer.value.reports[0] || null; } catch (problem) { return null; }
}

function matrixOf(versions: Version[], reports: (Report | null)[]): HTMLElement {
  const titles = [...new Set(reports.flatMap(report => (report ? report.checks.map(check => check.title) : [])))];
  const of = (report: Report | null, title: string): Check | null | undefined => report && report.checks.find(check => check.title === title);
  const cell = (check?: Check | null): Child => (check ? [stateTag(check.verdict, t(verdictWords[check.verdict])), ' ', t(checkWords[check.state]), check.area_m2 ? `，${number(check.area_m2)} m²` : ''] : '—');
  const rows: [string, Child[]][] = [
    [t('红线'), versions.map(one => one.outline || t('已清除'))],
    [t('说明'), versions.map(one => one.comment || '—')],
    [t('椭球面积（亩）'), reports.map(report => (report ? number(report.area_m2 * 3 / 2000) : '—'))],
    [t('结论'), reports.map(report => (report ? report.headline : t('没有报告')))],
    ...titles.filter(title => new Set(reports.map(report => { const check = of(report, title); return check && `${check.state} ${check.verdict} ${check.area_m2}`; })).size > 1)
      .map((title): [string, Child[]] => [title, reports.map(report => cell(of(report, title)))])];
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('版本对照') }, h('table', {}, h('caption', { class: 'quiet' }, t('版本对照：只列出有变化的核查')),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('项目')), versions.map(one => h('th', { scope: 'col' }, t('第 {} 版', one.version))))),
    h('tbody', {}, rows.map(([name, cells]) => h('tr', {}, h('th', { scope: 'row' }, name), cells.map(each => h('td', {}, each)))))));
}

async function mapOf(study: Study, versions: Version[]): Promise<{ map: MapView; draw: () => void }> {
  const found = await Promise.all(versions.map(async one => (one.upload ? (await answered<Located>('locate', { file: one.upload, ...(one.crs ? { crs: one.crs } : {}) })).answer.features : [])));
  const map = new MapView(t('各版红线位置图'), new Plane(study));
  const all = found.flat().filter(shape => shape.geometry);
  return { map, draw() {
    if (all.length) map.open(boxOf(all));
    found.forEach((shapes, i) => map.set(kinds[i % kinds.length], shapes.flatMap(shape => shape.geometry ? [{ geometry: shape.geometry, title: t('第 {} 版', versions[i].version) }] : [])));
  } };
}

/** Where the outline of one version lies, once it is asked for. */
export function placePart(study: Study, version: Version): HTMLElement {
  const drawn = h('div', {});
  const show = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    button.disabled = true;
    try {
      const { map, draw } = await mapOf(study, [version]);
      drawn.replaceChildren(map.element);
      draw();
      announce(t('已画出'));
    } catch (problem) { drawn.replaceChildren(problemBox(wordsOf(problem))); button.disabled = false; }
  };
  return h('section', {}, h('p', { class: 'row' }, h('button', { type: 'button', onclick: show }, t('在地图上看位置'))), drawn);
}

export function versionsPart(study: Study, request: Request): HTMLElement {
  const versions = request.versions.slice(-most);
  const place = h('div', {}, h('p', {}, t('正在读取……'))), drawn = h('div', {});
  Promise.all(versions.map(reportOf)).then(reports => place.replaceChildren(matrixOf(versions, reports)));
  const show = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    button.disabled = true;
    try {
      const { map, draw } = await mapOf(study, versions.slice(-2));
      drawn.replaceChildren(map.element, h('p', { class: 'hint' }, t('蓝色为第 {} 版，绿色为第 {} 版。', versions[versions.length - 2].version, versions[versions.length - 1].version)));
      draw();
      announce(t('已画出'));
    } catch (problem) { drawn.replaceChildren(problemBox(wordsOf(problem))); }
    button.disabled = false;
  };
  return h('section', {}, h('h2', {}, t('历次版本')), place, h('p', { class: 'row' }, h('button', { type: 'button', onclick: show }, t('最近两版在地图上对照'))), drawn);
}
