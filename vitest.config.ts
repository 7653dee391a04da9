import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const hosts = ['tests/hosts/**/*.test.ts', 'tests/attacks/traces-after-lock.test.ts'];

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

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification): boolean => slow.some((part) => moduleId.includes(part));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    // Native modules and child processes: a process a file, so that one that dies takes no other with it.
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
      { extends: true, test: { name: 'rules and rooms', include: ['tests/**/*.test.ts'], exclude: hosts } },
      // A browser on a busy machine may be slower than a test's patience; what is wrong fails twice.
      { extends: true, test: { name: 'hosts', include: hosts, retry: 1 } },
    ],
  },
});
