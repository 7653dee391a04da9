import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../../shared/contract/contract.ts';
import { makeCard } from '../story/photographs.ts';
import { command } from './run-command.ts';

type Row = Output<'survey.files'>['files'][number];
interface Report {
  readonly state: string;
  readonly counts: Output<'survey.show'>['counts'];
  readonly files: readonly Row[];
}

const hostile = '<img src=x onerror=alert(1)>\n\u202egpj.exe .jpg';
let ground: string;
let folder: string;

/** Every entry with its kind, times, mode and content: what must be the same afterwards. */
function stateOf(place: string): unknown[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(place, name);
      const { mode, size, mtimeMs, ctimeMs, ino } = lstatSync(path);
      const facts = { name, mode, size, mtimeMs, ctimeMs, ino };
      if (lstatSync(path).isSymbolicLink()) return { ...facts, to: readlinkSync(path) };
      if (lstatSync(path).isDirectory()) return facts;
      return { ...facts, content: createHash('sha256').update(readFileSync(path)).digest('hex') };
    });
}

/** ExifTool ends with a complaint where some file is none that it knows; what it read counts. */
const exifOf = (place: string): string =>
  spawnSync('exiftool', ['-r', '-j', '-FileName', '-FileModifyDate', '-SerialNumber', place], {
    encoding: 'utf8',
  }).stdout;

