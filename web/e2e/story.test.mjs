// One appeal's life through the pages: filed with a photo on the phone, worked on by keyboard, rated, worked on
// again; another one late, seen, supervised and exported; a calendar imported with its preview.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { City, eventually } from './city.mjs';
import { rows } from './workbook.mjs';

let city, firm, handler, number, id;
const TITLE = '技术改造项目设备更新补助如何申请';
// A picture of one pixel.
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

before(async () => {
  city = await City.open();
});
after(async () => {
  await city?.close();
});

const send = async (page, action, fill = async () => {}) => {
  await page.waitForSelector(`[data-testid=form-${action}]`);
  await fill(page.locator(`[data-testid=form-${action}]`));
  await page.click(`[data-testid=form-${action}] [data-testid=send]`);
  await page.waitForSelector(`[data-testid=form-${action}]`, { state: 'detached' });
};

test('a firm signs in with a code, binds itself and files with a photo; two taps file once', async () => {
  firm = await city.firm('13800001111');
  await city.shot(firm, 'h5-home-empty');
  await city.bind(firm, 0);
  await firm.goto(`${city.base}/#/pages/file/file`);
  await firm.click('[data-testid=category-technical_upgrade]');
  await firm.locator('.input input').first().fill(TITLE);
  await firm.locator('.area textarea').first().fill('我公司计划更新生产线设备，开展智能化技术改造，希望了解补助的申请条件和流程。');
  const [chooser] = await Promise.all([firm.waitForEvent('filechooser'), firm.click('[data-testid=add-photo]')]);
  await chooser.setFiles({ name: '现场.png', mimeType: 'image/png', buffer: PHOTO });
  await firm.waitForFunction(() => JSON.parse(localStorage.getItem('draft') ?? '{}').data?.photos?.length === 1);
  await city.shot(firm, 'h5-file');
  await firm.locator('[data-testid=submit]').dblclick();
  await firm.waitForSelector('[data-testid=filed]');
  await firm.waitForSelector('[data-testid=promise]');
  await city.shot(firm, 'h5-filed');
  // The photo can be looked at again, by those who may.
  await firm.click('[data-testid=open-file]');
  await firm.locator('[src^="blob:"], [style*="blob:"]').first().waitFor({ state: 'attached' });
  await city.shot(firm, 'h5-photo');
  await firm.locator('#u-a-p uni-movable-view').first().click();
  await firm.locator('#u-a-p uni-movable-view').first().waitFor({ state: 'detached' });
  number = /QY\d{8}-\d{6}/.exec(await firm.textContent('[data-testid=filed]'))[0];
  id = /id=([0-9a-f-]+)/.exec(firm.url())[1];
  assert.match(await firm.textContent('[data-testid=promise]'), /答复期限 \d+月\d+日 17:30，还剩 5 个工作日/);
  await firm.goto(`${city.base}/#/pages/home/home`);
  await firm.waitForSelector(`[data-testid=card-${number}]`);
  assert.equal(await firm.locator('[data-testid^=card-]').count(), 1, 'two taps, one appeal');
});

test('the handler sees a new one appear without reloading', async () => {
  handler = await city.console('gxj-handler');
  await handler.goto(`${city.base}/console/tasks`);
  await handler.getByText(number).first().waitFor();
  await firm.goto(`${city.base}/#/pages/file/file`);
  await firm.click('[data-testid=category-technical_upgrade]');
  await firm.locator('.input input').first().fill('第二件：设备补助申请材料');
  await firm.locator('.area textarea').first().fill('请问技术改造设备更新补助的申请需要哪些材料？');
  await firm.click('[data-testid=submit]');
  await firm.waitForSelector('[data-testid=filed]');
  await handler.getByText('第二件：设备补助申请材料').first().waitFor();
  await city.shot(handler, 'console-tasks');
});

test('the handler signs, contacts and replies by keyboard alone', async () => {
  const page = handler;
  await page.click('h1');
  for (let n = 0; n < 5 && !(await page.locator(`[data-testid=appeal-${number}]`).count()); n++) {
    await page.keyboard.press(n === 0 ? 'k' : 'j');
    await page.waitForTimeout(400);
  }
  await page.waitForSelector(`[data-testid=appeal-${number}]`);
  const done = (action) => page.waitForSelector(`[data-testid=do-${action}]`);
  await done('sign');
  await page.keyboard.press('s');
  await done('contact');
  await page.keyboard.press('t');
  const contact = page.locator('[data-testid=form-contact]');
  await contact.waitFor();
  await contact.locator('.el-radio').first().click();
  await contact.locator('textarea').fill('已与企业电话联系，了解设备清单。');
  await page.keyboard.press('Control+Enter');
  await contact.waitFor({ state: 'detached' });
  await done('reply');
  await page.keyboard.press('r');
  const reply = page.locator('[data-testid=form-reply]');
  await reply.waitFor();
  await city.shot(page, 'console-reply');
  await reply.locator('.el-radio').first().click();
  await reply.locator('textarea').first().fill('补助可在惠企平台申报，已发送申报指南。');
  await page.keyboard.press('Control+Enter');
  await reply.waitFor({ state: 'detached' });
  const head = await city.console('gxj-head');
  await head.goto(`${city.base}/console/appeals/${id}`);
  await head.click('[data-testid=do-approve]');
  await head.getByText('答复已送达').first().waitFor();
  await city.shot(head, 'console-appeal');
  await head.context().close();
});

