import { expect, test } from 'vitest';
import { insideRemark } from '../../../../electron/anonymise/metadata/streams/stream-cleaner.ts';
import { onFile } from '../witnesses.ts';
import { clean, expectCleaned, made } from './films.ts';

/** Three frames as a camera writes them: the day and time of recording and a time code in each. */
const recorded = (): Buffer =>
  made('d.dv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=s=720x576:r=25:d=0.12', '-f', 'lavfi', '-i', 'sine=d=0.12:r=48000'],
    ...['-ac', '2', '-pix_fmt', 'yuv420p', '-c:v', 'dvvideo', '-timecode', '10:11:12:13'],
  ]);

const wrapped = (name: string): Buffer =>
  onFile(recorded(), 'd.dv', (path) => made(name, ['-i', path, '-map', '0:v', '-c', 'copy']));

const frameLength = 144_000;

/** Ids of the packs in the auxiliary blocks of every frame (SMPTE 314M): the third of three kinds in front of the pictures. */
function packsIn(film: Buffer): Set<number> {
  const ids = new Set<number>();
  const mark = Buffer.from([0x1f, 0x07, 0x00]);
  for (let at = film.indexOf(mark); at >= 0; at = film.indexOf(mark, at + frameLength))
    for (let block = at; block < at + frameLength; block += 80)
      if ((film[block] ?? 0) >> 5 === 2)
        for (let pack = 3; pack < 78; pack += 5) ids.add(film[block + pack] ?? 0);
  return ids;
}

test.each([
  ['d.avi', 'avi'],
  ['d.mov', 'mov'],
  ['d.mkv', 'mkv'],
])('what a camera notes in the frames of digital video goes out of %s', async (name, container) => {
  const before = wrapped(name);
  expect([...packsIn(before)]).toEqual(expect.arrayContaining([0x60, 0x61, 0x62, 0x63]));
  const { bytes, findings, notes } = await clean(before, container);
  expect(findings).toContainEqual(expect.objectContaining({ name: 'Recorded', value: '21-03-04' }));
  expect(notes).toContain(insideRemark);
  expect(packsIn(bytes)).toEqual(new Set([0x60, 0x61, 0xff]));
  expectCleaned(before, bytes, name, false);
  expect((await clean(bytes, container)).notes).toEqual([]);
});
