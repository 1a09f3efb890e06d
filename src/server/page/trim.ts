// "去掉涉线部分": the outline without the land that conflicts, looked at beside the old one, and asked about again.
import { announce, areaWords, h, number, problemBox, table, wordsOf } from './dom';
import { answered, bytesOf, upload } from './api';
import { MapView, boxOf, type Shape } from './map';
import { locate } from './outline';
import { Plane } from './plane';
import type { Answered, FileLink, Geometry, Report, Request, Study, Trimmed, TrimmedShape, User, Version } from './answers';
import { t } from './words';

const shapesOf = (shapes: { geometry: Geometry | null; name?: string; title?: string }[]): Shape[] => shapes.flatMap(({ geometry, name, title }) => (geometry ? [{ geometry, title: name || title }] : []));

function cutTable(shapes: TrimmedShape[]): HTMLElement {
  return table(t('去掉的部分'), ['图形', '事项', '椭球面积 m²', '亩'].map(words => t(words)),
    shapes.flatMap(shape => shape.cuts.map(cut => [shape.name, cut.title, number(cut.area_m2), number(cut.area_m2 * 3 / 2000)])), [2, 3]);
}

/** Old and new side by side in figures. */
function beforeAndAfter(shape: TrimmedShape): HTMLElement {
  const after = shape.parts.length ? areaWords({ area_m2: shape.after_m2, area_ha: shape.area_ha, area_mu: shape.area_mu, planar_m2: shape.planar_after_m2 }) : t('没有剩余用地');
  return table(shape.name, ['', '原红线', '调整后'].map(words => words && t(words)), [
    [t('面积'), areaWords({ area_m2: shape.before_m2, planar_m2: shape.planar_before_m2 }), after],
    [t('结论'), shape.headline_before, shape.headline_after || '—'],
    [t('块数'), '1', String(shape.parts.length)],
    [t('最窄一块的宽度（m）'), '—', shape.parts.length ? number(Math.min(...shape.parts.map(part => part.width_m))) : '—']]);
}

/** `version`: the one whose outline is cut; `report`: what was found of it. */
export function trimPart(study: Study, user: User, request: Request, version: Version, report?: Report): HTMLElement | null {
  const conflicts = report && report.checks.some(check => check.verdict === 'conflicts');
  if (!conflicts || !version.upload) return null;
  const largest = h('input', { type: 'checkbox' });
  const outcome = h('div', {});
  const go = h('button', { type: 'button', onclick: cut }, t('去掉涉线部分'));

  async function cut(): Promise<void> {
    try {
      go.disabled = true;
      const inputs = { file: version.upload, largest: largest.checked, ...(version.crs ? { crs: version.crs } : {}) };
      const found = await answered<Trimmed>('trim', inputs, percent => announce(percent < 0 ? t('排队中……') : t('正在计算……')));
      announce(t('已算出调整后的红线'));
      present(found);
    } catch (problem) { announce(''); outcome.replaceChildren(problemBox(wordsOf(problem))); } finally { go.disabled = false; }
  }

  function present({ answer, files }: Answered<Trimmed>): void {
    const shapes = answer.features, file = files.find(each => each.title.endsWith('trimmed.gpkg'));
    const map = new MapView(t('去掉涉线部分：绿色为保留，红色为去掉'), new Plane(study));
    const all = [...shapes, ...shapes.flatMap(shape => shape.cuts)].filter(shape => shape.geometry);
    outcome.replaceChildren(map.element, h('p', { class: 'hint' }, t('绿色为保留，红色为去掉。')), ...shapes.map(beforeAndAfter), cutTable(shapes),
      ...(answer.warnings.length ? [h('div', { class: 'note' }, h('ul', {}, answer.warnings.map(words => h('li', {}, words))))] : []),
      h('div', { class: 'row' }, !!file && h('button', { class: 'main', type: 'button', onclick: () => take(file, shapes) }, t('以此为新的一版，继续')),
        h('button', { type: 'button', onclick: () => outcome.replaceChildren() }, t('不采用'))));
    if (all.length) map.open(boxOf(all));
    map.set('kept', shapesOf(shapes));
    map.set('cut', shapesOf(shapes.flatMap(shape => shape.cuts)));
    outcome.scrollIntoView({ block: 'start' });
  }

  async function take(file: FileLink, shapes: TrimmedShape[]): Promise<void> {
    try {
      const content = new Blob([await bytesOf(new URL(file.href).pathname)]);
      const kept = await upload(t('第 {} 版去掉涉线部分', version.version) + '.gpkg', content);
      const cuts = shapes.flatMap(shape => shape.cuts.map(each => t('{} {} m²', each.title, number(each.area_m2))));
      await locate(study, user, kept, { crs: '', surveyed_m2: 0, request, comment: t('由第 {} 版去掉涉线部分：{}', version.version, cuts.join('、')) });
    } catch (problem) { announce(''); outcome.replaceChildren(problemBox(wordsOf(problem))); }
  }

  return h('section', {}, h('h2', {}, t('改进')), h('p', {}, t('有不符合的事项。可以从红线中去掉涉及的部分，看看剩下多少，再核查一次；原来的版本保留。')),
    h('p', { class: 'row' }, go, h('label', {}, largest, ' ' + t('只保留最大的一块'))), outcome);
}
