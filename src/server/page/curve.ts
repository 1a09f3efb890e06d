// A value function to look at and to change: what a measured value is worth, as src/suitability/value_curve.h has it.
import { field, h, mark, svg } from './dom';
import type { Curve, Knot } from './answers';
import { t } from './words';

const cut = (x: number): number => Math.min(1, Math.max(0, x));
const byKnots = ['piecewise', 'step', 'classes'];

/** The worth of one value, for the drawing. */
export function worthOf(curve: Curve, x: number): number {
  const share = cut((x - curve.low) / (curve.high - curve.low)), span = curve.at_high - curve.at_low, k = curve.shape;
  if (curve.kind === 'linear') return curve.at_low + span * share;
  if (curve.kind === 'j_shape') return curve.at_low + span * share ** k;
  if (curve.kind === 's_shape') return curve.at_low + span * (share ** k / (share ** k + (1 - share) ** k));
  if (curve.kind === 'inverse') return curve.at_low + span * cut((1 / Math.max(x, curve.low) - 1 / curve.low) / (1 / curve.high - 1 / curve.low));
  if (curve.kind === 'gaussian') return curve.at_low + span * Math.exp(-(((x - curve.high) / (k * (curve.high - curve.low))) ** 2) / 2);
  const knots = curve.knots;
  if (curve.kind === 'step') return (knots.filter(knot => knot[0] <= x).pop() || knots[0])[1];
  if (curve.kind === 'classes') return (knots.find(knot => x <= knot[0]) || knots[knots.length - 1])[1];
  const right = knots.findIndex(knot => x < knot[0]);
  if (right === 0) return knots[0][1];
  if (right < 0) return knots[knots.length - 1][1];
  const [[a, u], [b, v]] = [knots[right - 1], knots[right]];
  return u + (v - u) * (x - a) / (b - a);
}

/** From where to where the curve says something. */
function extent(curve: Curve): [number, number] {
  const [from, to] = byKnots.includes(curve.kind) ? [curve.knots[0][0], curve.knots[curve.knots.length - 1][0]] : [curve.low, curve.high];
  const margin = (to - from || 1) * 0.15;
  return [Math.max(from - margin, from >= 0 ? 0 : -Infinity), to + margin + (curve.kind === 'gaussian' ? to - from : 0)];
}

export function drawnCurve(curve: Curve, unit: string): HTMLElement {
  const wide = 240, high = 72;
  if (curve.kind === 'categorical') return h('p', { class: 'hint' }, Object.entries(curve.categories).map(([word, worth]) => `${word} ${worth}`).join('；'));
  const [from, to] = extent(curve);
  const line = Array.from({ length: 121 }, (_, i) => `${i ? 'L' : 'M'}${(i * wide / 120).toFixed(1)} ${(4 + (1 - worthOf(curve, from + (to - from) * i / 120)) * (high - 8)).toFixed(1)}`).join('');
  const picture = svg('svg', { class: 'curve', role: 'img', 'aria-label': t('价值曲线'), viewBox: `0 0 ${wide} ${high}` },
    svg('path', { d: `M0 ${high - 4}H${wide}M0 4H${wide}`, stroke: '#b9c4ca', 'stroke-width': 1, fill: 'none' }), svg('path', { d: line, stroke: '#0b4f6c', 'stroke-width': 2.5, fill: 'none' }));
  const short = (value: number) => Number(value.toPrecision(4)).toLocaleString();
  return h('div', {}, picture, h('p', { class: 'hint ends' }, h('span', {}, short(from)), h('span', {}, unit === '1' ? '' : unit), h('span', {}, short(to))));
}

/** Fields for the figures of the curve; `changed(curve)` when they make sense. */
export function curveFields(curve: Curve, unit: string, changed: (curve: Curve) => void): HTMLElement {
  if (curve.kind === 'categorical') return h('div', {}, drawnCurve(curve, unit));
  const place = h('div', {}, drawnCurve(curve, unit));
  const take = (next: Curve) => { place.replaceChildren(drawnCurve(next, unit)); changed(next); };
  if (byKnots.includes(curve.kind)) {
    const rows = h('textarea', { class: 'knots', spellcheck: 'false', value: curve.knots.map(knot => knot.join(' ')).join('\n') });
    rows.addEventListener('change', () => {
      const knots = rows.value.trim().split('\n').map(row => row.trim().split(/[\s,，]+/).map(Number) as Knot);
      const sound = knots.every((knot, i) => knot.length === 2 && knot.every(Number.isFinite) && knot[1] >= 0 && knot[1] <= 1 && (i === 0 || knots[i - 1][0] < knot[0]));
      if (mark(rows, sound ? '' : t('每行“测量值 价值”，测量值递增，价值 0 至 1'))) take({ ...curve, knots });
    });
    return h('div', {}, place, field(t('分段点（测量值 价值）'), rows));
  }
  const keys: [key: 'low' | 'high' | 'at_low' | 'at_high' | 'shape', words: string][] = [['low', '低值'], ['high', '高值'], ['at_low', '低值的价值'], ['at_high', '高值的价值'], ...(['j_shape', 's_shape', 'gaussian'].includes(curve.kind) ? [['shape', '形状'] as ['shape', string]] : [])];
  const inputs = keys.map(([key]) => h('input', { inputmode: 'decimal', value: String(curve[key]) }));
  inputs.forEach((input, i) => input.addEventListener('change', () => {
    const next = { ...curve };
    keys.forEach(([key], k) => { next[key] = Number(inputs[k].value); });
    const sound = Number.isFinite(Number(input.value)) && next.low < next.high && cut(next.at_low) === next.at_low && cut(next.at_high) === next.at_high && next.shape > 0;
    if (mark(inputs[i], sound ? '' : t('低值小于高值，价值 0 至 1，形状大于 0'))) { inputs.forEach(each => mark(each, '')); take(next); }
  }));
  return h('div', {}, place, h('div', { class: 'grid2' }, keys.map(([, words], i) => field(t(words), inputs[i]))));
}
