/**
 * The check character of a unified social credit code (统一社会信用代码, GB 32100-2015), so that a slip shows
 * while it is typed. The API decides.
 */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export type UsccVerdict = 'short' | 'shape' | 'checksum' | 'sound';

export function checkUscc(text: string): UsccVerdict {
  const code = normalUscc(text);
  if ([...code].some((character) => !CHARACTERS.includes(character))) return 'shape';
  if (code.length !== 18) return code.length < 18 ? 'short' : 'shape';
  const sum = WEIGHTS.reduce((sum, weight, at) => sum + weight * CHARACTERS.indexOf(code[at] ?? ''), 0);
  return CHARACTERS[(31 - (sum % 31)) % 31] === code[17] ? 'sound' : 'checksum';
}

/** Spaces and hyphens left out, letters in capitals. */
export function normalUscc(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}
