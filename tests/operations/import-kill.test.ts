import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Rig, sample } from './rig.ts';

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
const count = 24;

let rig: Rig;
afterEach(() => rig?.close());

/** Runs the import in a process that dies at a step; answers the signal that ended it. */
function importAndDie(folder: string, step: string, times: number): Promise<string | null> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'import-child.ts'), rig.place, 'Cass', folder, step, String(times)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
}

test.each([
  ['put:written', 1],
  ['put:placed', 3],
  ['put:synced', 5],
  ['put:key-stored', 7],
  ['stored', 9],
])(
  'a kill at %s (%i) loses nothing that was stored, leaves nothing half done, and the import goes on',
  async (step, times) => {
    rig = await Rig.make({ Cass: 'custodian' });
    await rig.stop();
    const contents = new Map(
      Array.from({ length: count }, (_, index) => [
        `${String(index).padStart(2, '0')}.jpg`,
        Buffer.concat([jpeg, Buffer.from(`file ${index}`)]),
      ]),
    );
    const folder = rig.files(Object.fromEntries(contents));
    expect(await importAndDie(folder, step, times)).toBe('SIGKILL');
    await rig.restart();
    const [job] = await rig.call('Cass', 'job.list', {});
    const ended = await rig.ended('Cass', job!.id);
    expect(ended.job).toMatchObject({ state: 'done', outcomes: { stored: count } });
    const recordings = await rig.call('Cass', 'recording.ids', { query: {}, limit: 1_000 });
    expect(recordings).toHaveLength(count);
    for (const recording of recordings) {
      const { fileName, renditions, thumbnail } = await rig.call('Cass', 'recording.show', { recording });
      const { url } = await rig.call('Cass', 'open.custody', {
        rendition: renditions[0]!.id,
        purpose: 'cataloguing',
      });
      const served = await rig.media('Cass', url);
      expect(served?.bytes.equals(contents.get(fileName!)!)).toBe(true);
      expect((await rig.media('Cass', thumbnail!))?.bytes.length).toBeGreaterThan(100);
    }
    expect((await rig.call('Cass', 'library.verify', { deep: true })).faults).toEqual([]);
    expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]);
    const blobs = readdirSync(join(rig.place, 'vault'), { recursive: true }).filter((name) =>
      String(name).endsWith('.age'),
    );
    expect(blobs).toHaveLength(count);
  },
);
