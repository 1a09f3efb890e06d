// "I am looking for land": sites for one industry, on the map and side by side.
import { announce, field, firstWrong, h, mark, number, problemBox, select as choices, show, wordsOf } from './dom';
import { answered, ask } from './api';
import { MapView, boxOf } from './map';
import { Plane } from './plane';
import type { Answered, Feature, Page, Site, Sites, Study, User } from './answers';
import { t, titled } from './words';

const compared = 5;
const classes: Record<string, string[]> = { empty: ['idle', 'approved', 'planned'], redevelopment: ['renewal', 'inefficient'] };

/** The shapes of some parcels, a few at a time. */
async function shapesOf(ids: string[]): Promise<Feature[]> {
  const shapes: Feature[] = [];
  for (let at = 0; at < ids.length; at += 6) {
    const pages = await Promise.all(ids.slice(at, at + 6).map(id => ask<Page>('GET', '/collections/parcel/items?limit=1&id=' + encodeURIComponent(id))));
    for (const page of pages) for (const feature of page.features) if (feature.geometry) shapes.push(feature);
  }
  return shapes;
}

/** Sites as columns, what is compared as rows. */
function matrix(sites: Site[], picked: (name: string) => void): HTMLElement {
  const rows: [string, (site: Site) => unknown][] = [
    [t('所在镇街'), site => site.town_name], [t('净面积（亩）'), site => number(site.area_mu, 1)], [t('宗地数'), site => site.parcels.length],
    [t('权利人数'), site => site.owner_count], [t('评分'), site => number(site.score, 3)], [t('成本（万元）'), site => number(site.cost_yuan / 1e4, 0)],
    [t('单价（元/m²）'), site => number(site.cost_yuan_per_m2, 0)], [t('改造占比'), site => number(100 * site.redevelopment_share, 0) + ' %'],
    [t('最大内接矩形（m）'), site => number(site.rect_long_m, 0) + ' × ' + number(site.rect_short_m, 0)],
    [t('与最优的差距'), site => number(100 * site.solver.gap, 3) + ' %'], [t('为什么不能更大'), site => site.blocks_larger], [t('宗地'), site => site.parcels.join('、')],
  ];
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('用地对照') }, h('table', {}, h('caption', { class: 'quiet' }, t('用地对照')),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('项目')), sites.map((site, i) => h('th', { scope: 'col', 'data-site': i + 1 }, h('button', { type: 'button', class: 'name', onclick: () => picked(String(i + 1)) }, t('用地 {}（{}）', i + 1, site.id)))))),
    h('tbody', {}, rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), sites.map(site => h('td', {}, String(value(site)))))))));
}

/** What a file is, by its name. */
function fileWords(name: string): string {
  const kinds: [form: RegExp, words: string][] = [[/\.gpkg$/, '用地范围（GeoPackage）'], [/\.html$/, '用地对照（网页）'], [/\.png$/, '用地位置图（PNG）'], [/\.jsonl$/, '最优性证明']];
  const words = kinds.find(([form]) => form.test(name))?.[1];
  return words ? t(words) + (words === '最优性证明' ? ' ' + name.split('/').pop() : '') : name;
}

