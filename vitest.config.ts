import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const hosts = ['tests/hosts/**/*.test.ts', 'tests/attacks/traces-after-lock.test.ts'];

/** Rules, and rooms in which no film is read and no browser started. */
const light = ['domain', 'ui', 'rooms/{catalogue,jobs,keys,library,trail,vault}'].map(
  (room) => `tests/${room}/**/*.test.ts`,
);
/** What a file may do to its process that the next one in it would notice: other modules, the environment, a measure. */
const tellsOnOthers = /vi\.(un)?mock\(|process\.(env\.\w+ = |cpuUsage)/;
/** To import a room takes longer than most of its tests: files that leave no mark share their processes. */
const sharing = globSync(light, { cwd: import.meta.dirname }).filter(
  (name) => !tellsOnOthers.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
);

/** Those that take minutes begin first, so that none of them runs alone at the end while the other core waits. */
const slow = [
  '/torture/',
  '/bench/',
  '/hosts/week',
  '/hosts/life-story',
  '/hosts/pages',
  '/hosts/desk-day',
  '/hosts/stills-by-keyboard',
  '/hosts/newcomer',
];

/** The week is told in both hosts, the whole life of a recording in the double as well only where all are asked for. */
const longer = process.env.CUSTOS_STORIES === 'all' ? [] : ['tests/hosts/life-story-double.test.ts'];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification): boolean => slow.some((part) => moduleId.includes(part));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    // Native modules and child processes: a process a file, so that one that dies takes no other with it. Only
    // the files of light rooms share a few.
    pool: 'forks',
    // One more than two cores: a test that waits for a browser or a disk leaves its core to another.
    maxWorkers: 3,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // What is waited for is there at once on a quiet machine; a busy one takes its time.
    expect: { poll: { timeout: 20_000, interval: 150 } },
    setupFiles: ['tests/quick-passphrases.ts'],
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: { name: 'rules and rooms', include: ['tests/**/*.test.ts'], exclude: [...hosts, ...sharing] },
      },
      { extends: true, test: { name: 'rules and light rooms', include: sharing, isolate: false } },
      // A browser on a busy machine may be slower than a test's patience; what is wrong fails twice.
      { extends: true, test: { name: 'hosts', include: hosts, exclude: longer, retry: 1 } },
    ],
  },
});
