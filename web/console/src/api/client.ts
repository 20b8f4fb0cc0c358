import createClient, { type Middleware } from 'openapi-fetch';
import { newKey, Problem, problemOf, type paths } from 'api';

import { language } from '../i18n';
import { useSession } from '../session';

/** Nothing waits longer than this for an answer. */
const PATIENCE_MS = 30_000;

const client = createClient<paths>({ baseUrl: '', fetch: patiently });

async function patiently(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Problem({ code: 'interrupted' });
  }
}

const speaks: Middleware = {
  async onRequest({ request, schemaPath }) {
    request.headers.set('Accept-Language', language.value);
    if (schemaPath.startsWith('/api/v1/auth/')) return request;
    const token = await useSession().token();
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => undefined);
    const problem = problemOf(response.status, body, response.headers.get('retry-after'));
    if (response.status === 401 && !schemaPath.startsWith('/api/v1/auth/')) useSession().forget();
    throw problem;
  },
};
client.use(speaks);

export const api = client;

/** The body of a successful answer: failures have been thrown as [Problem]s. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

/** A command on an appeal, with the version that was seen; the same key if it is sent again. */
export async function command(appeal: { id: string; version: number }, action: string, input: Record<string, unknown>, key = newKey()) {
  // One path for all commands: their bodies are checked by the forms made from the API's description.
  const path = `/api/v1/appeals/{id}/${action}` as '/api/v1/appeals/{id}/note';
  return body(
    api.POST(path, {
      params: {
        path: { id: appeal.id },
        header: { 'If-Match': `"${appeal.version}"`, 'Idempotency-Key': key },
      },
      body: input as never,
    }),
  );
}

/** Fetches a file with the caller's token and hands it to the browser to keep. */
export async function save(path: string, name: string): Promise<void> {
  const token = await useSession().token();
  const response = await fetch(path, {
    headers: { Authorization: `Bearer ${token}`, 'Accept-Language': language.value },
  }).catch(() => {
    throw new Problem({ code: 'interrupted' });
  });
  if (!response.ok) {
    throw problemOf(response.status, await response.json().catch(() => undefined));
  }
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
