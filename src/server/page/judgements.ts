// Weights from pairwise judgements (AHP): a table to fill in, with the consistency as it is filled in.
import { h, number, wordsOf } from './dom';
import { ask } from './api';
import type { Consistency, Criterion } from './answers';
import { t, titled } from './words';

const scale = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9];
const inWords = (value: number): string => (value >= 1 ? String(value) : '1/' + Math.round(1 / value));
const limit = 0.1;

/** The step of the scale that is nearest to a ratio. */
const nearest = (ratio: number): number => scale.reduce((best, each) => (Math.abs(Math.log(each / ratio)) < Math.abs(Math.log(best / ratio)) ? each : best), 1);

/** `taken(weights)` whenever the judgements give weights. */
export function judgementsPart(criteria: Criterion[], weights: number[], taken: (weights: number[]) => void): HTMLElement {
  const order = criteria.length;
  const judged = criteria.map((_, i) => criteria.map((__, k) => (k > i ? nearest(weights[i] && weights[k] ? weights[i] / weights[k] : 1) : 1)));
  const state = h('p', { role: 'status', class: 'lead' });

  async function tell(isChange: boolean): Promise<void> {
    const upper = judged.slice(0, -1).map((row, i) => row.slice(i + 1));
    try {
      const found = await ask<Consistency>('POST', '/live/ahp', { upper });
      const bad = found.consistency_ratio >= limit, worst = found.worst;
      state.className = bad ? 'wrong' : 'lead';
      state.textContent = t(bad ? '一致性比率 CR = {}，不小于 0.1，判断相互矛盾' : '一致性比率 CR = {}，小于 0.1，可以采用', number(found.consistency_ratio, 4)) +
        (worst && found.consistency_ratio > 0.001 ? '；' + t('最不一致的是“{}”对“{}”：现为 {}，其余判断推得 {}', titled(criteria[worst.row]), titled(criteria[worst.column]), inWords(nearest(worst.given)), number(worst.consistent, 2)) : '');
      if (isChange && !bad) taken(found.weights);
    } catch (problem) { state.className = 'wrong'; state.textContent = wordsOf(problem); }
  }

  const control = (i: number, k: number) => {
    const choice = h('select', { 'aria-label': t('“{}”对“{}”的重要程度', titled(criteria[i]), titled(criteria[k])) }, scale.map(value => h('option', { value: String(value) }, inWords(value))));
    choice.value = String(judged[i][k]);
    choice.addEventListener('change', () => { judged[i][k] = Number(choice.value); void tell(true); });
    return choice;
  };
  const rows = criteria.slice(0, order - 1).map((one, i) => h('tr', {}, h('th', { scope: 'row' }, titled(one)),
    criteria.slice(1).map((_, k) => h('td', {}, k + 1 > i ? control(i, k + 1) : ''))));
  void tell(false);
  return h('div', {}, state, h('p', { class: 'hint' }, t('行对列的重要程度：1 同等，3 略重要，5 重要，7 很重要，9 极重要；分数为相反。CR 小于 0.1 时权重立即生效。')),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('两两比较') }, h('table', { class: 'small' },
      h('thead', {}, h('tr', {}, h('td', {}), criteria.slice(1).map(one => h('th', { scope: 'col' }, titled(one))))), h('tbody', {}, rows))));
}
