import type { ProblemBody } from './schema';

/**
 * What went wrong, in words that say what to do next. From the API in the reader's language (RFC 9457); for a
 * request that did not arrive there is no answer, and `interrupted` says that nobody knows whether it did.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: ProblemBody['errors'];
  readonly requestId?: string;
  /** Seconds after which it may be tried again. */
  readonly after?: number;

  constructor(of: Partial<ProblemBody> & { code: string }, after?: number) {
    super(of.title ?? of.code);
    this.name = 'Problem';
    this.code = of.code;
    this.status = of.status ?? 0;
    this.detail = of.detail ?? '';
    this.errors = of.errors ?? [];
    this.requestId = of.request_id;
    this.after = after;
  }

  /** No answer came: what was sent may have arrived, and may be sent again under the same key. */
  get interrupted(): boolean {
    return this.status === 0;
  }
}

/** Reads an answer that is no success. */
export function problemOf(status: number, body: unknown, after?: string | null): Problem {
  const seconds = Number(after);
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  if (body && typeof body === 'object' && 'code' in body) {
    return new Problem(body as ProblemBody, wait);
  }
  return new Problem({ code: 'unexpected', status }, wait);
}

/** Whatever was thrown, as something that can be told; what nobody expected is logged. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // eslint-disable-next-line no-console -- a fault of ours, for whoever looks for it
  console.error(error);
  return new Problem({ code: 'unexpected' });
}

/** Title and detail of what went wrong: the API's own words, or ours where it has not answered. */
export function wordsOf(problem: Problem, t: (name: string) => string): { title: string; detail: string } {
  const own = problem.code === 'interrupted' || problem.code === 'unexpected';
  if (!own) return { title: problem.message, detail: problem.detail };
  return { title: t(`problems.${problem.code}.title`), detail: t(`problems.${problem.code}.detail`) };
}
