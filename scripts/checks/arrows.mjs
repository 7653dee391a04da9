import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { rules } from './arrow-rules.mjs';

// The parser is swc: the tool cannot yet read through this compiler, and would then see no module at all.
const options = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  exclude: { path: '\\.d\\.mts$' },
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
};

const folders = ['electron', 'renderer', 'shared', 'scripts', 'tests'];

/**
 * Follows every import below a folder and holds it against the rules.
 * Resolves with the number of modules seen (none seen is no proof) and each violation as rule, from and to.
 */
export async function findViolations(base) {
  const roots = folders.filter((folder) => existsSync(join(base, folder)));
  const { output } = await cruise(roots, {
    ...options,
    baseDir: base,
    ruleSet: { forbidden: rules },
    validate: true,
  });
  const { totalCruised, violations } = output.summary;
  return {
    modules: totalCruised,
    violations: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
