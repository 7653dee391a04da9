import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { surveyPage } from '../../electron/operations/survey/report-page.ts';
import { faultsOfPage } from './axe.ts';
import { fullScene } from './stub/scenes.ts';
import { surveyAnswers } from './stub/survey-samples.ts';

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-report-'));
  browser = await chromium.launch({
    executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page of a survey can be read by everybody, asks for nothing, runs nothing and fits on A4', async () => {
  const answers = surveyAnswers(fullScene);
  const survey = answers['survey.show']({} as never);
  const { files } = answers['survey.files']({} as never);
  const [first] = files;
  if (!first) throw new Error('The stub tells of no file');
  const hostile = {
    ...first,
    file: '"><script>document.title="taken"</script>\n\u202egpj.tif',
    duplicateOf: first.file,
  };
  const page = surveyPage(survey, [...files, hostile], { names: true, at: new Date('2026-03-10T12:00:00Z') });
  const file = join(folder, 'report.html');
  writeFileSync(file, page);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' });
  const asked: string[] = [];
  await context.route('**/*', (route) => {
    asked.push(route.request().url());
    return route.continue();
  });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(file).href);
  await tab.getByRole('heading', { level: 1 }).waitFor();
  expect(await tab.title()).toBe('Survey of Medical Illustration old server');
  expect(asked).toEqual([pathToFileURL(file).href]);
  expect(await tab.getByRole('img').count()).toBe(4);
  expect(await tab.getByText('[U+202E]').count()).toBeGreaterThan(0);
  expect(await faultsOfPage(tab)).toEqual([]);
  const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  await context.close();
}, 60_000);
