export type * from './schema';
export type { Field } from './field';
export { COMMANDS } from './commands';
export { newKey } from './key';
export { asProblem, Problem, problemOf, wordsOf } from './problem';
export { largestUnit, sentence, wordOf, type Places, type Tree, type Words } from './text';
export { checkUscc, normalUscc, type UsccVerdict } from './uscc';
export * from './turns';
