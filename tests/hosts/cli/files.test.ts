import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command } from './run-command.ts';

const sample = (name: string): string => new URL(`../../samples/${name}`, import.meta.url).pathname;
const photo = sample('metadata-extractor__windowsXpFields.jpg');
const drawing = sample('tika__testOCR.png');
const film = sample('media__bt601.mov');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('inspect', () => {
  test('says what each file is and what in it identifies', async () => {
    const { status, json } = await command(['inspect', photo, drawing, film, '--json']);
    expect(status).toBe(0);
    expect(json()).toMatchObject([
      { file: photo, kind: 'photo', container: 'jpeg', findings: expect.any(Array) },
      { file: drawing, kind: 'photo', container: 'png' },
      {
        file: film,
        kind: 'video',
        container: 'mov',
        width: expect.any(Number),
        durationSeconds: expect.any(Number),
      },
    ]);
    const [first] = json<{ findings: { where: string; name: string; value: string; why: string }[] }[]>();
    expect(Object.keys(first!.findings[0]!).sort()).toEqual(['name', 'value', 'where', 'why']);
  });

  test('says what a film that was cut short still gives away, and that it was cut', async () => {
    const cut = join(folder, 'cut.mkv');
    const whole = readFileSync(sample('media__sample_with_htc_rotation_track_name.mkv'));
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length / 2)));
    const { status, json, out } = await command(['inspect', cut, '--json']);
    expect(status, out).toBe(0);
    const [report] = json<{ damage: string; findings: { name: string }[] }[]>();
    expect(report).toMatchObject({ kind: 'video', container: 'mkv', durationSeconds: null });
    expect(report!.damage).toMatch(/ends too early/);
    expect(report!.findings.map(({ name }) => name)).toContain('Muxing program');
  });

  test('names the file that it cannot read and goes on', async () => {
    const { status, json } = await command(['inspect', join(folder, 'none.jpg'), photo, '--json']);
    expect(status).toBe(1);
    expect(json()).toMatchObject([{ error: { code: 'unreadable' } }, { kind: 'photo' }]);
  });
});

describe('inspect of a damaged picture', () => {
  test('says what is written in it, and that it cannot be shown', async () => {
    const cut = join(folder, 'cut.jpg');
    const whole = readFileSync(photo);
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    const { status, json, out } = await command(['inspect', cut, '--json']);
    expect(status, out).toBe(0);
    const [before] = (await command(['inspect', photo, '--json'])).json<{ findings: object[] }[]>();
    expect(json()).toMatchObject([
      { kind: 'photo', container: 'jpeg', width: null, damage: expect.stringMatching(/ends before/) },
    ]);
    const [after] = json<{ findings: object[] }[]>();
    expect(before!.findings.length).toBeGreaterThan(0);
    expect(after!.findings).toEqual(expect.arrayContaining(before!.findings.slice(0, 3)));
  });
});

describe('clean', () => {
  const clean = (inputs: string[], output = join(folder, 'out')) =>
    command(['clean', ...inputs, '-o', output, '--json']);

  test('writes what ExifTool finds nothing in, and leaves the original as it was', async () => {
    const source = join(folder, 'a.jpg');
    copyFileSync(photo, source);
    const { status, json } = await clean([source]);
    const [report] =
      json<
        { status: string; output: string; removed: unknown[]; residual: unknown[]; lossless: boolean }[]
      >();
    expect(status).toBe(0);
    expect(report).toMatchObject({ status: 'cleaned', lossless: true, residual: [], reason: null });
    expect(report!.removed.length).toBeGreaterThan(0);
    expect(readFileSync(source)).toEqual(readFileSync(photo));
    const said = execFileSync('exiftool', [
      '-G',
      '-j',
      '-EXIF:all',
      '-XMP:all',
      '-IPTC:all',
      report!.output,
    ]).toString();
    expect(Object.keys(JSON.parse(said)[0])).toEqual(['SourceFile']);
  });

  test('walks a folder, keeps relative names, and refuses with a reason and without an output', async () => {
    const inputs = join(folder, 'in');
    mkdirSync(join(inputs, 'ward', 'one'), { recursive: true });
    copyFileSync(photo, join(inputs, 'ward', 'one', 'a.jpg'));
    copyFileSync(drawing, join(inputs, 'b.png'));
    writeFileSync(join(inputs, 'notes.jpg'), 'no picture');
    const { status, json } = await clean([inputs]);
    const reports = json<{ file: string; status: string; output: string | null; reason: string | null }[]>();
    expect(status).toBe(1);
    expect(existsSync(join(folder, 'out', 'ward', 'one', 'a.jpg'))).toBe(true);
    expect(existsSync(join(folder, 'out', 'b.png'))).toBe(true);
    const refused = reports.find(({ file }) => file.endsWith('notes.jpg'));
    expect(refused).toMatchObject({ status: 'refused', output: null, reason: expect.stringMatching(/\w/) });
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['b.png', 'ward']);
  });

  test('gives two files of one name two results', async () => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name));
      copyFileSync(photo, join(folder, name, 'a.jpg'));
    }
    await clean([join(folder, 'one', 'a.jpg'), join(folder, 'two', 'a.jpg')]);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['a-2.jpg', 'a.jpg']);
  });

  test('never writes over the original', async () => {
    const source = join(folder, 'a.jpg');
    copyFileSync(photo, source);
    const { status } = await clean([source], folder);
    expect(status).toBe(2);
    expect(readFileSync(source)).toEqual(readFileSync(photo));
  });
});

describe('clean, over a folder', () => {
  test('lets no sidecar travel, whatever it holds', async () => {
    const source = join(folder, 'in');
    mkdirSync(source);
    for (const name of ['a.jpg', 'A.THM', 'a.lrv']) copyFileSync(photo, join(source, name));
    writeFileSync(join(source, 'a.xmp'), '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
    const { status, json } = await command(['clean', source, '-o', join(folder, 'out'), '--json']);
    expect(status).toBe(1);
    expect(readdirSync(join(folder, 'out'))).toEqual(['a.jpg']);
    const refused = json<{ status: string; reason: string | null }[]>().filter(
      ({ status: each }) => each === 'refused',
    );
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatch(/goes with another one/);
  });
});

describe('redact', () => {
  const redact = (regions: unknown, output = join(folder, 'out.png')) => {
    const file = join(folder, 'regions.json');
    writeFileSync(file, JSON.stringify(regions));
    return command(['redact', drawing, '--regions', file, '-o', output, '--json']);
  };

  test('fills the region, cleans the rest, and says what can still be read', async () => {
    const { status, json } = await redact([{ x: 1, y: 1, w: 4, h: 4 }]);
    expect(status).toBe(0);
    expect(json()).toMatchObject({
      output: join(folder, 'out.png'),
      verified: { metadata: true, text: false },
      residual: expect.arrayContaining([expect.stringContaining('words')]),
    });
    expect(existsSync(join(folder, 'out.png'))).toBe(true);
  });

  test.each([[{}], [[{ x: 1 }]], [[{ x: 0, y: 0, w: -1, h: 4 }]], [[{ x: 0, y: 0, w: 1e6, h: 4 }]], [[7]]])(
    'the regions %j are wrong usage and leave no output',
    async (regions) => {
      expect((await redact(regions)).status).toBe(2);
      expect(existsSync(join(folder, 'out.png'))).toBe(false);
    },
  );

  test('an original is never its own output', async () => {
    expect((await redact([{ x: 1, y: 1, w: 4, h: 4 }], drawing)).status).toBe(2);
  });
});
