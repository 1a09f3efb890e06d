// The one place that talks to the server: always the server the page came from.

import { half, inEnglish, t } from './words.js';

let token = '';
export function setToken(value) { token = value || ''; }

export class Refused extends Error {
  constructor(status, words) { super(words); this.status = status; }
}

async function read(response) {
  const text = await response.text();
  let body = null;
  try { body = JSON.parse(text); } catch (e) { body = null; }
  if (response.ok) return body;
  const words = body && (body.detail || body.title) || t('服务器答复 {}', response.status);
  throw new Refused(response.status, half(words));
}

export async function ask(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Zonewright-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return read(await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) }));
}

/** The bytes of an answer, as they are. */
export async function bytesOf(path, body) {
  const response = await fetch(path, { method: body === undefined ? 'GET' : 'POST', credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'X-Zonewright-Token': token, 'Content-Type': 'application/json' } });
  return response.ok ? response.arrayBuffer() : read(response);
}

export async function upload(title, blob) {
  return read(await fetch('/uploads?title=' + encodeURIComponent(title), {
    method: 'POST', credentials: 'same-origin', body: blob,
    headers: { 'X-Zonewright-Token': token, 'Content-Type': 'application/octet-stream' } }));
}

export const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** Follows a job to its end; `tell(percent)` while it runs. Gives the results, or throws what went wrong. */
export async function followed(jobId, tell) {
  for (let pause = 150; ; pause = Math.min(2000, pause * 1.3)) {
    const job = await ask('GET', '/jobs/' + jobId);
    if (job.status === 'successful') return ask('GET', '/jobs/' + jobId + '/results');
    if (job.status === 'failed' || job.status === 'dismissed') throw new Refused(400, job.message || t('任务未完成'));
    if (tell) tell(job.status === 'accepted' ? -1 : job.progress);
    await wait(pause);
  }
}

export async function answered(process, inputs, tell) {
  const job = await ask('POST', `/processes/${process}/execution?lang=${inEnglish() ? 'en' : 'zh'}`, { inputs });
  const results = await followed(job.jobID, tell);
  return { job: job.jobID, answer: results.answer.value, files: results.files.value };
}
