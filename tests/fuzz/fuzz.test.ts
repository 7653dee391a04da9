import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { streamWalkers } from './stream-walkers.ts';
import { walkers } from './walkers.ts';

/** The long form is `npm run fuzz`. */
const executions = 2_000;

describe('hostile files', () => {
  it.each(Object.entries({ ...walkers, ...streamWalkers }))(
    'never break the cleaning of %s, and what it writes accounts for every byte',
    async (_name, walker) => {
      const { cleaned, faults } = await fuzz({ walker, seed: 20_261_123, from: 0, executions });
      expect(faults.map(({ execution, what }) => `${execution}: ${what}`)).toEqual([]);
      // A trial in which every file is refused would show nothing.
      expect(cleaned).toBeGreaterThan(executions / 20);
    },
  );
});
