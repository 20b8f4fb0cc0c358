import { COMMANDS, type Field } from 'api';

/** Whether a phone has a control for a field: texts, numbers, choices, files; not people, other appeals, or lists. */
function hasControl(field: Field): boolean {
  if (field.name === 'attachment_ids') return true;
  if (field.fields || field.type === 'array') return false;
  return !/^(handler_id|into)$/.test(field.name);
}

/** Whether a command can be given on a phone: what it must have, a phone can say. */
export const isForPhone = (action: string): boolean => (COMMANDS[action] ?? []).every((field) => hasControl(field) || !field.required);
/** The fields of a command's form on a phone. */
export const fieldsForPhone = (action: string): Field[] => (COMMANDS[action] ?? []).filter(hasControl);