export function findView(study: Study, user: User): void {
  const cluster = choices(study.clusters.map((one): [string, string] => [one.value, titled(one)]));
  const least = h('input', { inputmode: 'decimal', value: '100' }), most = h('input', { inputmode: 'decimal' });
  const town = choices([['', t('不限')], ...study.towns.map((one): [string, string] => [one.value, one.title])]);
  if (user.town) town.value = user.town;
  const count = choices([1, 2, 3, 4, 5].map(n => [String(n), t('{} 处', n)]));
  count.value = '3';
  const objective = choices([['cost', t('总成本最低')], ['unit-cost', t('单价最低')], ['score', t('评分最高')]]);
  const owners = h('input', { inputmode: 'numeric' });
  const land = choices([['', t('按研究的供应类别')], ['empty', t('只要空地（闲置、已批未供、规划新增）')], ['redevelopment', t('只要可改造的（更新、低效）')]]);
  const towns = h('input', { inputmode: 'numeric' });
  const outcome = h('div', {});
  const go = h('button', { class: 'main' }, t('找地'));

  const figure = (control: HTMLInputElement, words: string, optional = false) => {
    const typed = control.value.trim(), value = Number(typed);
    const fits = (optional && !typed) || (Number.isFinite(value) && value > 0);
    mark(control, fits ? '' : words);
    return fits ? (typed ? value : null) : undefined;
  };

  async function search(event: Event): Promise<void> {
    event.preventDefault();
    const area = figure(least, t('请填写大于 0 的亩数')), upTo = figure(most, t('请填写大于 0 的亩数，或留空'), true), held = figure(owners, t('请填写权利人数，或留空'), true),
      acrossTowns = figure(towns, t('请填写镇街数，或留空'), true);
    if (area === undefined || upTo === undefined || held === undefined || acrossTowns === undefined) { firstWrong().focus(); return; }
    const inputs: Record<string, unknown> = { cluster: cluster.value, area_mu: area, count: Number(count.value), objective: objective.value };
    if (upTo !== null) inputs.max_area_mu = upTo;
    if (held !== null) inputs.owners = Math.round(held);
    if (acrossTowns !== null) inputs.towns = Math.round(acrossTowns);
    if (land.value) inputs.supply = classes[land.value];
    if (town.value) inputs.town = town.value;
    try {
      go.disabled = true;
      outcome.replaceChildren();
      const found = await answered<Sites>('sites', inputs, percent => announce(percent < 0 ? t('排队中……') : t('正在找地……')));
      announce(t('找到 {} 处', found.answer.sites.length));
      await present(found);
    } catch (problem) { announce(''); outcome.replaceChildren(problemBox(wordsOf(problem))); } finally { go.disabled = false; }
  }

  async function present({ answer, files }: Answered<Sites>): Promise<void> {
    const sites = answer.sites.slice(0, compared);
    const remarks = [...answer.warnings, ...(answer.notes || [])];
    if (answer.shortfall) remarks.unshift(answer.shortfall.reason);
    const parts: (Node | false)[] = [remarks.length > 0 && h('div', { class: 'note' }, h('ul', {}, remarks.map(words => h('li', {}, words))))];
    if (sites.length) {
      const map = new MapView(t('找到的用地位置图，与下表对应'), new Plane(study));
      const compare = matrix(sites, name => { map.choose('site', name); pick(name); });
      parts.push(map.element, h('p', { class: 'hint' }, t('点图上的用地，或表头的用地，两边一起标出；只用键盘时，把十字移到用地上按回车。')), compare, h('h2', {}, t('下载')), h('ul', {}, files.map(file => h('li', {}, h('a', { href: new URL(file.href).pathname, download: true }, fileWords(file.title))))));
      const pick = (name: string) => {
        for (const head of compare.querySelectorAll('th[data-site]')) head.classList.toggle('chosen', head.getAttribute('data-site') === name);
        announce(t('已选用地 {}', name));
      };
      map.onPick = name => { map.choose('site', name, false); pick(name); };
      const shapes = await shapesOf(sites.flatMap(site => site.parcels).slice(0, 150));
      if (shapes.length) {
        map.open(boxOf(shapes), 1);
        const siteOf = (id: string) => sites.findIndex(site => site.parcels.includes(id)) + 1;
        map.set('site', shapes.map(({ geometry, properties: { id } }) => ({ geometry: geometry!, title: t('用地 {}（{}）', siteOf(id), id), label: String(siteOf(id)), key: String(siteOf(id)) })));
      }
    } else parts.push(h('p', {}, t('没有符合条件的用地。')));
    outcome.replaceChildren(...parts.filter(each => each instanceof Node));
  }

  show(t('我要找地'), h('form', { onsubmit: search, novalidate: true }, h('fieldset', {}, h('legend', {}, t('要求')),
    field(t('产业集群'), cluster), field(t('最小净面积（亩）'), least), field(t('最大净面积（亩，可不填）'), most), field(t('镇街'), town),
    field(t('几处'), count), field(t('优先'), objective), field(t('权利人不超过（可不填）'), owners), field(t('跨镇街不超过（可不填）'), towns), field(t('用地类型'), land)), go), outcome);
}
