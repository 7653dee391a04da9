import { root } from '../setup/paths.mjs';
import { findViolations } from './arrows.mjs';

const { modules, violations } = await findViolations(root);
for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} -> ${to}\n`);
process.stdout.write(`${modules} modules, ${violations.length} violations\n`);
if (modules === 0 || violations.length > 0) process.exitCode = 1;
