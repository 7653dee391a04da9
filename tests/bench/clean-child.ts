import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { anonymise } from '../../electron/anonymise/anonymise.ts';
import { cleanerFor } from '../../electron/anonymise/metadata/cleaners.ts';
import { pixels } from '../../electron/media/look.ts';

/** One core's share of the bench of cleaning: it warms up, waits for `go`, and tells when it is done. */
export interface Share {
  readonly files: readonly string[];
  readonly folder: string;
  readonly warm: string;
  readonly work: 'clean' | 'verified';
}

const names = ['Jane Patient', '485 777 3456', '1967-03-12'];

const works: Readonly<Record<Share['work'], (bytes: Buffer) => Promise<Buffer>>> = {
  clean: async (bytes) => (await cleanerFor(bytes).clean(bytes)).bytes,
  verified: async (bytes) =>
    (await anonymise(bytes, { regions: [], knownIdentifiers: names, decoder: { pixels } })).bytes,
};

async function run(files: readonly string[], folder: string, work: Share['work']): Promise<void> {
  for (const file of files)
    writeFileSync(join(folder, basename(file)), await works[work](readFileSync(file)));
}

const { files, folder, warm, work } = JSON.parse(process.argv[2] ?? '') as Share;
await run(files.slice(0, 20), warm, work);
process.once('message', () => {
  void run(files, folder, work).then(() => process.send?.('done', () => process.disconnect()));
});
process.send?.('ready');
