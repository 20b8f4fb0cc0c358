import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** The built mini-program in WeChat's simulator package, against an API and a `wx` that are played here. */
const ROOT = join(__dirname, '../dist/build/mp-weixin');
const require_ = createRequire(import.meta.url);
const simulate = require_('miniprogram-simulate');
type Options = Record<string, any>;

const FIRM = {
  id: 'f1',
  uscc: '91371402DM4983774G',
  name: '示例企业（演示）',
  position: '总经理',
  status: 'active',
  verification: 'verified',
  bound_at: '2026-11-27T00:00:00Z',
};
const asked: { method: string; path: string; data: any; header: Record<string, string> }[] = [];
const went: string[] = [];
let filed: any = null;
let app: Options = {};
/** How long a tap counts, and how long the network takes. */
const TAP_MS = 5;
const NETWORK_MS = 15;
let tapping = false;

const appeal = (more: object) => ({
  id: 'a1',
  number: 'QY20261127-000001',
  title: filed?.title ?? '',
  content: filed?.content ?? '',
  category: 'technical_upgrade',
  level: 'normal',
  confidential: false,
  channel: 'mini_program',
  state: 'feedback',
  holder: { kind: 'firm', since: '2026-11-27T00:00:00Z' },
  lamp: 'green',
  clocks: [],
  actions: ['rate'],
  attachments: [],
  situation: {
    helpers: [],
    merged_here: [],
    open_orders: [],
    publication: { stage: 'none' },
    final: false,
    rework_rounds: 0,
    parking_to_grant: false,
    termination_pending: false,
  },
  filed_at: '2026-11-27T00:00:00Z',
  updated_at: '2026-11-27T00:00:00Z',
  version: 3,
  ...more,
});

function answer(method: string, path: string, data: any): [number, unknown] {
  if (path === '/auth/wechat/login')
    return [200, { access_token: 'token', refresh_token: 'again', expires_in: 900, token_type: 'Bearer', user: { id: 'u1', kind: 'entrepreneur', roles: [] } }];
  if (path === '/categories') return [200, [{ code: 'technical_upgrade', name_zh: '技术改造', name_en: 'Upgrade', level: 'normal' }]];
  if (path === '/departments' || path === '/levels') return [200, []];
  if (path === '/counties') return [200, [{ code: '371403', name: '陵城区' }]];
  if (path === '/me/enterprises') return [200, { items: [FIRM], next_cursor: null }];
  if (path === '/me/subscriptions' && method === 'GET')
    return [200, { items: [{ template_id: 't1', key: 'replied', remaining: 0, granted: 0, used: 0 }], next_cursor: null }];
  if (path === '/me/subscriptions') return [200, { items: [], next_cursor: null }];
  if (path === '/appeals' && method === 'POST') {
    filed = data;
    return [201, appeal({})];
  }
  if (path === '/appeals') return [200, { items: filed ? [appeal({})] : [], next_cursor: null }];
  if (path === '/appeals/a1') return [200, appeal({})];
  if (path === '/appeals/a1/events')
    return [200, { items: [{ id: 'e1', seq: 1, kind: 'submitted', at: '2026-11-27T00:00:00Z', actor: 'entrepreneur', data: {} }], next_cursor: null }];
  if (path === '/appeals/a1/rate') return [200, appeal({ state: 'closed', rating: data.score, actions: [] })];
  return [404, { code: 'not_found', title: '不存在', detail: '', status: 404, errors: [] }];
}

function play(): Options {
  const store = new Map<string, unknown>();
  const info = {
    windowWidth: 390,
    windowHeight: 844,
    pixelRatio: 2,
    platform: 'devtools',
    SDKVersion: '3.5.0',
    language: 'zh_CN',
    brand: '',
    model: '',
    system: '',
    version: '',
  };
  const nothing = () => undefined;
  return {
    getSystemInfoSync: () => info,
    getWindowInfo: () => info,
    getDeviceInfo: () => info,
    getAppBaseInfo: () => info,
    getSystemSetting: () => info,
    getAppAuthorizeSetting: () => info,
    getAccountInfoSync: () => ({ miniProgram: {} }),
    getLaunchOptionsSync: () => ({ path: '', query: {} }),
    getEnterOptionsSync: () => ({ path: '', query: {} }),
    canIUse: () => true,
    onMemoryWarning: nothing,
    getMenuButtonBoundingClientRect: () => ({}),
    getStorageSync: (key: string) => store.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void store.set(key, JSON.parse(JSON.stringify(value))),
    removeStorageSync: (key: string) => void store.delete(key),
    setNavigationBarTitle: nothing,
    stopPullDownRefresh: nothing,
    showToast: nothing,
    pageScrollTo: nothing,
    showModal: (options: Options) => {
      throw new Error(`${options.title} ${options.content}`);
    },
    navigateTo: ({ url }: Options) => void went.push(url),
    redirectTo: ({ url }: Options) => void went.push(url),
    switchTab: ({ url }: Options) => void went.push(url),
    navigateBack: () => void went.push('back'),
    login: ({ success }: Options) => success({ code: 'demo-code' }),
    // As on a phone: only while a finger is on the glass, not after waiting for a network.
    requestSubscribeMessage: ({ tmplIds, success, fail }: Options) =>
      (tapping ? success : fail)(Object.fromEntries(tmplIds.map((id: string) => [id, 'accept']))),
    chooseLocation: ({ success }: Options) => success({ name: '3 号路', address: '德州市陵城区', latitude: 37.3, longitude: 116.6 }),
    chooseImage: ({ success }: Options) => success({ tempFilePaths: ['wxfile://photo.jpg'] }),
    uploadFile: ({ success }: Options) => {
      setTimeout(() => success({ statusCode: 201, data: '{"id":"p1","file_name":"photo.jpg","media_type":"image/jpeg","size":3}' }));
      return { onProgressUpdate: nothing };
    },
    getRecorderManager: () => ({ onStop: nothing, onError: nothing, start: nothing, stop: nothing }),
    request: ({ url, method, data, header, success }: Options) => {
      const path = url.replace('https://api.example.invalid/api/v1', '').split('?')[0];
      asked.push({ method, path, data, header });
      const [statusCode, body] = answer(method, path, data);
      setTimeout(() => success({ statusCode, data: body, header: {} }), NETWORK_MS);
      return { abort: nothing };
    },
    createSelectorQuery: () => ({
      in() {
        return this;
      },
      select() {
        return this;
      },
      selectAll() {
        return this;
      },
      boundingClientRect() {
        return this;
      },
      exec: (done?: (of: unknown[]) => void) => done?.([]),
    }),
  };
}

