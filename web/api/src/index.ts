export type * from './schema';
export type { Field } from './field';
export { COMMANDS } from './commands';
export { newKey } from './key';
export { Problem, problemOf } from './problem';
export { checkUscc, normalUscc, type UsccVerdict } from './uscc';
