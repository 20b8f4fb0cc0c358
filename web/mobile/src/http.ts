import { newKey, Problem, problemOf, type AttachmentView } from 'api';

// #ifdef H5
import { smaller } from './compress';
// #endif
import { language } from './i18n';
import { forget, token } from './session';
import { BASE, send, type Options } from './wire';

/** One call of the API; what goes wrong is thrown as a [Problem] with words for people. */
export async function call<T>(path: string, options: Options = {}): Promise<T> {
  const header: Record<string, string> = { 'Accept-Language': language.value, ...options.headers };
  if (!options.open) {
    const bearer = await token();
    if (bearer) header.Authorization = `Bearer ${bearer}`;
  }
  try {
    return await send<T>(path, options, header);
  } catch (error) {
    if (error instanceof Problem && error.status === 401) forget();
    throw error;
  }
}

/** A command on an appeal; staff name the version that they saw. */
export function command<T>(appeal: { id: string; version: number }, action: string, body: object, key = newKey()): Promise<T> {
  const headers = { 'Idempotency-Key': key, 'If-Match': `"${appeal.version}"` };
  return call(`/appeals/${appeal.id}/${action}`, { method: 'POST', body, headers });
}

/** Sends a file, telling how far it has come. */
export async function upload(path: string, progress: (share: number) => void): Promise<AttachmentView> {
  const bearer = await token();
  let file: File | null = null;
  // #ifdef H5
  file = await smaller(path).catch(() => null);
  // #endif
  return new Promise((done, fail) => {
    const task = uni.uploadFile({
      url: `${BASE}/api/v1/attachments`,
      ...(file ? { file } : { filePath: path }),
      name: 'file',
      header: { Authorization: `Bearer ${bearer}`, 'Accept-Language': language.value },
      success: ({ statusCode, data }) => {
        const body: unknown = parse(data);
        if (statusCode < 300) done(body as AttachmentView);
        else fail(problemOf(statusCode, body));
      },
      fail: () => fail(new Problem({ code: 'interrupted' })),
    });
    task.onProgressUpdate?.(({ progress: percent }) => progress(percent / 100));
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
