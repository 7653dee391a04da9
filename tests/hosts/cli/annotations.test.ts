import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../rooms/anonymise/witnesses.ts';
import { command } from './run-command.ts';

const sample = (name: string): string => new URL(`../../samples/${name}`, import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'custos-annotations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const film = (): string => {
  const path = join(folder, 'film.mp4');
  const writing = "drawtext=font=DejaVuSans:text='MEIER ANNA 4711':x=20:y=14:fontsize=17:fontcolor=white";
  const moving = 'mandelbrot=s=320x240:r=10:end_scale=0.02';
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', moving, '-t', '3', '-vf', writing];
  execFileSync('ffmpeg', [...args, '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', path]);
  return path;
};

interface Region {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly from?: number;
  readonly to?: number;
}

test('what is proposed for a film is filled, and Tesseract reads the name no more', async () => {
  const path = film();
  const found = await command(['annotations', path, sample('tika__testWAV.wav'), '--json']);
  expect(found.status).toBe(0);
  const [of, sound] = found.json() as unknown as { regions: Region[]; seconds: number }[];
  expect(of).toMatchObject({ file: path, width: 320, height: 240, seconds: expect.any(Number) });
  expect(sound).toMatchObject({ regions: [] });
  const line = of?.regions.find(({ y }) => y < 30);
  expect(line).toMatchObject({ from: 0, to: 3, kind: 'text', sources: ['overTime'] });
  const regions = join(folder, 'regions.json');
  const kept = of?.regions.map(({ x, y, w, h, from, to }) => ({ x, y, w, h, from, to }));
  writeFileSync(regions, JSON.stringify(kept));
  const out = join(folder, 'out.mp4');
  const filled = await command(['redact', path, '--regions', regions, '-o', out, '--json']);
  expect(filled.json()).toMatchObject({
    output: out,
    verified: { metadata: true, text: true },
    residual: [],
  });
  const elsewhere = join(folder, 'elsewhere.json');
  writeFileSync(elsewhere, JSON.stringify([{ x: 200, y: 200, w: 40, h: 20 }]));
  const left = await command([
    'redact',
    path,
    '--regions',
    elsewhere,
    '-o',
    join(folder, 'left.mp4'),
    '--json',
  ]);
  expect(left.json()).toMatchObject({
    verified: { metadata: true, text: false },
    residual: expect.arrayContaining([expect.stringMatching(/MEIER|ANNA|4711/)]),
  });
  const read = (file: string): string => {
    const picture = join(folder, 'picture.png');
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-ss',
      '1',
      '-i',
      file,
      '-frames:v',
      '1',
      '-vf',
      'scale=iw*3:-1,crop=iw:160:0:0,negate',
      picture,
    ]);
    return run('tesseract', 'tesseract-ocr', [picture, '-', '--psm', '6']).toString();
  };
  expect(read(path)).toMatch(/ANNA|4711|MEIER/);
  expect(read(out)).not.toMatch(/ANNA|4711|MEIER/);
  expect(readFileSync(out).includes('Lavf')).toBe(false);
}, 240_000);

test('a picture says what can still be read in it after a region elsewhere was filled', async () => {
  const path = join(folder, 'written.png');
  const writing = "drawtext=font=DejaVuSans:text='MEIER ANNA 4711':x=20:y=14:fontsize=17:fontcolor=white";
  const source = ['-f', 'lavfi', '-i', 'color=c=gray:s=320x240', '-frames:v', '1', '-vf', writing];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, path]);
  const redact = async (region: Region) => {
    const regions = join(folder, 'still.json');
    writeFileSync(regions, JSON.stringify([region]));
    const out = join(folder, 'still.png');
    return (await command(['redact', path, '--regions', regions, '-o', out, '--json'])).json();
  };
  expect(await redact({ x: 200, y: 200, w: 40, h: 20 })).toMatchObject({
    verified: { metadata: true, text: false },
    residual: [expect.stringMatching(/MEIER|ANNA|4711/)],
  });
  expect(await redact({ x: 10, y: 4, w: 300, h: 40 })).toMatchObject({
    verified: { metadata: true, text: true },
    residual: [],
  });
}, 120_000);

test('a file that cannot be read is told, and the others are searched', async () => {
  const none = join(folder, 'none.mp4');
  const found = await command(['annotations', none, '--json']);
  expect(found.status).toBe(1);
  expect(found.json()).toMatchObject([{ file: none, error: { code: 'unreadable' } }]);
});

test('stretches of sound are treated from the command, and wrong ones are wrong usage', async () => {
  const regions = join(folder, 'sound.json');
  const out = join(folder, 'out.wav');
  const redact = (spans: unknown) => {
    writeFileSync(regions, JSON.stringify(spans));
    return command(['redact', sample('tika__testWAV.wav'), '--regions', regions, '-o', out, '--json']);
  };
  const done = await redact([{ from: 0, to: 0.01, treatment: 'silence' }]);
  expect(done.json()).toMatchObject({ output: out, residual: [], lossless: true });
  const late = await redact([{ from: 9_000, to: 9_001, treatment: 'silence' }]);
  expect(late.status).toBe(2);
  expect(late.messages).toMatch(/Stretch 1 begins after the end/);
});