beforeAll(async () => {
  ground = mkdtempSync(join(tmpdir(), 'custos-survey-'));
  folder = join(ground, 'Old server');
  const card = await makeCard(join(folder, 'card'), '2024-03-12');
  mkdirSync(join(folder, '1994'));
  cpSync(card.photograph, join(folder, '1994', 'twin of the wound.jpg'));
  const slide = await sharp(card.photograph).resize(800).jpeg().toBuffer();
  writeFileSync(join(folder, '1994', 'Slide 7.jpg'), slide);
  utimesSync(join(folder, '1994', 'Slide 7.jpg'), new Date(), new Date('2019-02-03'));
  writeFileSync(join(folder, hostile), 'no picture');
  writeFileSync(join(folder, 'wound.xmp'), '<x/>');
  writeFileSync(join(folder, '.hidden.jpg'), '');
  writeFileSync(join(folder, 'Thumbs.db'), '');
  symlinkSync('..', join(folder, 'loop'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.jpg'));
}, 60_000);
afterAll(() => rmSync(ground, { recursive: true, force: true }));

const survey = async (place: string, ...args: readonly string[]) => {
  const ran = await command(['survey', place, '--json', ...args], {});
  return { ...ran, report: ran.json<Report>() };
};
const rowOf = (report: Report, name: string): Row | undefined =>
  report.files.find(({ file }) => file === name);

describe('an old folder', () => {
  test('is counted by kind, date, what identifies, twins and faults, and left as it is', async () => {
    const before = stateOf(ground);
    const exif = exifOf(folder);
    expect(exif).toContain('033051000917');
    const { status, report, messages } = await survey(folder);
    expect(stateOf(ground)).toEqual(before);
    expect(exifOf(folder)).toBe(exif);
    expect({ status, messages }).toEqual({ status: 1, messages: '' });
    const { counts, files, state } = report;
    expect(state).toBe('done');
    expect(files).toHaveLength(counts.files);
    expect(counts.kinds).toEqual({ photo: 11, video: 2, audio: 1 });
    expect(counts.passedOver).toEqual({ hidden: 1, system: 1, sidecar: 1, link: 2, library: 0 });
    expect(counts.duplicates.files).toBe(1);
    expect(counts.unreadable).toEqual({ files: 3, reasons: { empty: 1, unrecognised: 2 } });
    expect(counts.inNames.words).toBeGreaterThan(0);
  }, 60_000);

  test('says of a photograph who, where, when and with what, without a value', async () => {
    const { report, out } = await survey(folder);
    const wound = rowOf(report, 'card/Llewellyn Bronwen wound 1.jpg');
    expect(wound).toMatchObject({
      kind: 'photo',
      dateSource: 'camera',
      legacy: 'after',
      metadata: { read: true },
      annotations: { likely: true },
      inName: { words: true },
      duplicateOf: '1994/twin of the wound.jpg',
    });
    for (const what of ['who', 'where', 'when', 'device']) expect(wound?.metadata.givesAway).toContain(what);
    expect(out).not.toMatch(/033051000917|9434765919|943 476 5919/);
    expect(rowOf(report, '1994/Slide 7.jpg')).toMatchObject({
      date: '1994',
      dateSource: 'name',
      legacy: 'perhaps',
      sha256: null,
    });
    // The folder is read in the order of its names: the smaller slide comes before the full photograph.
    expect(rowOf(report, '1994/twin of the wound.jpg')?.looksLike).toBe('1994/Slide 7.jpg');
    const heic = report.files.find(({ container }) => container === 'heic');
    expect(heic?.metadata.read).toBe(true);
  }, 60_000);

  test('its page escapes hostile names, prints none that identifies, and never lies in the folder', async () => {
    const page = join(ground, 'report.html');
    const plain = await survey(folder, '--report', page);
    expect(plain.report).toMatchObject({ report: page });
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;[U+000A][U+202E]gpj.exe .jpg');
    expect(html).not.toMatch(/<img|Llewellyn|Bronwen|https?:/);
    await survey(folder, '--report', page, '--names');
    expect(readFileSync(page, 'utf8')).toContain('Llewellyn Bronwen wound 1.jpg');
    const inside = await command(['survey', folder, '--report', join(folder, 'report.html')], {});
    expect(inside.status).toBe(2);
  }, 90_000);

  test('a place that is none, or a file, is said to be so', async () => {
    for (const place of [join(ground, 'nowhere'), join(folder, 'wound.xmp')]) {
      const { status, messages } = await command(['survey', place], {});
      expect(status).toBe(1);
      expect(messages).toMatch(/folder/);
    }
  });
});

test('a folder that may not be read is one line of the report and no end', async () => {
  const place = join(ground, 'half closed');
  mkdirSync(join(place, 'closed'), { recursive: true });
  writeFileSync(join(place, 'note.jpg'), 'no picture');
  writeFileSync(join(place, 'closed', 'inside.jpg'), 'no picture');
  execFileSync('chmod', ['000', join(place, 'closed')]);
  execFileSync('chmod', ['755', ground]);
  const program = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'main.ts');
  // The superuser may read everything: then somebody else has to look.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const out = (() => {
    try {
      return execFileSync(process.execPath, [program, 'survey', place, '--json'], {
        ...nobody,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: ground, TMPDIR: tmpdir() },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    } finally {
      execFileSync('chmod', ['755', join(place, 'closed')]);
    }
  })();
  const report = JSON.parse(out) as Report;
  expect(rowOf(report, 'closed')?.error?.code).toBe('folder-not-readable');
  expect(report.counts.unreadable.files).toBe(2);
});

test('two thousand files, a hundred of them twice', async () => {
  const place = join(ground, 'many');
  const tiny = await sharp({ create: { width: 24, height: 16, channels: 3, background: '#a86' } })
    .jpeg()
    .toBuffer();
  for (let at = 0; at < 2_000; at += 1) {
    const words = Buffer.from(`No ${String(at % 1_900).padStart(5, '0')}`);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words]);
    mkdirSync(join(place, String(at % 20)), { recursive: true });
    writeFileSync(
      join(place, String(at % 20), `${at}.jpg`),
      Buffer.concat([tiny.subarray(0, 2), comment, tiny.subarray(2)]),
    );
  }
  const { status, report } = await survey(place);
  expect(status).toBe(0);
  expect(report.counts).toMatchObject({
    files: 2_000,
    kinds: { photo: 2_000 },
    duplicates: { files: 100 },
    metadata: { read: 2_000, identifying: 2_000, givesAway: { text: 2_000 } },
  });
}, 180_000);
