// What was tried is kept in the study, and the study is run with it.
import { announce, field, h, mark, problemBox, wordsOf } from './dom';
import { Refused, ask, followed } from './api';
import type { Job, Tried } from './answers';
import { t } from './words';

interface Saved { id?: string; files: string[]; next: string[]; }
const taken = 409;

/** Runs the study, with other weights when they are named; `seen` shows what came of it. */
export function runPart(weights: string, seen: () => void): HTMLElement {
  const outcome = h('div', { role: 'status' });
  const start = h('button', { type: 'button', onclick: () => { void run(); } }, weights ? t('用这套权重运行研究') : t('运行研究'));

  function tell(job: Job, percent: number): void {
    const bar = h('progress', { max: 100, value: Math.max(percent, 0), 'aria-label': t('正在运行研究') });
    const stop = h('button', { type: 'button', onclick: () => { ask('DELETE', '/jobs/' + job.jobID).catch(problem => announce(wordsOf(problem))); } }, t('停止运行'));
    outcome.replaceChildren(h('p', {}, percent < 0 ? t('排队中……') : t('正在运行研究：{} %', percent)), h('p', { class: 'row' }, bar, stop));
  }

  async function run(): Promise<void> {
    start.disabled = true;
    try {
      const job = await ask<Job>('POST', '/run', weights ? { weights } : {});
      let told = '';
      await followed(job.jobID, percent => { if (told !== String(percent)) { told = String(percent); tell(job, percent); } });
      outcome.replaceChildren(h('div', { class: 'note good' }, h('p', {}, t('运行完成。')), h('p', { class: 'row' }, h('button', { type: 'button', onclick: seen }, t('看新的结果')))));
    } catch (problem) { outcome.replaceChildren(problemBox(wordsOf(problem))); }
    start.disabled = false;
  }

  return h('div', {}, h('p', { class: 'row' }, start), outcome);
}

function savedPart(saved: Saved, seen: () => void): HTMLElement {
  return h('div', {}, h('div', { class: 'note good' }, h('p', {}, t('已存入研究：{}。', saved.files.join('、'))),
    h('details', {}, h('summary', {}, t('在命令行中')), h('ul', {}, saved.next.map(words => h('li', {}, h('code', {}, words)))))), runPart(saved.id || '', seen));
}

/** `tried()`: weights and curves as they stand. */
export function savePart(tried: () => Tried, seen: () => void): HTMLElement {
  const id = h('input', { autocomplete: 'off', maxlength: 64 }), title = h('input', { autocomplete: 'off', maxlength: 80 }), outcome = h('div', { role: 'status' });

  async function save(replaces: boolean): Promise<void> {
    const what = tried(), hasCurves = Object.keys(what.curves).length > 0, isNameless = hasCurves && !Object.keys(what.weights).length && !id.value;
    const given = [mark(id, isNameless || /^[a-z0-9_-]{1,64}$/.test(id.value) ? '' : t('1 至 64 个小写字母、数字、- 或 _')), mark(title, title.value.trim() ? '' : t('请写明用途'))].every(Boolean);
    if (!given) return;
    try {
      const saved = await ask<Saved>('POST', '/live/save', { ...what, ...(isNameless ? {} : { id: id.value }), title: title.value.trim(), ...(replaces ? { replace_curves: true } : {}) });
      outcome.replaceChildren(savedPart(saved, seen));
    } catch (problem) {
      const again = problem instanceof Refused && problem.status === taken && hasCurves && !replaces;
      outcome.replaceChildren(problemBox(wordsOf(problem)), ...(again ? [h('p', { class: 'row' }, h('button', { type: 'button', onclick: () => { void save(true); } }, t('替换原来的价值曲线')))] : []));
    }
  }

  return h('div', {},
    h('details', {}, h('summary', {}, t('存为方案')), h('p', { class: 'hint' }, t('权重存为研究的一套权重；改过的价值曲线存入研究的指标，只用于这个集群。')),
      h('form', { onsubmit: (event: Event) => { event.preventDefault(); void save(false); }, novalidate: true }, field(t('方案编号'), id, t('小写字母、数字、- 和 _；只改价值曲线时可不填')), field(t('用途'), title), h('button', {}, t('存入研究'))), outcome),
    h('details', {}, h('summary', {}, t('重新运行')), h('p', { class: 'hint' }, t('按研究现在的设置完整运行一次；运行时照常可以使用，完成后页面用新的结果。')), runPart('', seen)));
}
