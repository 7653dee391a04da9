import { lockLibrary } from '../../../electron/library/engine-lock.ts';
import { layoutOf } from '../../../electron/library/layout.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

// Takes the library, says so, and stays until it is killed.
const lock = lockLibrary(layoutOf(process.argv[2] ?? ''));
await lock.announce('/nowhere', '2026-11-23T10:00:00.000Z' as Instant);
process.stdout.write('locked\n');
setInterval(() => undefined, 1000);
