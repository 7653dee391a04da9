import { runChecks } from './checks/steps.mjs';
import { ensurePackages } from './setup/packages.mjs';

// npm run check: types, lint, arrows and unused code; the tests have their own command.
ensurePackages();
const results = await runChecks();
if (results.some(({ passed }) => !passed)) process.exitCode = 1;
