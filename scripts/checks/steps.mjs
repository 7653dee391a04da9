import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, present, root, tools } from '../setup/paths.mjs';

/** Each check is one program and a name; those whose sources are not here are left out. */
const steps = () => [
  { name: 'types', args: [tools.tsc, '-p', 'tsconfig.json'] },
  { name: 'types of the rules, without Node or a page', args: [tools.tsc, '-p', 'shared/domain'] },
  ...(present('renderer/main.tsx')
    ? [{ name: 'types of the window', args: [tools.tsc, '-p', 'renderer'] }]
    : []),
  { name: 'lint', args: [tools.biome, 'check', '--diagnostic-level=error', '--max-diagnostics=50'] },
  { name: 'arrows', args: [join(root, 'scripts', 'checks', 'arrows-main.mjs')] },
  { name: 'unused code', args: [tools.knip, '--no-progress'] },
];

function runStep({ name, args }) {
  const started = performance.now();
  const child = spawn(pinnedNode, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  child.stderr.on('data', (piece) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ name, passed: code === 0, output: Buffer.concat(pieces).toString(), seconds });
    });
  });
}

function report({ name, passed, output, seconds }) {
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)\n`);
  if (!passed) process.stdout.write(`${output.trimEnd().replace(/^/gm, '  ')}\n`);
}

/** Runs every check, two at a time, prints one line each (and what a failing one said); resolves with all. */
export async function runChecks() {
  const waiting = steps();
  const results = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      report(result);
      results.push(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
