/** Sentences by their names, and words for codes: what both front ends make of their message files. */
export type Tree = { [key: string]: string | Tree };
export type Words = Record<string, Record<string, string>>;
export type Places = Record<string, string | number>;

/** A sentence with its `{places}` filled in; the name itself where there is none. */
export function sentence(messages: Tree, name: string, places: Places = {}): string {
  let at: string | Tree | undefined = messages;
  for (const part of name.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  if (typeof at !== 'string') return name;
  return at.replace(/\{(\w+)\}/g, (_, place: string) => String(places[place] ?? ''));
}

/** The word for a code: the rules' own, else that of the messages, else the code. */
export function wordOf(words: Words, messages: Tree, kind: string, code: string | null | undefined): string {
  if (!code) return '';
  const known = words[kind]?.[code];
  if (known) return known;
  const own = sentence(messages, `words.${kind}.${code}`);
  return own.startsWith('words.') ? code : own;
}

const STEPS: [number, string][] = [
  [86_400, 'days'],
  [3_600, 'hours'],
  [60, 'minutes'],
];

/** A length of time in its largest unit: the name of the unit, and how many of it. */
export function largestUnit(seconds: number): { unit: string; count: number } {
  const size = Math.abs(seconds);
  for (const [step, unit] of STEPS) {
    if (size >= step) return { unit, count: Math.floor(size / step) };
  }
  return { unit: 'minutes', count: size === 0 ? 0 : 1 };
}
