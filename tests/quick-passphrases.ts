import { vi } from 'vitest';

// Every test unlocks a library, many of them several times: with the product's work factor most of a run's time would
// go into that alone. It is scrypt all the same; the tests of the keys themselves use the product's own.
vi.mock('../electron/keys/work-factor.ts', () => ({ workFactor: 10 }));
