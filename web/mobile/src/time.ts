import { largestUnit } from 'api';

import { t } from './i18n';

/** The city keeps UTC+8 all year; not every phone's runtime knows time zones. */
const OFFSET_MS = 8 * 3_600_000;
const two = (of: number) => String(of).padStart(2, '0');

function parts(at: string | number) {
  const of = new Date(new Date(at).getTime() + OFFSET_MS);
  return {
    year: of.getUTCFullYear(),
    month: of.getUTCMonth() + 1,
    day: of.getUTCDate(),
    time: `${two(of.getUTCHours())}:${two(of.getUTCMinutes())}`,
  };
}

/** `3月4日 17:30`, with the year where it is another. */
export function moment(at: string | null | undefined): string {
  if (!at) return '—';
  const { year, month, day, time } = parts(at);
  const name = year === parts(Date.now()).year ? 'time.moment' : 'time.momentOfYear';
  return t(name, { year, month, day, time });
}

/** A length of time in its largest unit: `2 天`, `5 小时`. */
export function span(seconds: number): string {
  const { unit, count } = largestUnit(seconds);
  return t(`time.${unit}`, { count });
}