test('an unsatisfied rating comes back to the department', async () => {
  await firm.goto(`${city.base}/#/pages/appeal/appeal?id=${id}`);
  await firm.click('[data-testid=do-rate]');
  await send(firm, 'rate', async (form) => {
    await form.locator('[data-testid=star-2]').click();
    await form.locator('textarea').fill('还没有解决。');
  });
  await firm.getByText('进入重办').first().waitFor();
  await city.shot(firm, 'h5-rated');
  await handler.goto(`${city.base}/console/appeals/${id}`);
  await handler.getByText('重办').first().waitFor();
  await handler.click('[data-testid=do-reply]');
  await send(handler, 'reply', async (form) => {
    await form.locator('.el-radio').first().click();
    await form.locator('textarea').first().fill('已安排专人上门协助填报。');
  });
  const head = await city.console('gxj-head');
  await head.goto(`${city.base}/console/appeals/${id}`);
  await head.click('[data-testid=do-approve]');
  await head.getByText('答复已送达').first().waitFor();
  await head.context().close();
  await firm.reload();
  await firm.click('[data-testid=do-rate]');
  await send(firm, 'rate', (form) => form.locator('[data-testid=star-5]').click());
  await firm.getByText('已办结').first().waitFor();
});

test('a handler claims several at once, and sees whose the time was', async () => {
  for (const title of ['批量之一：设备补助', '批量之二：设备补助']) {
    await firm.goto(`${city.base}/#/pages/file/file`);
    await firm.click('[data-testid=category-technical_upgrade]');
    await firm.locator('.input input').first().fill(title);
    await firm.locator('.area textarea').first().fill('请问技术改造设备更新补助的申请需要哪些材料？');
    await firm.click('[data-testid=submit]');
    await firm.waitForSelector('[data-testid=filed]');
  }
  await handler.goto(`${city.base}/console/tasks?q=${encodeURIComponent('批量之')}`);
  await handler.getByText('批量之二').first().waitFor();
  await handler.click('h1');
  await handler.keyboard.press('v');
  await handler.keyboard.press('j');
  await handler.keyboard.press('v');
  await handler.getByText('已选 2 件').waitFor();
  await eventually('both are ticked', async () => (await handler.locator('[role=option] .pick:checked').count()) >= 2);
  await city.shot(handler, 'console-bulk');
  await handler.click('[data-testid=bulk-claim]');
  await handler.getByText('已选 2 件').waitFor({ state: 'detached' });
  await handler.getByText('时间用在谁手里').waitFor();
});

test('a dispatcher sends what the router was unsure of with one key', async () => {
  await firm.goto(`${city.base}/#/pages/file/file`);
  await firm.click('[data-testid=category-other]');
  await firm.locator('.input input').first().fill('厂区门口道路积水严重');
  await firm.locator('.area textarea').first().fill('厂区门口道路积水严重，影响货车进出，请协调有关部门疏通排水管道。');
  await firm.click('[data-testid=submit]');
  await firm.waitForSelector('[data-testid=filed]');
  const page = await city.console('dispatcher');
  await page.goto(`${city.base}/console/desk`);
  await page.waitForSelector('[data-testid=candidate-1]');
  await city.shot(page, 'console-desk');
  await page.keyboard.press('1');
  await page.getByText('派单台没有等待的诉求').waitFor();
  await page.context().close();
});

