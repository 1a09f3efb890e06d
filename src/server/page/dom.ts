// Elements from values. Texts only ever become text nodes, so nothing that somebody typed is read as markup.

import type { Areas } from './answers';
import { inEnglish, t } from './words';

export const byId = (id: string): HTMLElement => document.getElementById(id)!;
/** Words of what was thrown. */
export const wordsOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

const flat = (children: Child[]): (Node | string)[] =>
  children.flatMap(child => (Array.isArray(child) ? flat(child) : child === null || child === undefined || child === false ? [] : [child instanceof Node ? child : String(child)]));

export type Child = Node | string | number | null | undefined | false | Child[];
type Attributes = Record<string, unknown>;
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function h<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value as EventListener);
    else if (key === 'value') (element as unknown as Control).value = String(value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of flat(children)) {
    element.append(child);
  }
  return element;
}

const svgSpace = 'http://www.w3.org/2000/svg';
export function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes, ...children: Node[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, String(value));
  for (const child of children) element.append(child);
  return element;
}

/** Puts a view into the page, its heading in the title, and moves the focus there. */
export function show(title: string, ...children: Child[]): void {
  const main = byId('main');
  main.replaceChildren(h('h1', {}, title), ...flat(children));
  document.title = title + ' · ' + t('产域');
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export function announce(words: string): void {
  byId('announce').textContent = words;
}

let fields = 0;
/** A labelled field with a hint and a place for what is wrong. `control` is an input, select or textarea. */
export function field(label: string, control: Control, hint?: string): HTMLElement {
  const id = 'field-' + (++fields);
  const wrong = h('p', { class: 'wrong', id: id + '-wrong', hidden: true });
  control.id = id;
  control.setAttribute('aria-describedby', (hint ? id + '-hint ' : '') + id + '-wrong');
  return h('div', { class: 'field' }, h('label', { for: id }, label), hint && h('p', { class: 'hint', id: id + '-hint' }, hint), control, wrong);
}

/** Says what is wrong beside the field; nothing takes it away. */
export function mark(control: Control, words?: string | false | null): boolean {
  const wrong = byId(control.id + '-wrong');
  wrong.textContent = words || '';
  wrong.hidden = !words;
  if (words) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  return !words;
}

/** The first field that something is wrong with. */
export const firstWrong = (): HTMLElement => document.querySelector<HTMLElement>('[aria-invalid=true]')!;

export function table(caption: string, heads: string[], rows: Child[][], figures: number[] = []): HTMLElement {
  const figure = (i: number) => (figures.includes(i) ? 'figure' : null);
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: heads.length - figures.length > 4 ? 'wordy' : null }, h('caption', { class: 'quiet' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head, i) => h('th', { scope: 'col', class: figure(i) }, head)))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) =>
        i === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: figure(i) }, cell)))))));
}

export const number = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined ? '—' : Number(value).toLocaleString(inEnglish() ? 'en' : 'zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export function problemBox(words: string): HTMLElement {
  return h('div', { class: 'note bad', role: 'alert' }, h('p', {}, words));
}

export function select(pairs: [value: string, title: string][], chosen?: string): HTMLSelectElement {
  const control = h('select', {}, pairs.map(([value, title]) => h('option', { value }, title)));
  if (chosen !== undefined) control.value = chosen;
  return control;
}

/** Both areas of one thing in a sentence. */
export const areaWords = (shape: Areas): string => t('椭球面积 {} m²（{} 公顷，{} 亩），平面面积 {} m²', number(shape.area_m2),
  number(shape.area_ha === undefined ? shape.area_m2 / 10000 : shape.area_ha, 4), number(shape.area_mu === undefined ? shape.area_m2 * 3 / 2000 : shape.area_mu), number(shape.planar_m2));

/** Shows what an address names, also when the page is there already (another version of the same request, say). */
export function goTo(address: string): void {
  if (location.hash === address) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = address;
}
