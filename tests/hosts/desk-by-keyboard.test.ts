import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => window.stub.calls.findLast((call) => call.name === name)?.input;

describe('the desk, without the mouse', () => {
  it('goes through the calendar by the arrows, and from a day to what is due on it', async () => {
    const page = await window.open('/queues/calendar');
    const month = page.getByRole('table', { name: /^\w+ \d{4}$/ });
    const days = month.getByRole('button');
    await days.first().waitFor();
    // One day of the month is in the order of Tab, not thirty.
    expect(await month.locator('[data-day][tabindex="0"]').count()).toBe(1);
    await month.locator('[data-day][tabindex="0"]').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    const fourth = page.locator('[data-day$="-04"]');
    await expect.poll(() => fourth.evaluate((day) => day === document.activeElement)).toBe(true);
    const day = await fourth.getAttribute('data-day');
    await page.keyboard.press('Enter');
    await page.getByText('Only what is due on').waitFor();
    expect(asked('queue.items')).toMatchObject({ from: day, to: day });
    await page.getByRole('button', { name: 'Show all of the queue' }).press('Enter');
    await expect.poll(() => asked('queue.items')).not.toHaveProperty('from');
  });

  it('leads from a figure to the list of what it counts', async () => {
    const page = await window.open('/queues/overview');
    await page.getByRole('button', { name: /^Show [\d,]+: Renew consent/ }).press('Enter');
    await page.getByText('Only for one reason [13a]').waitFor();
    expect(asked('queue.items')).toMatchObject({ queue: 'renew', paragraph: '13a', action: 'renewConsent' });
    await page.evaluate(() => {
      location.hash = '#/queues/overview';
    });
    await page.getByRole('button', { name: /^Needs agreement/ }).press('Enter');
    await page.getByRole('option').first().waitFor();
    expect(asked('recording.window')).toMatchObject({ query: { standings: ['needsAgreement'] } });
  });

  it('enters one letter for two patients, and a viewing once every picture was opened', async () => {
    const page = await window.open('/consent/round');
    await page.getByRole('checkbox', { name: 'Choose A-000001' }).focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Enter a letter or a call for 2 agreements' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'A letter or a call: 2 agreements' });
    await dialog.getByRole('button', { name: 'Enter it' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(asked('round.approach')).toMatchObject({
      agreements: [idOf(6, 0), idOf(6, 1)],
      approach: { means: 'letter', outcome: 'sent' },
    });
    await page.getByRole('button', { name: 'Show it to them: A-000001' }).press('Enter');
    await page.getByRole('button', { name: 'Hand the device over' }).press('Enter');
    await page.getByRole('button', { name: 'Yes' }).press('Enter');
    await page.getByRole('button', { name: 'Finish' }).press('Enter');
    await page.getByRole('heading', { name: 'Please hand the device back' }).waitFor();
    expect(asked('session.handOver')).toEqual({ view: 'viewing', agreement: idOf(6, 0) });
    expect(asked('open.custody')).toMatchObject({ rendition: idOf(3, 3), purpose: 'consentWork' });
    expect(asked('round.shown')).toMatchObject({
      agreement: idOf(6, 0),
      renditions: [idOf(3, 3)],
      answers: [{ rendition: idOf(3, 3), answer: 'yes' }],
    });
  });
});
