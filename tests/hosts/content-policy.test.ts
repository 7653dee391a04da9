import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../electron/browser/browser-host.ts';
import { contract, isOperationName } from '../../shared/contract/contract.ts';
import { createFakeEngine } from './fake-engine.ts';
import { answersFor } from './stub/answers.ts';
import { idOf } from './stub/samples.ts';
import { fullScene } from './stub/scenes.ts';

let browser: Browser;
let host: BrowserHost;

beforeAll(async () => {
  const engine = createFakeEngine();
  const answers = answersFor(fullScene) as Record<string, (input: unknown) => unknown>;
  engine.dispatch = async (_connection, name, input) => {
    if (!isOperationName(name)) throw new Error(`There is no operation ${name}`);
    const { input: form, output } = contract[name];
    return { ok: true, value: output.parse(answers[name]?.(form.parse(input))) };
  };
  host = await startBrowserHost({ engine, page: join(import.meta.dirname, '..', '..', 'out', 'renderer') });
  browser = await chromium.launch({
    executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

test('the window keeps its looks under a policy that lets nothing unsafe through', async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
  });
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/');
  await page.goto(host.address());
  const policy = (await answered).headers()['content-security-policy'] ?? '';
  expect(policy).not.toContain('unsafe');
  expect(policy).toMatch(/style-src 'self' 'nonce-[\w-]{24}'/);
  await page.locator('h1').first().waitFor();
  const places = ['/', '/queues', '/consent', '/releases', '/settings', `/recording/${idOf(1, 3)}`, '/'];
  for (const place of places) {
    await page.evaluate((to) => {
      location.hash = to;
    }, place);
    await page.locator('h1').first().waitFor();
  }
  await page.getByRole('button', { name: 'Take files in' }).first().click();
  await page.getByRole('dialog', { name: 'Take files in' }).waitFor();
  // The sheets that the components make themselves are there and hold rules.
  const rules = await page.evaluate(() =>
    [...document.styleSheets].filter(({ href }) => href === null).map(({ cssRules }) => cssRules.length),
  );
  expect(rules.length).toBeGreaterThan(1);
  expect(rules).not.toContain(0);
  expect(refusals).toEqual([]);
  await context.close();
});

test('each answer carries another sign, and only the page has one', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.address());
  await page.locator('h1').first().waitFor();
  const policies = await page.evaluate(async () => {
    const policy = async (path: string) => (await fetch(path)).headers.get('content-security-policy') ?? '';
    return [await policy('/'), await policy('/'), await policy('/no-such-file')];
  });
  expect(policies[0]).not.toBe(policies[1]);
  expect(policies[2]).toMatch(/style-src 'self';/);
  await context.close();
});
