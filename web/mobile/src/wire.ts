import { Problem, problemOf } from 'api';

/** Where the API is: a mini-program names it in full, H5 comes from it. */
export const BASE = import.meta.env.VITE_API_BASE ?? '';
const PATIENCE_MS = 20_000;

export interface Options {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object;
  query?: Record<string, string | number | boolean | undefined | null>;
  headers?: Record<string, string>;
  /** Without a token: what everybody may read. */
  open?: boolean;
}

/** One request as it is; what goes wrong is thrown as a [Problem] with words for people. */
export function send<T>(path: string, options: Options, header: Record<string, string>): Promise<T> {
  const query = Object.entries(options.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return new Promise((done, fail) => {
    uni.request({
      url: `${BASE}/api/v1${path}${query ? `?${query}` : ''}`,
      method: options.method ?? 'GET',
      data: options.body as never,
      header: options.body ? { ...header, 'Content-Type': 'application/json' } : header,
      timeout: PATIENCE_MS,
      success: ({ statusCode, data, header: answered }) => {
        if (statusCode >= 200 && statusCode < 300) return done(data as T);
        const after = (answered as Record<string, string>)['retry-after'] ?? null;
        fail(problemOf(statusCode, data, after));
      },
      fail: () => fail(new Problem({ code: 'interrupted' })),
    });
  });
}