test('an administrator imports a calendar and sees what it would move before anything moves', async () => {
  const page = await city.console('admin');
  await page.goto(`${city.base}/console/calendars`);
  await page.click('[data-testid=change-city]');
  const year = new Date().getFullYear() + 1;
  const day = (month, date) => `${year}${month}${date}`;
  const event = (from, to, name) => `BEGIN:VEVENT\r\nUID:${from}\r\nDTSTART;VALUE=DATE:${from}\r\nDTEND;VALUE=DATE:${to}\r\nSUMMARY:${name}\r\nEND:VEVENT\r\n`;
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//demo//demo//CN\r\n${event(day('01', '01'), day('01', '04'), '元旦 休')}${event(day('05', '01'), day('05', '06'), '劳动节 休')}END:VCALENDAR\r\n`;
  await page.setInputFiles('[data-testid=notice-file]', { name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
  await page.fill('input[name=reason]', '国务院办公厅放假通知');
  await city.shot(page, 'console-calendar');
  await page.click('[data-testid=preview]');
  await page.waitForSelector('[data-testid=change]');
  await city.shot(page, 'console-preview');
  assert.ok(await page.locator('[data-testid=apply]').count(), 'nothing is applied yet');
  await page.click('[data-testid=apply]');
  await page.waitForSelector('[data-testid=apply]', { state: 'detached' });
  await page.context().close();
});

test('an administrator gives an officer a firm, and the officer finds it on the phone', async () => {
  const page = await city.console('admin');
  await page.goto(`${city.base}/console/people`);
  const choose = async (field, typed, name) => {
    await page.locator(`[data-testid=${field}] input`).fill(typed);
    await page.locator('.el-select-dropdown__item:visible', { hasText: name }).first().click();
  };
  const taken = city.facts.firms[3];
  await choose('officer', '首席', '首席政府服务官');
  await choose('firm', taken.uscc.slice(4), taken.name);
  await page.click('[data-testid=assign-officer]');
  await page.getByRole('cell', { name: taken.name }).first().waitFor();
  await city.shot(page, 'console-officers');
  await page.context().close();
  const officer = await city.staffPhone('officer');
  await officer.click('[data-testid=to-firms]');
  await officer.getByText(taken.name).first().waitFor();
  await officer.context().close();
});

test('a profile of one’s own is proposed with the appeals that it is for, and found by its page’s name', async () => {
  const page = await city.console('admin');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').first().fill('时限');
  await page.keyboard.press('Enter');
  await page.waitForURL(/profiles/);
  await page.getByText('一般', { exact: true }).first().click();
  await page.click('[data-testid=new-profile]');
  await page.fill('input[name=code]', 'upgrade-fast');
  await page.fill('input[name=name_zh]', '技改快办');
  await page.fill('input[name=name_en]', 'Fast upgrades');
  await page.getByText('再加一类').click();
  await page.getByRole('combobox', { name: '分类 1' }).click();
  await page.locator('.el-select-dropdown__item:visible', { hasText: '技术改造' }).click();
  await page.fill('input[name=reason]', '技术改造类诉求单独计时');
  await city.shot(page, 'console-profile-new');
  await page.click('[data-testid=preview]');
  await page.waitForSelector('[data-testid=change]');
  await page.getByText('技术改造类诉求单独计时').first().waitFor();
  await page.context().close();
});

test('whoever knows the number finds the appeal from everywhere', async () => {
  const page = await city.console('supervisor');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').first().fill(number);
  await page.locator('#search-hits').getByText(number).waitFor();
  await city.shot(page, 'console-search');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(id));
  await page.context().close();
});

test('summer hours are previewed as one change, and a head enters who stands in', async () => {
  const admin = await city.console('admin');
  await admin.goto(`${city.base}/console/calendars`);
  await admin.click('[data-testid=change-city]');
  await admin.getByText('作息时间').click();
  await admin.getByText('时段 1').waitFor();
  await admin.locator('fieldset input[maxlength="5"]').last().fill('18:00');
  await admin.fill('input[name=reason]', '夏季作息');
  await city.shot(admin, 'console-hours');
  await admin.click('[data-testid=preview]');
  await admin.waitForSelector('[data-testid=change]');
  await admin.getByText('夏季作息').first().waitFor();
  await admin.context().close();
  const head = await city.console('gxj-head');
  await head.goto(`${city.base}/console/absences`);
  await head.getByText('生成订阅地址').click();
  await head.getByText('地址只显示一次').waitFor();
  assert.match(await head.locator('.el-alert__description').textContent(), /^http.*\.ics$/);
  await city.shot(head, 'console-absences');
  await head.context().close();
});

test('what is late turns red on the board, is supervised, and the exported workbook has its rows', async () => {
  await city.later('+9d');
  const page = await city.console('supervisor');
  await page.goto(`${city.base}/console/board`);
  const red = async () => Number(await page.locator('[data-testid=lamp-red] strong').textContent());
  await eventually('something is red', async () => {
    await page.reload();
    await page.waitForSelector('[data-testid=lamp-red]');
    return (await red()) > 0;
  });
  // The days of the trend add up to what was filed and broken.
  await page.locator('[data-testid=trend] .el-checkbox').click();
  const day = page.locator('[data-testid=trend] tbody tr').filter({ has: page.locator('td:nth-child(2):not(:text-is("0"))') });
  await day.first().waitFor();
  const broken = await page.locator('[data-testid=trend] tbody td:nth-child(4)').allTextContents();
  assert.ok(
    broken.some((count) => Number(count) > 0),
    'broken promises show in the trend',
  );
  await page.click('[data-testid=lamp-red]');
  await page.waitForURL(/lamp=red/);
  await page.waitForTimeout(600);
  await city.shot(page, 'console-board');
  const shown = await page.locator('[data-testid=promise]').count();
  assert.ok(shown > 0);
  await page.locator('[data-testid=do-supervise]').first().click();
  await send(page, 'supervise', (form) => form.locator('textarea').fill('请三日内办结并书面说明原因。'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-testid=export]')]);
  const table = await rows(await readFile(await download.path()));
  assert.ok(
    table.some((row) => row.some((cell) => String(cell).includes('厂区门口道路积水严重'))),
    JSON.stringify(table).slice(0, 800),
  );
  await page.context().close();
});

test('nothing went wrong in any browser, and nothing left the origin', () => {
  assert.deepEqual(city.faults, []);
});