const settle = () => new Promise((done) => setTimeout(done, 60));

async function open(path: string, query: object = {}) {
  const page = simulate.render(simulate.load(join(ROOT, path), { rootPath: ROOT, compiler: 'official', less: false }));
  page.attach(document.body);
  page.instance.onLoad?.(query);
  page.instance.onShow?.();
  page.instance.onReady?.();
  await settle();
  await simulate.sleep(50);
  return page;
}
/** Elements by what tests know them by, through the components inside. */
const find = (page: any, id: string): HTMLElement => {
  const found = page.dom.querySelector(`[data-testid="${id}"]`) ?? [...page.dom.querySelectorAll('*')].find((one: any) => one.dataset?.testid === id);
  if (!found) throw new Error(`no ${id} in ${page.dom.innerHTML.slice(0, 3000)}`);
  return found;
};

beforeAll(() => {
  writeFileSync(join(ROOT, 'package.json'), '{"type":"commonjs"}\n');
  Object.assign(globalThis, {
    wx: play(),
    App: (options: Options) => (app = options),
    getApp: () => app,
    getCurrentPages: () => [],
    Page: (options: object) => (globalThis as Options).Component(options),
  });
  require_(join(ROOT, 'app.js'));
  app.onLaunch?.({});
  app.onShow?.({});
});

/** Lets an element tell what a person did with it, as the runtime would. */
async function act(page: any, id: string | HTMLElement, event = 'tap', detail: object = {}) {
  const element = typeof id === 'string' ? find(page, id) : id;
  const of = (element as any).__wxElement ?? element;
  const { default: exparser } = { default: require_('miniprogram-exparser') };
  tapping = true;
  exparser.triggerEvent(of, event, detail, { bubbles: true, composed: true, capturePhase: true });
  setTimeout(() => (tapping = false), TAP_MS);
  await settle();
  await settle();
}

test('a firm signs in with WeChat, files with a photo and its consent, and rates', async () => {
  let page = await open('pages/sign-in/sign-in');
  expect(page.dom.innerHTML).toContain('微信一键登录');
  await act(page, 'enter-wechat');
  expect(
    asked.some((one) => one.path === '/auth/wechat/login'),
    'nothing before the agreement',
  ).toBe(false);
  await act(page, page.dom.querySelector('wx-checkbox-group'), 'change', { value: ['yes'] });
  await act(page, 'enter-wechat');
  expect(asked.find((one) => one.path === '/auth/wechat/login')?.data).toEqual({ code: 'demo-code' });
  expect(went.pop()).toBe('/pages/home/home');

  page = await open('pages/file/file');
  expect(page.dom.innerHTML).toContain(FIRM.name);
  await act(page, 'category-technical_upgrade');
  await act(page, page.dom.querySelector('wx-input'), 'input', { value: '设备更新补助如何申请' });
  await act(page, page.dom.querySelector('wx-textarea'), 'input', { value: '我公司计划更新生产线设备，希望了解补助流程。' });
  await act(page, 'choose-place');
  await act(page, 'add-photo');
  await act(page, 'submit');
  await act(page, 'submit');
  const sent = asked.filter((one) => one.path === '/appeals' && one.method === 'POST');
  expect(sent).toHaveLength(1);
  expect(sent[0].data).toMatchObject({ enterprise_id: 'f1', category: 'technical_upgrade', channel: 'mini_program', attachment_ids: ['p1'], county: '371403' });
  expect(sent[0].data.content).toMatch(/地点：德州市陵城区 3 号路$/);
  expect(sent[0].header['Idempotency-Key']).toMatch(/^[\x21-\x7e]{8,64}$/);
  expect(asked.find((one) => one.path === '/me/subscriptions' && one.method === 'POST')?.data).toEqual({ accepted: ['t1'], rejected: [] });
  expect(went.pop()).toBe('/pages/appeal/appeal?id=a1&new=1');

  page = await open('pages/home/home');
  expect(page.dom.innerHTML).toContain('QY20261127-000001');

  page = await open('pages/appeal/appeal', { id: 'a1', new: '1' });
  expect(page.dom.innerHTML).toContain('已提交，编号 QY20261127-000001');
  await act(page, 'do-rate');
  await act(page, 'star-5');
  await act(page, 'send');
  expect(asked.find((one) => one.path === '/appeals/a1/rate')?.data).toEqual({ score: 5 });
});
