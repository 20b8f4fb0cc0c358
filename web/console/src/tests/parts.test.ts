import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { checkUscc, COMMANDS, inTurn } from 'api';

import { speak, t, word } from '../i18n';
import en from '../messages/en.json';
import zh from '../messages/zh-CN.json';
import Lamp from '../parts/Lamp.vue';
import Rows from '../parts/Rows.vue';
import { useSession } from '../session';
import { moment, span } from '../time';

beforeEach(() => {
  setActivePinia(createPinia());
  sessionStorage.clear();
  speak('zh-CN');
});

type Tree = { [key: string]: string | Tree };
const names = (tree: Tree, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${at}${key}`] : names(value, `${at}${key}.`)));

test('both languages have the same sentences, and none is empty', () => {
  expect(names(en as Tree)).toEqual(names(zh as Tree));
  for (const name of names(zh as Tree)) expect(t(name), name).not.toBe('');
});

test('every field of every command has a name in both languages', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    speak(language);
    for (const fields of Object.values(COMMANDS)) {
      for (const field of fields.flatMap((one) => [one, ...(one.fields ?? [])])) {
        expect(t(`fields.${field.name}`), field.name).not.toBe(`fields.${field.name}`);
        for (const choice of field.choices ?? []) expect(word('choices', choice), choice).not.toBe(choice);
      }
    }
  }
});

test('a moment is told by the city’s clock, wherever the reader sits', () => {
  expect(moment('2020-03-04T09:30:00Z')).toBe('2020年3月4日 17:30');
  expect(span(0)).toBe('0 分钟');
  expect(span(59)).toBe('1 分钟');
  expect(span(90_000)).toBe('1 天');
});

test('a lamp says by shape and word what it says by colour', () => {
  const red = mount(Lamp, { props: { lamp: 'red' } });
  expect(red.text()).toContain('■');
  expect(red.text()).toContain('红灯');
});

test('a long list draws only the rows in sight', async () => {
  const items = Array.from({ length: 10_000 }, (_, n) => ({ id: String(n) }));
  const list = mount(Rows, { props: { items, height: 62, label: '任务' }, slots: { default: ({ item }: { item: { id: string } }) => item.id } });
  await nextTick();
  expect(list.findAll('[role=option]').length).toBeLessThan(60);
  expect(list.find('[role=option]').attributes('aria-setsize')).toBe('10000');
});

test('a token that ends soon is renewed once, however many ask', async () => {
  const session = (access: string, expires: number) => ({
    access_token: access,
    refresh_token: `after-${access}`,
    expires_in: expires,
    token_type: 'Bearer',
    user: { id: 'u', kind: 'staff', name: '演示', roles: ['handler'] },
  });
  const fetched = vi.fn(async () => new Response(JSON.stringify(session('second', 900)), { status: 200 }));
  vi.stubGlobal('fetch', fetched);
  const store = useSession();
  store.begin(session('first', 30) as never);
  expect(await Promise.all([store.token(), store.token(), store.token()])).toEqual(['second', 'second', 'second']);
  expect(fetched).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test('a credit code is checked while it is typed', () => {
  expect(checkUscc('9137140')).toBe('short');
  expect(checkUscc('91371402DM4983774G')).toBe('sound');
  expect(checkUscc('91371402DM4983774H')).toBe('checksum');
  expect(checkUscc('9137 1402-dm4983774g')).toBe('sound');
  expect(checkUscc('91371402DM498377IO')).toBe('shape');
});

test('asked again while one is under way, it runs once more, and the last answer is to the last question', async () => {
  const asked: string[] = [];
  let wanted = 'one';
  const run = inTurn(async () => {
    const question = wanted;
    await new Promise((done) => setTimeout(done, 5));
    asked.push(question);
  });
  const first = run();
  for (wanted of ['two', 'three']) void run();
  await first;
  expect(asked).toEqual(['one', 'three']);
  await run();
  expect(asked).toEqual(['one', 'three', 'three']);
});
