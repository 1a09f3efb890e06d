// Signs in, and shows the view that the address names.
import { announce, byId, field, firstWrong, h, mark, problemBox, show, table, wordsOf } from './dom';
import { Refused, ask, setToken } from './api';
import { dataView } from './data';
import type { AuditLog, Request, Study, User } from './answers';
import { inEnglish, setLanguage, t } from './words';

let user: User | null = null, study: Study | null = null;

function signInView(words?: string): void {
  const name = h('input', { autocomplete: 'username', maxlength: 64 });
  const password = h('input', { type: 'password', autocomplete: 'current-password', maxlength: 200 });
  const outcome = h('div', {}, words && problemBox(words));
  async function signIn(event: Event) {
    event.preventDefault();
    const given = [mark(name, name.value ? '' : t('请填写用户名')), mark(password, password.value ? '' : t('请填写密码'))].every(Boolean);
    if (!given) { firstWrong().focus(); return; }
    try {
      await ask('POST', '/session', { name: name.value, password: password.value });
      await begin();
    } catch (problem) { outcome.replaceChildren(problemBox(wordsOf(problem))); password.value = ''; password.focus(); }
  }
  byId('nav').hidden = true;
  drawWho();
  show(t('登录'), h('form', { class: 'card', onsubmit: signIn, novalidate: true }, field(t('用户名'), name), field(t('密码'), password), h('button', { class: 'main' }, t('登录')), outcome));
  name.focus();
}

async function auditView() {
  const log = await ask<AuditLog>('GET', '/audit?limit=500');
  show(t('审计日志'), h('p', { class: log.chain_holds ? null : 'note bad' }, log.chain_holds ? t('摘要链完整。') : t('摘要链从第 {} 条起不符。', log.first_fault)),
    table(t('最近的记录'), ['序号', '时间', '用户', '镇街', '动作', '对象', '结果'].map(words => t(words)),
      log.entries.map(entry => [String(entry.number), entry.moment, entry.name, entry.town, entry.action, entry.thing, entry.outcome])));
}

const live = (role: User['role']): [string, string][] => (role === 'town' ? [] : [['#/live', t('实时适宜性')]]);
const audit = (role: User['role']): [string, string][] => (role === 'admin' ? [['#/audit', t('审计日志')]] : []);
const places = (role: User['role']): [href: string, words: string][] => [['#/data', t('数据情况')], ['#/outline', t('我有红线')], ['#/find', t('我要找地')], ['#/requests', role === 'town' ? t('本镇街申请') : t('申请审核')],
  ...live(role), ...audit(role)];

function drawNav(role: User['role'], title: string): void {
  const nav = byId('nav');
  const here = location.hash.split('/').slice(0, 2).join('/');
  nav.hidden = false;
  nav.replaceChildren(h('ul', {}, places(role).map(([href, words]) => h('li', {}, h('a', { href, 'aria-current': here === href || (here === '#/request' && href === '#/requests') ? 'page' : null }, words)))));
  byId('study-title').textContent = title;
}

/** Who is signed in, and the other language. */
function drawWho(): void {
  const town = user && study && study.towns.find(one => one.value === user?.town);
  const other = h('button', { type: 'button', lang: inEnglish() ? 'zh-CN' : 'en', onclick: () => useLanguage(inEnglish() ? 'zh' : 'en') }, inEnglish() ? '中文' : 'English');
  byId('who').replaceChildren(...(user ? [`${user.name}（${town ? town.title : user.role === 'admin' ? t('管理员') : t('市局')}） `, h('button', { type: 'button', onclick: signOut }, t('退出')), ' '] : []), other);
}

function useLanguage(language: string): void {
  setLanguage(language);
  dress();
  if (user) void go(); else signInView();
}

/** What of the page is there before anything is asked. */
function dress(): void {
  document.documentElement.lang = inEnglish() ? 'en' : 'zh-CN';
  byId('brand').textContent = t('产域');
  byId('skip').textContent = t('跳到正文');
  byId('nav').setAttribute('aria-label', t('主要功能'));
}

async function signOut() {
  try { await ask('DELETE', '/session'); } catch (problem) { /* gone already */ }
  user = null;
  signInView();
}

async function go(): Promise<void> {
  if (!user || !study) return;
  announce('');
  drawNav(user.role, study.title);
  drawWho();
  byId('main').classList.remove('wide');
  const [, place, id] = location.hash.split('/');
  try {
    if (place === 'outline') (await import('./outline')).outlineView(study, user, id ? await ask<Request>('GET', '/requests/' + id) : null);
    else if (place === 'find') (await import('./find')).findView(study, user);
    else if (place === 'requests') await (await import('./requests')).requestsView(study, user);
    else if (place === 'request') await (await import('./requests')).requestView(study, user, id);
    else if (place === 'live' && user.role !== 'town') await (await import('./live')).liveView(study);
    else if (place === 'audit') await auditView();
    else dataView(study, user);
  } catch (problem) {
    if (problem instanceof Refused && problem.status === 401) { user = null; signInView(t('登录已过期，请重新登录')); } else show(t('出错了'), problemBox(wordsOf(problem)));
  }
}

async function begin(): Promise<void> {
  user = await ask<User>('GET', '/session');
  setToken(user.token);
  study = await ask<Study>('GET', '/study');
  if (!location.hash || location.hash === '#/') location.hash = user.role === 'town' ? '#/data' : '#/requests';
  else await go();
}

window.addEventListener('hashchange', go);
dress();
begin().catch(problem => signInView(problem instanceof Refused && problem.status === 401 ? '' : wordsOf(problem)));
