import { registerHooks } from 'node:module';

/**
 * Passphrases take 2^10 rounds of scrypt here, as in the tests (`tests/quick-passphrases.ts`): a library is unlocked
 * twice for each kill, and what a guess costs has no part in what a kill leaves behind. To be loaded before the rest.
 */
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/electron/keys/work-factor.ts')
      ? { format: 'module', shortCircuit: true, source: 'export const workFactor = 10;' }
      : next(url, context),
});
