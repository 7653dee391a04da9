import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helpTexts } from '../../renderer/app/help/help-texts.ts';
import { faultsOfPage } from './axe.ts';
import { photograph } from './stub/photograph.ts';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
});

afterAll(() => window?.close());

describe('whoever looks for faults of access', () => {
  const words = '<p style="color: #777; background: #888">Words</p><button></button>';
  const page = (main: string, above: string) =>
    `<html lang="en"><title>Page</title><main><h1>Page</h1>${main}</main><div data-portal>${above}</div></html>`;
  const kinds = (faults: readonly string[]) => new Set(faults.map((fault) => fault.split(' ')[0]));

  it('sees them on a page, and in what lies above it', async () => {
    const tab = await window.open('/');
    const bad = new Set(['color-contrast', 'button-name']);
    await tab.setContent(page(words, ''));
    expect(kinds(await faultsOfPage(tab))).toEqual(bad);
    const dialog = `<section role="dialog" aria-modal="true" aria-label="Dialog">${words}</section>`;
    await tab.setContent(page('<a id="one" href="#">One</a>', dialog));
    expect(kinds(await faultsOfPage(tab))).toEqual(bad);
    expect(kinds(await faultsOfPage(tab, 'contrast'))).toEqual(new Set(['color-contrast']));
  });
});

/** Every place of the window. */
const places = [
  '/',
  '/light-table',
  '/twins',
  '/survey',
  `/recording/${idOf(1, 3)}`,
  `/recording/${idOf(1, 0)}/anonymise`,
  '/anonymise',
  '/consent',
  '/consent/new',
  `/consent/agreement/${idOf(6, 1)}`,
  '/consent/round',
  `/consent/agreement/${idOf(6, 1)}/viewing`,
  '/consent/forms',
  `/consent/form/${idOf(20, 0)}`,
  '/consent/subjects',
  `/consent/subject/${idOf(5, 0)}`,
  '/consent/notices',
  '/consent/sealed',
  '/releases',
  '/releases/found',
  '/releases/lecture',
  '/releases/disclosures',
  `/releases/disclosure/${idOf(22, 0)}`,
  '/queues',
  '/queues/calendar',
  '/queues/overview',
  '/queues/certificates',
  `/queues/certificate/${idOf(11, 1)}`,
  `/job/${idOf(12, 1)}`,
  '/trail',
  '/settings',
] as const;

async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((at) => {
    location.hash = at;
  }, `#${place}`);
  await expect.poll(() => page.locator('main .mantine-Loader-root').count(), { timeout: 20_000 }).toBe(0);
  await page.locator('main h1').first().waitFor();
}

async function chooseBlur(page: Page, which: string): Promise<void> {
  await go(page, '/settings');
  await page
    .getByRole('radiogroup', { name: 'Blur pictures until they are asked for' })
    .getByText(which)
    .click();
}

describe('the help', () => {
  it('says on every page what it is for and what it rests on', async () => {
    // A text for each address, and a place here for each text.
    const visited = new Set(places.map((place) => place.replace(/[0-9a-f]{32}/, '$id')));
    expect([...visited].sort()).toEqual(Object.keys(helpTexts).sort());
    const page = await window.open('/');
    await page.keyboard.press('F1');
    const help = page.getByRole('region', { name: 'Help' });
    const said = new Set<string>();
    for (const place of places) {
      await go(page, place);
      await expect
        .poll(async () => said.has(await help.innerText()), { timeout: 20_000, message: place })
        .toBe(false);
      const text = await help.innerText();
      expect(text.split('. ').length, place).toBeGreaterThanOrEqual(3);
      expect(text).toMatch(/What it rests on: .*\[\d+[a-e]?\]/);
      said.add(text);
    }
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('F1');
    await help.waitFor({ state: 'hidden' });
  });
});

