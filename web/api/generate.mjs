// Writes what the front ends know of the API from docs/openapi.json: the types, and for every command on an
// appeal the fields of its body, so that forms follow the API and repeat none of its rules.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = new URL('../../docs/openapi.json', import.meta.url);
const HEAD = '// Generated from docs/openapi.json by `npm run generate`; not edited by hand.\n';
const COMMAND = /^\/api\/v1\/appeals\/\{id\}\/([a-z-]+)$/;

const document = JSON.parse(await readFile(FILE, 'utf8'));

const resolve = (schema) => (schema?.$ref ? document.components.schemas[schema.$ref.split('/').pop()] : schema);

/** One field of a body, as a form needs it. */
function field(name, schema, required) {
  const types = [schema.type ?? 'object'].flat().filter((type) => type !== 'null');
  const items = schema.items ? resolve(schema.items) : undefined;
  const of = {
    name,
    type: types[0],
    required,
    format: schema.format ?? items?.format,
    choices: schema.enum,
    min: schema.minLength ?? schema.minimum ?? schema.minItems,
    max: schema.maxLength ?? schema.maximum ?? schema.maxItems,
    fields: items?.properties ? fields(items) : undefined,
  };
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
}

function fields(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, of]) => field(name, resolve(of), required.has(name)));
}

const commands = {};
for (const [path, methods] of Object.entries(document.paths)) {
  const [, action] = COMMAND.exec(path) ?? [];
  if (!action || !methods.post) continue;
  const body = resolve(methods.post.requestBody?.content?.['application/json']?.schema);
  const sorted = body ? fields(body).sort((a, b) => Number(b.required) - Number(a.required)) : [];
  commands[action] = sorted;
}

// Words for codes have one home: the rules' in domain, those of refusals in api.
const json = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));
const words = {};
for (const language of ['zh-CN', 'en']) {
  const { states, actions } = await json(`api/messages/problems.${language}.json`);
  const { whys: _, ...rules } = await json(`domain/data/messages/words.${language}.json`);
  words[language] = { states, actions, ...rules };
}

const out = (name) => new URL(`./src/${name}`, import.meta.url);
const types = await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true });
await writeFile(out('schema.d.ts'), HEAD + astToString(types));
await writeFile(
  out('commands.ts'),
  `${HEAD}import type { Field } from './field';\n\n` +
    `export const COMMANDS: Readonly<Record<string, readonly Field[]>> = ${JSON.stringify(commands, null, 2)};\n`,
);
for (const [language, of] of Object.entries(words)) {
  await writeFile(out(`words.${language}.json`), `${JSON.stringify(of, null, 2)}\n`);
}
