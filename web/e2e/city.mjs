// A demonstration city of its own for one test file: the real binary in a temporary folder, a browser, and the
// phones' stand-in.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const BINARY = resolve(process.env.API_BIN ?? join(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/api'));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Lets a process believe in another time. */
const FAKETIME = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`);
/** Where the pictures are kept that people look at. */
export const SHOTS = resolve(import.meta.dirname, 'screenshots');

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

export async function eventually(what, check, patience = 15_000) {
  const until = Date.now() + patience;
  for (;;) {
    const found = await check().catch(() => null);
    if (found) return found;
    if (Date.now() > until) throw new Error(`waited in vain until ${what}`);
    await new Promise((go) => setTimeout(go, 100));
  }
}

export class City {
  static async open(environment = {}) {
    const city = new City();
    city.folder = await mkdtemp(join(tmpdir(), 'yh-e2e-'));
    const [api, metrics, simulator] = await Promise.all([freePort(), freePort(), freePort()]);
    city.base = `http://127.0.0.1:${api}`;
    city.simulator = `http://127.0.0.1:${simulator}`;
    city.log = '';
    city.environment = {
      ...process.env,
      YH_SERVER_BIND: `127.0.0.1:${api}`,
      YH_METRICS_BIND: `127.0.0.1:${metrics}`,
      YH_SIMULATOR_BIND: `127.0.0.1:${simulator}`,
      YH_TELEMETRY_LOG_FILTER: 'warn',
      ...environment,
    };
    await city.start();
    city.facts = JSON.parse(await readFile(join(city.folder, 'var/demo.json'), 'utf8'));
    city.browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    city.faults = [];
    await mkdir(SHOTS, { recursive: true });
    return city;
  }

  async start(more = {}) {
    this.process = spawn(BINARY, ['demo'], { cwd: this.folder, env: { ...this.environment, ...more } });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => (this.log += text));
    await eventually('the city is ready', async () => (await fetch(`${this.base}/readyz`)).ok, 60_000).catch((error) => {
      throw new Error(`${error.message}\n${this.log}`);
    });
  }

  async stop() {
    const over = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await over;
  }

  /** Goes on at a later moment: the process ends, and begins again with its clock moved. */
  async later(ahead) {
    const library = FAKETIME.find(existsSync);
    if (!library) throw new Error('libfaketime is missing (Debian: libfaketime)');
    await this.stop();
    await this.start({ LD_PRELOAD: library, FAKETIME: ahead, FAKETIME_DONT_FAKE_MONOTONIC: '1' });
  }

  async close() {
    await this.browser?.close();
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A browser of one person; whatever goes wrong in it, or leaves the origin, is a fault of the test. */
  async person(name, options = {}) {
    const context = await this.browser.newContext({ locale: 'zh-CN', acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.faults.push(`${name}: ${error.message}`));
    page.on('console', (line) => {
      if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) this.faults.push(`${name}: ${line.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.base) && !/^(data|blob):/.test(url)) this.faults.push(`${name} leaves the origin: ${url}`);
    });
    return page;
  }

  phone(name, options = {}) {
    return this.person(name, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, ...options });
  }

  /** Signs a member of staff in at the console. */
  async console(username, options = {}) {
    const page = await this.person(username, { viewport: { width: 1440, height: 900 }, ...options });
    await page.goto(`${this.base}/console/`);
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', this.facts.accounts[0].password);
    await page.click('button[type=submit]');
    await page.waitForSelector('#main h1');
    return page;
  }

  /** Signs a member of staff in on the phone. */
  async staffPhone(username, options = {}) {
    const page = await this.phone(username, options);
    await page.goto(`${this.base}/#/pages/sign-in/sign-in`);
    await page.click('[data-testid=agree]');
    await page.click('[data-testid=as-staff]');
    const fields = page.locator('uni-page-body .input input');
    await fields.nth(0).fill(username);
    await fields.nth(1).fill(this.facts.accounts[0].password);
    await page.click('[data-testid=enter-staff]');
    await page.waitForURL((url) => !url.hash.includes('sign-in'));
    return page;
  }

  /** Signs a firm in on H5 by the code in its SMS. */
  async firm(number, options = {}) {
    const page = await this.phone(`firm ${number}`, options);
    await page.goto(this.base);
    await page.click('[data-testid=sign-in]');
    await page.click('[data-testid=agree]');
    await page.fill('input[type=tel]', number);
    await page.click('[data-testid=send-code]');
    const code = await eventually('the SMS is there', async () => {
      const { items } = await (await fetch(`${this.simulator}/api/messages`)).json();
      return items.findLast((one) => one.channel === 'sms' && one.to === number)?.code;
    });
    await page.fill('input[maxlength="6"]', code);
    await page.click('[data-testid=enter-phone]');
    await page.waitForSelector('[data-testid=file]');
    return page;
  }

  /** Binds the firm of that place in the demonstration's list. */
  async bind(page, place) {
    const { uscc, name } = this.facts.firms[place];
    await page.goto(`${this.base}/#/pages/bind/bind`);
    const fields = page.locator('uni-page-body .input input');
    await fields.nth(0).fill(uscc);
    await page.getByText('代码有效').waitFor();
    // What the platform knows of a code nobody types again.
    await eventually('the name is filled in', async () => (await fields.nth(1).inputValue()) === name);
    await fields.nth(2).fill('总经理');
    await page.click('[data-testid=bind-firm]');
    await page.waitForURL((url) => !url.hash.includes('bind'));
  }

  shot(page, name) {
    return page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}
