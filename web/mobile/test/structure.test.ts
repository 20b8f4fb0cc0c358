// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(__dirname, '../dist/build/mp-weixin');
const MB = 1024 * 1024;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    return one.isDirectory() ? files(path) : [path];
  });
}
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, never>;
const app = json(join(ROOT, 'app.json')) as unknown as { pages: string[]; subPackages: { root: string; pages: string[] }[] };
const pages = [...app.pages, ...app.subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`))];

test('every page and every component has its four files', () => {
  const seen = new Set<string>();
  const check = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const end of ['js', 'json', 'wxml']) expect(existsSync(`${path}.${end}`), `${relative(ROOT, path)}.${end}`).toBe(true);
    const used = (json(`${path}.json`) as { usingComponents?: Record<string, string> }).usingComponents ?? {};
    for (const value of Object.values(used)) check(value.startsWith('/') ? join(ROOT, value) : join(path, '..', value));
  };
  pages.forEach((page) => check(join(ROOT, page)));
  expect(seen.size).toBeGreaterThan(pages.length);
});

test('packages are small enough, and the roles of staff are a package of their own', () => {
  const size = (of: string[]) => of.reduce((sum, path) => sum + statSync(path).size, 0);
  const all = files(ROOT);
  const staff = all.filter((path) => path.startsWith(join(ROOT, 'staff')));
  expect(staff.length).toBeGreaterThan(0);
  expect(size(all.filter((path) => !staff.includes(path)))).toBeLessThan(2 * MB);
  expect(size(staff)).toBeLessThan(2 * MB);
});

test('nothing of it needs a document or a foreign host', () => {
  for (const path of files(ROOT).filter((one) => one.endsWith('.js') && !one.includes('vendor'))) {
    const text = readFileSync(path, 'utf8');
    expect(text, relative(ROOT, path)).not.toMatch(/\bdocument\.|\bwindow\.|localStorage/);
    expect([...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url).filter((url) => !url.endsWith('api.example.invalid'))).toEqual([]);
  }
});

test('WeChat’s own compilers take every template and every style', () => {
  const all = files(ROOT).map((path) => relative(ROOT, path));
  const bin = join(__dirname, '../node_modules/miniprogram-compiler/bin/linux');
  for (const [compiler, end] of [
    ['wcc', '.wxml'],
    ['wcsc', '.wxss'],
  ] as const) {
    const path = join(bin, compiler);
    // An archive from the registry does not always keep this.
    chmodSync(path, 0o755);
    const of = all.filter((one) => one.endsWith(end));
    const out = execFileSync(path, of, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * MB });
    expect(out.length, compiler).toBeGreaterThan(1_000);
  }
});
