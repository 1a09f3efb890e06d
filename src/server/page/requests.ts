// What was asked and what became of it: for a town its own, for the bureau all of them, with the decision.
import { announce, field, h, mark, problemBox, show, table, wordsOf } from './dom';
import { ask, followed } from './api';
import { reportPart, stateTag } from './result';
import { trimPart } from './trim';
import { placePart, versionsPart } from './versions';
import type { Reports, Request, Study, User, Version } from './answers';
import { t } from './words';

export const stateWords: Record<string, string> = { draft: '草稿', submitted: '已报送', accepted: '已受理', returned: '已退回', signed: '已签发' };
export const jobWords: Record<string, string> = { accepted: '排队中', running: '正在出具', successful: '已出具', failed: '未能出具', dismissed: '已取消' };

export const moment = (text: string): string => new Date(text).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });

function townName(study: Study, code: string): string {
  const town = study.towns.find(one => one.value === code);
  return town ? town.title : code || t('市局');
}

export async function requestsView(study: Study, user: User, filter = ''): Promise<void> {
  const { requests } = await ask<{ requests: Request[] }>('GET', '/requests?limit=500' + (filter ? '&number=' + encodeURIComponent(filter) : ''));
  const wanted = h('input', { value: filter, autocomplete: 'off' });
  const find = (event: Event) => { event.preventDefault(); requestsView(study, user, wanted.value.trim()).catch(problem => announce(wordsOf(problem))); };
  const isTown = user.role === 'town';
  const toDo = requests.filter(one => one.state === (isTown ? 'returned' : 'submitted'));
  const rows = requests.map(one => {
    const last: Partial<Version> = one.versions[one.versions.length - 1] || {};
    return [h('a', { href: '#/request/' + one.id }, one.number), one.title, townName(study, one.town), stateTag(one.state, t(stateWords[one.state])),
      t(jobWords[last.status || ''] || '—'), String(one.versions.length), moment(one.updated)];
  });
  show(isTown ? t('本镇街的申请') : t('各镇街的申请'),
    h('p', {}, toDo.length ? t(isTown ? '待修改 {} 件。' : '待审核 {} 件。', toDo.length) : t('没有待办。')),
    h('form', { class: 'inline', onsubmit: find }, field(t('按报告编号查找'), wanted, t('例如 ZW-2026-00001；留空为全部')), h('button', {}, t('查找'))),
    requests.length ? table(t('申请'), ['编号', '项目', '镇街', '状态', '报告', '版次', '更新'].map(words => t(words)), rows) : h('p', {}, filter ? t('没有这个编号，或不属于本镇街。') : t('还没有申请。')),
    isTown && h('p', { class: 'row' }, h('a', { class: 'button main', href: '#/outline' }, t('提交红线'))));
}

type Move = (state: string, needsReason?: boolean) => void;

/** What this visitor may do with a request in its present state. */
function actionsOf(request: Request, user: User, isMade: boolean, move: Move): HTMLElement[] {
  const button = (words: string, act: () => void, main = false) => h('button', { type: 'button', class: main ? 'main' : null, onclick: act }, t(words));
  const isOpen = request.state === 'draft' || request.state === 'returned', decides = user.role !== 'town';
  return [isOpen && isMade && button('报送市局', () => move('submitted'), true),
    isOpen && h('a', { class: 'button', href: '#/outline/' + request.id }, t('另提一版红线')),
    decides && request.state === 'submitted' && button('受理', () => move('accepted'), true),
    decides && request.state === 'accepted' && button('签发', () => move('signed'), true),
    decides && ['submitted', 'accepted'].includes(request.state) && button('退回', () => move('returned', true))].filter(each => each instanceof HTMLElement);
}

export async function requestView(study: Study, user: User, id: string): Promise<void> {
  const request = await ask<Request>('GET', '/requests/' + id);
  const last = request.versions[request.versions.length - 1];
  const result = h('div', {}, h('p', {}, t('正在出具报告……')));
  const more = h('div', {}), place = h('div', {}, last && last.upload && placePart(study, last));
  const reason = h('textarea', { maxlength: 600 });
  const outcome = h('div', {}), actions = h('div', { class: 'row' });

  async function move(state: string, needsReason = false): Promise<void> {
    if (needsReason && !mark(reason, reason.value.trim() ? '' : t('退回须写明理由'))) { reason.focus(); return; }
    try {
      await ask('POST', `/requests/${id}/state`, { state, reason: reason.value.trim() });
      await requestView(study, user, id);
      announce(t('已记录：{}', t(stateWords[state])));
    } catch (problem) { outcome.replaceChildren(problemBox(wordsOf(problem))); }
  }

  const decides = user.role !== 'town' && ['submitted', 'accepted'].includes(request.state);
  show(`${request.title}（${request.number}）`,
    h('p', {}, stateTag(request.state, t(stateWords[request.state])), '　', townName(study, request.town), '　', t('提交人 {}', request.name), '　', t('更新 {}', moment(request.updated))),
    request.reason && h('p', { class: 'note' }, t('{} 的意见：{}', request.decided_by, request.reason)),
    actions, place, result, more,
    decides && field(t('审核意见（退回时必填）'), reason),
    decides && h('div', { class: 'row' }, actionsOf(request, user, true, move)),
    outcome);
  actions.replaceChildren(...actionsOf(request, user, false, move));
  if (!last) { result.replaceChildren(problemBox(t('没有报告'))); return; }
  try {
    const done = await followed<Reports>(last.job, percent => {
      const words = percent < 0 ? t('排队中……') : t('正在出具报告：{} %', percent);
      announce(words);
      result.replaceChildren(h('p', {}, words), h('progress', { max: 100, value: Math.max(percent, 0), 'aria-label': t('正在出具报告……') }));
    });
    Object.assign(request, await ask<Request>('GET', '/requests/' + id));  // its last version has a report by now
    announce(t('报告已出具'));
    result.replaceChildren(reportPart(done));
    actions.replaceChildren(...actionsOf(request, user, true, move));
    const isOpen = request.state === 'draft' || request.state === 'returned';
    more.replaceChildren(...[isOpen && trimPart(study, user, request, last, done.answer.value.reports[0]),
      request.versions.length > 1 && versionsPart(study, request)].filter(each => each instanceof HTMLElement));
  } catch (problem) { announce(''); result.replaceChildren(problemBox(t('未能出具报告：{}', wordsOf(problem)))); }
}
