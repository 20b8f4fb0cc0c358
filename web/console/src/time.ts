import { largestUnit } from 'api';

import { language, t } from './i18n';

/** The city's wall clock: promises are made and kept by it, wherever the reader sits. */
const ZONE = 'Asia/Shanghai';

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language.value, { timeZone: ZONE, ...options }).format(new Date(at));
}

/** `3月4日 17:30`, with the year where it is another. */
export function moment(at: string | null | undefined): string {
  if (!at) return '—';
  const year = (of: string | number) => format(new Date(of).toISOString(), { year: 'numeric' });
  const other = year(at) !== year(Date.now());
  return format(at, {
    ...(other ? { year: 'numeric' } : {}),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
}

/** The same to the second, for whoever has to prove something. */
export function exactly(at: string | null | undefined): string {
  return at ? format(at, { dateStyle: 'medium', timeStyle: 'medium' }) : '—';
}

export function day(at: string | null | undefined): string {
  return at ? format(at, { dateStyle: 'medium' }) : '—';
}

/** The city's next civil day, as the API writes it: what is decided today begins tomorrow. */
export const tomorrow = (): string => new Date(Date.now() + 86_400_000).toLocaleDateString('sv', { timeZone: ZONE });

/** A civil day without its year: `3月4日`. */
export function dayOfYear(at: string): string {
  return format(at, { month: 'short', day: 'numeric' });
}

/** A length of time in its largest unit: `2 天`, `5 小时`. */
export function span(seconds: number): string {
  const { unit, count } = largestUnit(seconds);
  return t(`time.${unit}`, { count });
}

/** How long until a moment, or since: `还有 2 天`, `已过 5 小时`. */
export function until(at: string, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  return t(seconds >= 0 ? 'time.left' : 'time.over', { span: span(seconds) });
}
