// The one place that talks to the server: always the server the page came from.

import type { Answered, Job, Kept, Results } from './answers';
import { half, inEnglish, t } from './words';

let token = '';
export function setToken(value?: string): void { token = value || ''; }

export class Refused extends Error {
  constructor(readonly status: number, words: string) { super(words); }
}

async function read(response: Response): Promise<any> {
  const text = await response.text();
  let body = null;
  try { body = JSON.parse(text); } catch (e) { body = null; }
  if (response.ok) return body;
  const words = body && (body.detail || body.title) || t('服务器答复 {}', response.status);
  throw new Refused(response.status, half(words));
}

export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Zonewright-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return read(await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) }));
}

/** The bytes of an answer, as they are. */
export async function bytesOf(path: string, body?: unknown): Promise<ArrayBuffer> {
  const response = await fetch(path, { method: body === undefined ? 'GET' : 'POST', credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'X-Zonewright-Token': token, 'Content-Type': 'application/json' } });
  return response.ok ? response.arrayBuffer() : read(response);
}

export async function upload(title: string, blob: Blob): Promise<Kept> {
  return read(await fetch('/uploads?title=' + encodeURIComponent(title), {
    method: 'POST', credentials: 'same-origin', body: blob,
    headers: { 'X-Zonewright-Token': token, 'Content-Type': 'application/octet-stream' } }));
}

export const wait = (milliseconds: number): Promise<void> => new Promise<void>(done => setTimeout(done, milliseconds));

type Tell = (percent: number) => void;

/** Follows a job to its end; `tell(percent)` while it runs. Gives the results, or throws what went wrong. */
export async function followed<A>(jobId: string, tell?: Tell): Promise<Results<A>> {
  for (let pause = 150; ; pause = Math.min(2000, pause * 1.3)) {
    const job = await ask<Job>('GET', '/jobs/' + jobId);
    if (job.status === 'successful') return ask('GET', '/jobs/' + jobId + '/results');
    if (job.status === 'failed' || job.status === 'dismissed') throw new Refused(400, job.message || t('任务未完成'));
    if (tell) tell(job.status === 'accepted' ? -1 : job.progress);
    await wait(pause);
  }
}

export async function answered<A>(process: string, inputs: object, tell?: Tell): Promise<Answered<A>> {
  const job = await ask<Job>('POST', `/processes/${process}/execution?lang=${inEnglish() ? 'en' : 'zh'}`, { inputs });
  const results = await followed<A>(job.jobID, tell);
  return { job: job.jobID, answer: results.answer.value, files: results.files.value };
}
