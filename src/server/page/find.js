// "I am looking for land": sites for one industry, on the map and side by side.
import { announce, field, h, mark, number, problemBox, show } from './dom.js';
import { answered, ask } from './api.js';
import { MapView } from './map.js';

const compared = 5;

function choices(pairs) {
  return h('select', {}, pairs.map(([value, title]) => h('option', { value }, title)));
}

/** The shapes of some parcels, a few at a time. */
async function shapesOf(ids) {
  const shapes = [];
  for (let at = 0; at < ids.length; at += 6) {
    const pages = await Promise.all(ids.slice(at, at + 6).map(id => ask('GET', '/collections/parcel/items?limit=1&id=' + encodeURIComponent(id))));
    for (const page of pages) for (const feature of page.features) if (feature.geometry) shapes.push(feature);
  }
  return shapes;
}

function boxOf(features) {
  const box = [180, 90, -180, -90];
  const take = value => {
    if (typeof value[0] !== 'number') { value.forEach(take); return; }
    box[0] = Math.min(box[0], value[0]); box[1] = Math.min(box[1], value[1]);
    box[2] = Math.max(box[2], value[0]); box[3] = Math.max(box[3], value[1]);
  };
  features.forEach(feature => take(feature.geometry.coordinates));
  return box;
}

/** Sites as columns, what is compared as rows. */
function matrix(sites) {
  const rows = [
    ['所在镇街', site => site.town_name], ['净面积（亩）', site => number(site.area_mu, 1)], ['宗地数', site => site.parcels.length],
    ['权利人数', site => site.owner_count], ['评分', site => number(site.score, 3)], ['成本（万元）', site => number(site.cost_yuan / 1e4, 0)],
    ['单价（元/m²）', site => number(site.cost_yuan_per_m2, 0)], ['改造占比', site => number(100 * site.redevelopment_share, 0) + ' %'],
    ['最大内接矩形（m）', site => number(site.rect_long_m, 0) + ' × ' + number(site.rect_short_m, 0)],
    ['与最优的差距', site => number(100 * site.solver.gap, 3) + ' %'], ['为什么不能更大', site => site.blocks_larger], ['宗地', site => site.parcels.join('、')],
  ];
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': '用地对照' }, h('table', {}, h('caption', { class: 'quiet' }, '用地对照'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, '项目'), sites.map((site, i) => h('th', { scope: 'col' }, `用地 ${i + 1}（${site.id}）`)))),
    h('tbody', {}, rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), sites.map(site => h('td', {}, String(value(site)))))))));
}

export function findView(study, user) {
  const cluster = choices(study.clusters.map(one => [one.value, one.title]));
  const least = h('input', { inputmode: 'decimal', value: '100' }), most = h('input', { inputmode: 'decimal' });
  const town = choices([['', '不限'], ...study.towns.map(one => [one.value, one.title])]);
  if (user.town) town.value = user.town;
  const count = choices([1, 2, 3, 4, 5].map(n => [String(n), n + ' 处']));
  count.value = '3';
  const objective = choices([['cost', '总成本最低'], ['unit-cost', '单价最低'], ['score', '评分最高']]);
  const owners = h('input', { inputmode: 'numeric' });
  const outcome = h('div', {});
  const go = h('button', { class: 'main' }, '找地');

  const figure = (control, words, optional) => {
    const typed = control.value.trim(), value = Number(typed);
    const fits = (optional && !typed) || (Number.isFinite(value) && value > 0);
    mark(control, fits ? '' : words);
    return fits ? (typed ? value : null) : undefined;
  };

  async function search(event) {
    event.preventDefault();
    const area = figure(least, '请填写大于 0 的亩数'), upTo = figure(most, '请填写大于 0 的亩数，或留空', true), held = figure(owners, '请填写权利人数，或留空', true);
    if (area === undefined || upTo === undefined || held === undefined) { document.querySelector('[aria-invalid=true]').focus(); return; }
    const inputs = { cluster: cluster.value, area_mu: area, count: Number(count.value), objective: objective.value };
    if (upTo !== null) inputs.max_area_mu = upTo;
    if (held !== null) inputs.owners = Math.round(held);
    if (town.value) inputs.town = town.value;
    try {
      go.disabled = true;
      outcome.replaceChildren();
      const found = await answered('sites', inputs, percent => announce(percent < 0 ? '排队中……' : '正在找地……'));
      announce(`找到 ${found.answer.sites.length} 处`);
      await present(found);
    } catch (problem) { announce(''); outcome.replaceChildren(problemBox(problem.message)); } finally { go.disabled = false; }
  }

  async function present({ answer, files }) {
    const sites = answer.sites.slice(0, compared);
    const remarks = [...answer.warnings, ...(answer.notes || [])];
    if (answer.shortfall) remarks.unshift(answer.shortfall.reason);
    const parts = [remarks.length > 0 && h('div', { class: 'note' }, h('ul', {}, remarks.map(words => h('li', {}, words))))];
    if (sites.length) {
      const map = new MapView('找到的用地位置图，与下表对应');
      parts.push(map.element, matrix(sites), h('h2', {}, '下载'), h('ul', {}, files.map(file => h('li', {}, h('a', { href: new URL(file.href).pathname, download: true }, file.title)))));
      const shapes = await shapesOf(sites.flatMap(site => site.parcels).slice(0, 150));
      if (shapes.length) {
        map.open(boxOf(shapes), 1);
        map.set('site', shapes.map(feature => ({ geometry: feature.geometry, title: feature.properties.id })));
      }
    } else parts.push(h('p', {}, '没有符合条件的用地。'));
    outcome.replaceChildren(...parts.filter(Boolean));
  }

  show('我要找地', h('form', { onsubmit: search, novalidate: true }, h('fieldset', {}, h('legend', {}, '要求'),
    field('产业集群', cluster), field('最小净面积（亩）', least), field('最大净面积（亩，可不填）', most), field('镇街', town),
    field('几处', count), field('优先', objective), field('权利人不超过（可不填）', owners)), go), outcome);
}
