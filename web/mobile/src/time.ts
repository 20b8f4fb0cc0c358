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

const STEPS: [number, string][] = [
  [86_400, 'days'],
  [3_600, 'hours'],
  [60, 'minutes'],
];

export function span(seconds: number): string {
  const size = Math.abs(seconds);
  for (const [step, name] of STEPS) {
    if (size >= step) return t(`time.${name}`, { count: Math.floor(size / step) });
  }
  return t('time.minutes', { count: size === 0 ? 0 : 1 });
}