describe('every place', () => {
  it('lets Tab come by every control and out again', async () => {
    const page = await window.open('/');
    await page.evaluate(() =>
      document.addEventListener('focusin', ({ target }) => {
        if (target instanceof HTMLElement) target.dataset.reached = '';
      }),
    );
    for (const place of places) {
      await go(page, place);
      const wanted = await page.evaluate(() => {
        const all = document.querySelectorAll<HTMLElement>(
          'a[href], button, input, select, textarea, [tabindex="0"]',
        );
        const reachable = [...all].filter(
          (each) =>
            each.tabIndex >= 0 &&
            !(each as HTMLButtonElement).disabled &&
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.closest('[inert], [aria-hidden="true"]') &&
            // Of a group of radio buttons one stop is enough.
            !(each instanceof HTMLInputElement && each.type === 'radio' && !each.checked),
        );
        for (const [index, each] of reachable.entries()) each.dataset.stop = String(index);
        (document.activeElement as HTMLElement | null)?.blur();
        return reachable.length;
      });
      expect(wanted).toBeGreaterThan(8);
      let missed: string[] = [];
      // Ten at a time: what was reached is asked for seldom.
      for (let step = 0; step < wanted * 2 + 20; step += 10) {
        for (let key = 0; key < 10; key += 1) await page.keyboard.press('Tab');
        missed = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('[data-stop]:not([data-reached])')].map((each) =>
            each.outerHTML.slice(0, 150),
          ),
        );
        if (missed.length === 0) break;
      }
      expect([place, ...missed]).toEqual([place]);
    }
  }, 180_000);

  it('is whole at twice the size, and scrolls one way only', async () => {
    const page = await window.open('/', {}, { viewport: { width: 683, height: 384 } });
    for (const place of places) {
      await go(page, place);
      const wide = await page.evaluate(() => {
        const main = document.querySelector('main');
        const over = (element: Element | null): number =>
          element ? element.scrollWidth - element.clientWidth : 0;
        // A table may scroll by itself; whatever else stands on the page must fit.
        const cut = [
          ...document.querySelectorAll('main h1, main h2, main p, main button, main input, main dl'),
        ].filter(
          (each) =>
            !each.closest('table, [role="grid"]') && each.getBoundingClientRect().right > innerWidth + 1,
        );
        return [
          over(document.documentElement),
          over(main),
          ...cut.map((each) => each.outerHTML.slice(0, 90)),
        ];
      });
      expect([place, ...wide]).toEqual([place, 0, 0]);
    }
  });

  it('has no fault of access with more contrast, and keeps its marks in colours of the system', async () => {
    const page = await window.open('/settings');
    await page.getByRole('radiogroup', { name: 'Contrast' }).getByText('More').click();
    await page.locator(':root[data-contrast="more"]').waitFor();
    for (const place of ['/', `/recording/${idOf(1, 3)}`, '/queues', '/settings']) {
      await go(page, place);
      expect([place, ...(await faultsOfAccess(page))]).toEqual([place]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    await page.emulateMedia({ forcedColors: 'active' });
    await go(page, '/');
    const mark = page.locator('main [data-tone]').first();
    expect(await mark.evaluate((each) => getComputedStyle(each).borderTopStyle)).toBe('solid');
  });
});

describe('the veil', () => {
  it('blurs until asked, one at a time, and says what it is not', async () => {
    const page = await window.open('/');
    await chooseBlur(page, 'All');
    await go(page, '/');
    const tile = page.getByRole('option').first();
    await tile.getByText('Blurred, not anonymised').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await tile.click({ position: { x: 8, y: 170 } });
    await page.keyboard.press('v');
    await tile.getByText('Blurred, not anonymised').waitFor({ state: 'hidden' });
    await page.getByRole('option').nth(1).getByText('Blurred, not anonymised').waitFor();
    await go(page, `/recording/${idOf(1, 3)}`);
    await page.getByText('It is not anonymised.').waitFor();
    await page.getByRole('button', { name: 'Show the picture' }).click();
    await page.getByText('It is not anonymised.').waitFor({ state: 'hidden' });
  });

  it('blurs what waits to be erased as well, until it is asked for', async () => {
    const page = await window.open('/', { role: 'governance' });
    await chooseBlur(page, 'All');
    await go(page, '/queues');
    await page.getByRole('button', { name: /^Review proposed/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It is not anonymised.').first().waitFor();
    await photograph(page, 'the approval of an erasure, blurred');
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Show the picture' }).first().click();
    await dialog.getByRole('img').first().waitFor();
  });

  it('follows the classification where only some are blurred', async () => {
    const page = await window.open('/');
    await chooseBlur(page, 'Some');
    await page.getByRole('checkbox', { name: 'Not classified yet' }).uncheck();
    await page.getByRole('checkbox', { name: 'Any other recording of a patient' }).uncheck();
    await go(page, '/');
    await page.getByRole('option').nth(5).waitFor();
    const words = page.getByRole('option').getByText('Blurred, not anonymised');
    // Of six categories in turn, internal organs alone are blurred.
    const organs = await words.count();
    expect(organs).toBeGreaterThan(0);
    expect(organs).toBeLessThan((await page.getByRole('option').count()) / 2);
  });
});

describe('before the library locks itself', () => {
  it('counts the last minute and lets one stay', async () => {
    const page = await window.open('/');
    await page.getByText(/^Locks in/).waitFor();
    window.stub.tell({ kind: 'locksAt', at: new Date(Date.now() + 50_000).toISOString() as never });
    const notice = page.getByRole('region', { name: 'Custos is about to lock itself' });
    await notice.getByText(/Locks itself in \d+ seconds/).waitFor();
    await page.getByRole('status').getByText('within a minute').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Stay' }).click();
    await notice.waitFor({ state: 'hidden' });
  });
});
