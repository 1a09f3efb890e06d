// What was asked and what became of it: for a town its own, for the bureau all of them, with the decision.
import { announce, field, h, mark, number, problemBox, show, table } from './dom.js';
import { ask, followed } from './api.js';

export const stateWords = { draft: '草稿', submitted: '已报送', accepted: '已受理', returned: '已退回', signed: '已签发' };
const checkWords = { occupies: '涉及', touches_only: '仅相接', clear: '不涉及', not_checked: '未核查' };
const verdictWords = { fits: '符合', conditional: '有条件符合', conflicts: '不符合', undecided: '待核查' };
const jobWords = { accepted: '排队中', running: '正在出具', successful: '已出具', failed: '未能出具', dismissed: '已取消' };

const tag = (kind, words) => h('span', { class: 'state ' + kind }, words);
const moment = text => text.replace('T', ' ').replace('Z', '（UTC）');

function townName(study, code) {
  const town = study.towns.find(one => one.value === code);
  return town ? town.title : code || '市局';
}

export async function requestsView(study, user, filter = '') {
  const { requests } = await ask('GET', '/requests?limit=500' + (filter ? '&number=' + encodeURIComponent(filter) : ''));
  const wanted = h('input', { value: filter, autocomplete: 'off' });
  const find = event => { event.preventDefault(); requestsView(study, user, wanted.value.trim()).catch(problem => announce(problem.message)); };
  const toDo = user.role === 'town' ? requests.filter(one => one.state === 'returned') : requests.filter(one => one.state === 'submitted');
  const rows = requests.map(one => {
    const last = one.versions[one.versions.length - 1] || {};
    return [h('a', { href: '#/request/' + one.id }, one.number), one.title, townName(study, one.town), tag(one.state, stateWords[one.state]),
      jobWords[last.status] || '—', String(one.versions.length), moment(one.updated)];
  });
  show(user.role === 'town' ? '本镇街的申请' : '各镇街的申请',
    h('p', {}, toDo.length ? `待${user.role === 'town' ? '修改' : '审核'} ${toDo.length} 件。` : '没有待办。'),
    h('form', { onsubmit: find }, field('按报告编号查找', wanted, '例如 ZW-2026-00001；留空为全部'), h('button', {}, '查找')),
    requests.length ? table('申请', ['编号', '项目', '镇街', '状态', '报告', '版次', '更新'], rows) : h('p', {}, filter ? '没有这个编号，或不属于本镇街。' : '还没有申请。'),
    user.role === 'town' && h('p', { class: 'row' }, h('a', { class: 'button', href: '#/outline' }, '提交红线')));
}

/** The report of one version, from its JSON. */
function reportPart(results) {
  const answer = results.answer.value, report = answer.reports[0];
  if (!report) return problemBox('没有报告');
  const byState = state => report.checks.filter(check => check.state === state);
  const open = report.checks.filter(check => check.verdict !== 'fits');
  const downloads = results.files.value.filter(file => /report\.(pdf|docx|xlsx|json|html)$|evidence\.gpkg$|\.txt$|maps\/.*\.png$/.test(file.title) && !file.title.endsWith('finished.txt'));
  const score = (report.fits || []).find(fit => fit.cluster === report.cluster);
  return h('div', {},
    h('div', { class: 'box ' + report.verdict }, h('p', {}, report.headline)),
    h('p', {}, `椭球面积 ${number(report.area_m2)} m²（${number(report.area_m2 / 10000, 4)} 公顷，${number(report.area_m2 * 3 / 2000)} 亩），平面面积 ${number(report.planar_m2)} m²；最早的数据时点 ${report.data_date || '未注明'}；报告编号 ${report.project.report_number || '无'}；成果校验码 ${report.manifest ? report.manifest.code : '无'}。`),
    score && h('p', {}, `产业契合：${score.name}，` + (score.score === null ? '没有得分' : `得分 ${number(score.score, 3)}`), score.clause ? `（${score.clause}）` : '', '。'),
    h('h2', {}, '四种核查结果'),
    table('核查结果件数', ['结果', '件数', '事项'], Object.entries(checkWords).map(([state, words]) => [words, String(byState(state).length), byState(state).map(check => check.title).join('、') || '—']), [1]),
    h('h2', {}, '需要办理的事项'),
    open.length ? table('事项、部门、依据和材料', ['事项', '结论', '说明', '责任部门', '依据', '材料'],
      open.map(check => [check.title, tag(check.verdict, verdictWords[check.verdict]), check.sentence, check.department || '—', check.legal_basis || '—', check.materials || '—'])) : h('p', {}, '没有。'),
    h('h2', {}, '全部核查'),
    table('每项核查的依据和数据', ['事项', '结果', '面积 m²', '法律依据', '数据', '时点'],
      report.checks.map(check => [check.title, checkWords[check.state], check.area_m2 === null ? '—' : number(check.area_m2), check.legal_basis, check.data_source || '—', check.data_date || '—']), [2]),
    answer.warnings.length > 0 && h('div', { class: 'note' }, h('ul', {}, answer.warnings.map(words => h('li', {}, words)))),
    h('h2', {}, '下载'),
    h('ul', {}, downloads.map(file => h('li', {}, h('a', { href: new URL(file.href).pathname, download: true }, file.title.split('/').slice(1).join('/') || file.title)))));
}

