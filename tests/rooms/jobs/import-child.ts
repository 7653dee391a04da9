import { writeSync } from 'node:fs';
import { createCatalogue } from '../../../electron/catalogue/sqlite/open.ts';
import { createJobs } from '../../../electron/jobs/jobs.ts';
import { type Id, idFromBytes } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** A process that works a job and says each item that is stored, until it is killed. */
const [path, key] = process.argv.slice(2);
if (!path || !key) throw new Error('usage: import-child <catalogue> <key>');
const catalogue = createCatalogue({ path, key: Buffer.from(key, 'hex'), create: true });
const newId = (): Id => idFromBytes(crypto.getRandomValues(new Uint8Array(16)));

const jobs = createJobs({
  catalogue,
  now: () => new Date().toISOString() as Instant,
  newId,
  onChange: () => undefined,
  runners: {
    import: {
      concurrency: 3,
      async run({ item, done }) {
        await catalogue.write(async (writer) => {
          await writer.settings.set(item.source, 'stored');
          await done(writer, { state: 'stored', recording: null, sourceRemoved: false, error: null });
        });
        writeSync(1, `${item.source}\n`);
      },
    },
  },
});
const items = Array.from({ length: 20_000 }, (_, index) => ({ source: `file-${index}`, bytes: 1 }));
await jobs.start('import', newId(), {}, items);
await jobs.idle();
