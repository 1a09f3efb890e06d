// What other weights move, and why a place has its score: figures beside the live map.
import { announce, h, number, problemBox, table, wordsOf } from './dom';
import { answered } from './api';
import type { About, Explained, LiveCluster, Point, PointPart, Shift, Sites } from './answers';
import { t, titled } from './words';

const mu = 2000 / 3;
const change = (before: number, after: number, digits: number): string => (after === before ? '0' : (after > before ? '+' : '−') + number(Math.abs(after - before), digits));

/** `shift`: see src/answer/class_shift.h. */
export function shiftPart(shift: Shift, about: About): HTMLElement {
  const title = (id: string) => titled(about.classes.find(each => each.class === id) || { title: id });
  const classes = table(t('净供应和宗地按适宜性分级'), ['分级', '运行（亩）', '试用（亩）', '变化', '运行（宗）', '试用（宗）', '变化'].map(words => t(words)),
    shift.classes.map(row => [title(row.class), number(row.before_m2 / mu, 1), number(row.after_m2 / mu, 1), change(row.before_m2 / mu, row.after_m2 / mu, 1),
      String(row.parcels_before), String(row.parcels_after), change(row.parcels_before, row.parcels_after, 0)]), [1, 2, 3, 4, 5, 6]);
  const sentence = t('升级 {} 宗，降级 {} 宗，共 {} 宗有得分；平均得分 {} → {}。', shift.gained, shift.lost, shift.scored, number(shift.mean_before, 4), number(shift.mean_after, 4));
  if (!shift.moved.length) return h('section', {}, h('h2', {}, t('与正式运行相比')), h('p', {}, sentence), classes);
  return h('section', {}, h('h2', {}, t('与正式运行相比')), h('p', { class: 'lead' }, sentence), classes,
    h('details', {}, h('summary', {}, t('有变化的镇街（{}）', shift.towns.length)),
      table(t('各镇街净供应的变化（亩）'), [t('镇街'), ...shift.classes.map(row => title(row.class))],
        shift.towns.map(town => [town.name, ...town.classes.map(row => change(row.before_m2 / mu, row.after_m2 / mu, 1))]), shift.classes.map((_, i) => i + 1))),
    h('details', {}, h('summary', {}, t('变化最大的宗地（{}）', shift.moved.length)),
      table(t('升级或降级的宗地'), ['宗地', '镇街', '从', '到', '运行得分', '试用得分'].map(words => t(words)),
        shift.moved.slice(0, 100).map(row => [row.parcel, row.town, title(row.from), title(row.to), number(row.score_before, 4), number(row.score_after, 4)]), [4, 5])));
}

const units: Record<string, string> = { m: 'm', minute: '分钟', degree: '度', per_km2: '个/km²', m2_per_km2: 'm²/km²' };

function measured(part: PointPart): string {
  if (part.is_far) return t('附近没有');
  return part.measured === null ? t('没有数据') : number(part.measured, part.unit === '1' ? 2 : 1) + (part.unit === '1' || part.unit === 'class' ? '' : ' ' + t(units[part.unit] || part.unit));
}

/** What the run itself says of the parcel, and land around it: questions that take a moment. */
function furtherPart(parcel: string, cluster: LiveCluster): HTMLElement {
  const outcome = h('div', {});
  const asked = <A>(words: string, process: string, inputs: object, tell: (answer: A) => Node) => h('button', { type: 'button', onclick: async () => {
    try {
      outcome.replaceChildren(h('p', { role: 'status' }, t('正在计算……')));
      const { answer } = await answered<A>(process, inputs);
      outcome.replaceChildren(tell(answer));
      announce(t('已答复'));
    } catch (problem) { outcome.replaceChildren(problemBox(wordsOf(problem))); }
  } }, t(words));
  const why = (answer: Explained) => h('div', { class: 'note' }, h('p', {}, answer.binding || ''), !!answer.changes && answer.changes.length > 0 &&
    h('ul', {}, answer.changes.slice(0, 3).map(one => h('li', {}, t('{}：价值到 {} 时得分 {}', one.title || one.criterion, number(one.worth_needed, 2), number(one.score_after, 4))))));
  const sites = (answer: Sites) => (answer.sites.length ? h('ul', {}, answer.sites.map(site => h('li', {}, t('{} 亩，{} 宗：{}；成本 {} 万元', number(site.area_mu, 1), site.parcels.length, site.parcels.join('、'), number(site.cost_yuan / 1e4, 0)))))
    : h('p', {}, answer.shortfall ? answer.shortfall.reason : t('没有符合条件的用地。')));
  return h('div', {}, h('p', { class: 'row' },
    asked('正式运行怎样解释这宗地', 'explain', { parcel, cluster: cluster.cluster }, why),
    asked('以此为中心找 100 亩连片用地', 'sites', { cluster: cluster.cluster, area_mu: 100, around: parcel, count: 1 }, sites)), outcome);
}

/** `found`: see src/answer/live_point.h. */
export function pointPart(found: Point, cluster: LiveCluster): HTMLElement {
  const where = found.parcel ? t('宗地 {}（{}）', found.parcel, found.town) : t('此处没有宗地');
  if (found.state === 'outside') return h('section', {}, h('h2', {}, t('为什么是这个分')), h('p', {}, t('在市域以外')));
  if (found.state === 'excluded')
    return h('section', {}, h('h2', {}, t('为什么是这个分')), h('p', {}, where, '：', t('已排除')), h('ul', {}, found.excluded_by.map(rule => h('li', {}, titled(rule), rule.legal_basis ? `（${rule.legal_basis}）` : ''))));
  const parts = found.parts.slice().sort((a, b) => (b.weight - (b.points || 0)) - (a.weight - (a.points || 0)));
  return h('section', {}, h('h2', {}, t('为什么是这个分')), h('p', { class: 'lead' }, where, '：', found.score === null ? t('没有得分') : t('得分 {}', number(found.score, 4))),
    table(t('得分构成，失分多的在前'), ['指标', '测量值', '价值', '权重', '得分', '失分'].map(words => t(words)),
      parts.map(part => [titled(part), measured(part), number(part.worth, 3), number(part.weight, 4), number(part.points, 4), part.points === null ? '—' : number(part.weight - part.points, 4)]), [1, 2, 3, 4, 5]),
    found.parcel && furtherPart(found.parcel, cluster));
}
