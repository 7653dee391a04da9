import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openBrowserWindow } from './story/browser-window.ts';
import { openDoubleWindow } from './story/double-window.ts';
import { type Demonstration, makeDemonstration } from './week/demonstration.ts';
import { tellWeek } from './week/week.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-week-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let demonstration: Promise<Demonstration> | null = null;
const made = (): Promise<Demonstration> => {
  demonstration ??= makeDemonstration(folder);
  return demonstration;
};

tellWeek('browser host', openBrowserWindow, made);
tellWeek('Electron double', openDoubleWindow, made);
