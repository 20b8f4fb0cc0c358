// Compresses what was built as small as it gets, once, so that the server need not for every reader: `x.js` gets
// `x.js.br` and `x.js.gz` beside it.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORDS = /\.(js|css|html|svg|json)$/;
/** Smaller ones fit into one packet anyhow. */
const LEAST = 1_000;
const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  const path = join(folder, file);
  if (/\.(br|gz)$/.test(file)) rmSync(path);
  if (!WORDS.test(file)) continue;
  const bytes = readFileSync(path);
  if (bytes.length < LEAST) continue;
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
