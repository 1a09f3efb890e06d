// What is in the data, how old it is, and until when the checks take it.
import { h, show, table } from './dom.js';

const statusWords = { official: '正式', approximate: '近似', schematic: '示意', unstated: '未注明' };

export function dataView(study) {
  const rows = study.sources.map(source => [
    source.title,
    statusWords[source.status] || source.status || '未注明',
    source.date || '未注明',
    source.valid_until ? (source.is_too_old ? source.valid_until + ' 年（已过期，核查时按未核查）' : source.valid_until + ' 年') : '没有时限规定']);
  show('数据情况',
    h('p', {}, '研究：', study.title, '；规划：', study.plan, '；量算平面：', study.plane, '；程序版本 ', study.version, '。'),
    !study.is_closed_off && h('p', { class: 'note bad' }, '本服务未启用任务隔离（bwrap），请告知管理员。'),
    table('数据来源', ['图层', '边界性质', '数据时点', '可用至'], rows),
    h('h2', {}, '没有数据、因此不能核查的事项'),
    study.unlooked.length ? h('ul', {}, study.unlooked.map(check => h('li', {}, check))) : h('p', {}, '没有。'),
    h('p', { class: 'quiet' }, '未核查不等于不涉及。未报送的上传文件和结果保留 ' + study.keep_days + ' 天后清除。'),
    h('p', { class: 'row' }, h('a', { class: 'button', href: '#/outline' }, '我有红线'), h('a', { class: 'button', href: '#/find' }, '我要找地')));
}