export async function requestView(study, user, id) {
  const request = await ask('GET', '/requests/' + id);
  const last = request.versions[request.versions.length - 1];
  const result = h('div', {}, h('p', {}, '正在出具报告……'));
  const reason = h('textarea', { maxlength: 600 });
  const outcome = h('div', {});
  const actions = h('div', { class: 'row' });

  async function move(state, needsReason) {
    if (needsReason && !mark(reason, reason.value.trim() ? '' : '退回须写明理由')) { reason.focus(); return; }
    try {
      await ask('POST', `/requests/${id}/state`, { state, reason: reason.value.trim() });
      await requestView(study, user, id);
      announce('已记录：' + stateWords[state]);
    } catch (problem) { outcome.replaceChildren(problemBox(problem.message)); }
  }

  const button = (words, act, main) => h('button', { type: 'button', class: main ? 'main' : null, onclick: act }, words);
  function offer(done) {
    const may = [];
    const isOpen = request.state === 'draft' || request.state === 'returned';
    if (isOpen && done) may.push(button('报送市局', () => move('submitted'), true));
    if (isOpen) may.push(h('a', { class: 'button', href: '#/outline/' + id }, '另提一版红线'));
    if (user.role !== 'town' && request.state === 'submitted') may.push(button('受理', () => move('accepted'), true));
    if (user.role !== 'town' && request.state === 'accepted') may.push(button('签发', () => move('signed'), true));
    if (user.role !== 'town' && ['submitted', 'accepted'].includes(request.state)) may.push(button('退回', () => move('returned', true)));
    actions.replaceChildren(...may);
  }

  const decides = user.role !== 'town' && ['submitted', 'accepted'].includes(request.state);
  show(`${request.title}（${request.number}）`,
    h('p', {}, tag(request.state, stateWords[request.state]), '　', townName(study, request.town), '　提交人 ', request.name, '　更新 ', moment(request.updated)),
    request.reason && h('p', { class: 'note' }, request.decided_by, ' 的意见：', request.reason),
    request.versions.length > 1 && table('历次版本', ['版次', '红线', '说明', '时间', '报告'],
      request.versions.map(one => [String(one.version), one.outline || '已清除', one.comment || '—', moment(one.created), jobWords[one.status] || '—'])),
    result,
    decides && field('审核意见（退回时必填）', reason),
    actions, outcome);
  offer(false);
  if (!last) { result.replaceChildren(problemBox('没有报告')); return; }
  try {
    const done = await followed(last.job, percent => announce(percent < 0 ? '排队中……' : `正在出具报告：${percent} %`));
    announce('报告已出具');
    result.replaceChildren(reportPart(done));
    offer(true);
  } catch (problem) { announce(''); result.replaceChildren(problemBox('未能出具报告：' + problem.message)); }
}
