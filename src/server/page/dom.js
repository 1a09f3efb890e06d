// Elements from values. Texts only ever become text nodes, so nothing that somebody typed is read as markup.

import { inEnglish, t } from './words.js';

export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

const svgSpace = 'http://www.w3.org/2000/svg';
export function svg(name, attributes, ...children) {
  const element = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  for (const child of children) element.append(child);
  return element;
}

/** Puts a view into the page, its heading in the title, and moves the focus there. */
export function show(title, ...children) {
  const main = document.getElementById('main');
  main.replaceChildren(h('h1', {}, title), ...children.flat(3).filter(Boolean));
  document.title = title + ' · ' + t('产域');
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export function announce(words) {
  document.getElementById('announce').textContent = words;
}

let fields = 0;
/** A labelled field with a hint and a place for what is wrong. `control` is an input, select or textarea. */
export function field(label, control, hint) {
  const id = 'field-' + (++fields);
  const wrong = h('p', { class: 'wrong', id: id + '-wrong', hidden: true });
  control.id = id;
  control.setAttribute('aria-describedby', (hint ? id + '-hint ' : '') + id + '-wrong');
  return h('div', { class: 'field' }, h('label', { for: id }, label), hint && h('p', { class: 'hint', id: id + '-hint' }, hint), control, wrong);
}

/** Says what is wrong beside the field; nothing takes it away. */
export function mark(control, words) {
  const wrong = document.getElementById(control.id + '-wrong');
  wrong.textContent = words || '';
  wrong.hidden = !words;
  if (words) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  return !words;
}

export function table(caption, heads, rows, figures = []) {
  const figure = i => (figures.includes(i) ? 'figure' : null);
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: heads.length - figures.length > 4 ? 'wordy' : null }, h('caption', { class: 'quiet' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head, i) => h('th', { scope: 'col', class: figure(i) }, head)))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) =>
        i === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: figure(i) }, cell)))))));
}

export const number = (value, digits = 2) =>
  value === null || value === undefined ? '—' : Number(value).toLocaleString(inEnglish() ? 'en' : 'zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export function problemBox(words) {
  return h('div', { class: 'note bad', role: 'alert' }, h('p', {}, words));
}

export function select(pairs, chosen) {
  const control = h('select', {}, pairs.map(([value, title]) => h('option', { value }, title)));
  if (chosen !== undefined) control.value = chosen;
  return control;
}

/** Both areas of one thing in a sentence. */
export const areaWords = shape => t('椭球面积 {} m²（{} 公顷，{} 亩），平面面积 {} m²', number(shape.area_m2),
  number(shape.area_ha === undefined ? shape.area_m2 / 10000 : shape.area_ha, 4), number(shape.area_mu === undefined ? shape.area_m2 * 3 / 2000 : shape.area_mu), number(shape.planar_m2));

/** Shows what an address names, also when the page is there already (another version of the same request, say). */
export function goTo(address) {
  if (location.hash === address) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = address;
}
