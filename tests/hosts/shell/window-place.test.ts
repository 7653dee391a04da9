import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notedPlace, notePlace, placeOn } from '../../../electron/shell/window-place.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const beside = { x: 1366, y: 0, width: 2560, height: 1400 };
const was = { x: 1500, y: 60, width: 1800, height: 1200, maximised: false };

test('the window opens where it was', () => {
  expect(placeOn([laptop, beside], was)).toEqual({ x: 1500, y: 60, width: 1800, height: 1200 });
});

test.each([
  ['its display is gone', [laptop], was],
  ['only a corner would show', [laptop], { ...was, x: 1300, y: 60 }],
  ['its title bar would lie above every display', [laptop], { ...was, x: 0, y: -600 }],
  ['nothing was noted', [laptop], null],
])('it opens at its usual size where %s', (_, displays, noted) => {
  expect(placeOn(displays, noted)).toEqual({ width: 1440, height: 900 });
});

test('it is never larger than its display, nor smaller than can be worked with', () => {
  expect(placeOn([laptop], { ...was, x: 0, y: 0 })).toMatchObject({ width: 1366, height: 728 });
  expect(placeOn([laptop], { ...was, x: 0, y: 0, width: 200, height: 60 })).toMatchObject({
    width: 640,
    height: 480,
  });
});

test('a note is its owner’s alone and is read back; one that makes no sense is nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'custos-place-'));
  const file = join(folder, 'deep', 'window.json');
  await notePlace(file, was);
  expect(await notedPlace(file)).toEqual(was);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual([
    'x',
    'y',
    'width',
    'height',
    'maximised',
  ]);
  for (const text of ['', '{', '[]', '{"x":1}', '{"x":1e9,"y":0,"width":1,"height":1,"maximised":false}']) {
    writeFileSync(file, text);
    expect(await notedPlace(file)).toBeNull();
  }
  expect(await notedPlace(join(folder, 'none.json'))).toBeNull();
  rmSync(folder, { recursive: true });
});
