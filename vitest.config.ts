import { defineConfig } from 'vitest/config';

const hosts = ['tests/hosts/**/*.test.ts', 'tests/attacks/traces-after-lock.test.ts'];

export default defineConfig({
  test: {
    // Native modules and child processes: a process a file, so that one that dies takes no other with it.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'rules and rooms', include: ['tests/**/*.test.ts'], exclude: hosts } },
      // A browser on a busy machine may be slower than a test's patience; what is wrong fails twice.
      { extends: true, test: { name: 'hosts', include: hosts, retry: 1 } },
    ],
  },
});
