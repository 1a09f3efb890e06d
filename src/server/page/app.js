// Signs in, and shows the view that the address names.
import { announce, field, h, mark, problemBox, show, table } from './dom.js';
import { ask, setToken } from './api.js';
import { dataView } from './data.js';
import { findView } from './find.js';
import { outlineView } from './outline.js';
import { requestsView, requestView } from './requests.js';

let user = null, study = null;

function signInView(words) {
  const name = h('input', { autocomplete: 'username', maxlength: 64 });
  const password = h('input', { type: 'password', autocomplete: 'current-password', maxlength: 200 });
  const outcome = h('div', {}, words && problemBox(words));
  async function signIn(event) {
    event.preventDefault();
    const given = mark(name, name.value ? '' : '请填写用户名') & mark(password, password.value ? '' : '请填写密码');
    if (!given) { document.querySelector('[aria-invalid=true]').focus(); return; }
    try {
      await ask('POST', '/session', { name: name.value, password: password.value });
      await begin();
    } catch (problem) { outcome.replaceChildren(problemBox(problem.message)); password.value = ''; password.focus(); }
  }
  document.getElementById('nav').hidden = true;
  document.getElementById('who').replaceChildren();
  show('登录', h('form', { onsubmit: signIn, novalidate: true }, field('用户名', name), field('密码', password), h('button', { class: 'main' }, '登录')), outcome);
  name.focus();
}

async function auditView() {
  const log = await ask('GET', '/audit?limit=500');
  show('审计日志', h('p', { class: log.chain_holds ? null : 'note bad' }, log.chain_holds ? '摘要链完整。' : `摘要链从第 ${log.first_fault} 条起不符。`),
    table('最近的记录', ['序号', '时间', '用户', '镇街', '动作', '对象', '结果'],
      log.entries.map(entry => [String(entry.number), entry.moment, entry.name, entry.town, entry.action, entry.thing, entry.outcome])));
}

const places = () => [['#/data', '数据情况'], ['#/outline', '我有红线'], ['#/find', '我要找地'], ['#/requests', user.role === 'town' ? '本镇街申请' : '申请审核'],
  ...(user.role === 'admin' ? [['#/audit', '审计日志']] : [])];

function drawNav() {
  const nav = document.getElementById('nav');
  const here = location.hash.split('/').slice(0, 2).join('/');
  nav.hidden = false;
  nav.replaceChildren(h('ul', {}, places().map(([href, words]) => h('li', {}, h('a', { href, 'aria-current': here === href || (here === '#/request' && href === '#/requests') ? 'page' : null }, words)))));
  const town = study.towns.find(one => one.value === user.town);
  document.getElementById('study-title').textContent = study.title;
  document.getElementById('who').replaceChildren(`${user.name}（${town ? town.title : user.role === 'admin' ? '管理员' : '市局'}） `,
    h('button', { onclick: signOut }, '退出'));
}

async function signOut() {
  try { await ask('DELETE', '/session'); } catch (problem) { /* gone already */ }
  user = null;
  signInView();
}

async function go() {
  if (!user) return;
  announce('');
  drawNav();
  const [, place, id] = location.hash.split('/');
  try {
    if (place === 'outline') outlineView(study, id ? await ask('GET', '/requests/' + id) : null);
    else if (place === 'find') findView(study, user);
    else if (place === 'requests') await requestsView(study, user);
    else if (place === 'request') await requestView(study, user, id);
    else if (place === 'audit') await auditView();
    else dataView(study);
  } catch (problem) {
    if (problem.status === 401) { user = null; signInView('登录已过期，请重新登录'); } else show('出错了', problemBox(problem.message));
  }
}

async function begin() {
  user = await ask('GET', '/session');
  setToken(user.token);
  study = await ask('GET', '/study');
  if (!location.hash || location.hash === '#/') location.hash = user.role === 'town' ? '#/data' : '#/requests';
  else await go();
}

window.addEventListener('hashchange', go);
begin().catch(problem => signInView(problem.status === 401 ? '' : problem.message));
