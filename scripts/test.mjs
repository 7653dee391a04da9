import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runChecks } from './checks/steps.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { present, root, tools } from './setup/paths.mjs';
import { runPinned } from './setup/pinned.mjs';
import { ensureTools } from './setup/system-tools.mjs';
import { ensureWindow } from './setup/window-build.mjs';

// npm test: every check and every test. Arguments choose test files (npm test -- tests/domain); the checks are
// then left out. The last line is "N passed, N failed".

const reportFile = join(root, 'out', 'test-report.json');

/** A file that could not be loaded has no tests to count: it is one failure itself. */
function countFile(file) {
  const having = (status) => file.assertionResults.filter((test) => test.status === status);
  const failed = having('failed').map((test) => test.fullName);
  if (file.status === 'failed' && failed.length === 0) failed.push('the file itself');
  const name = relative(root, file.name);
  return {
    passed: having('passed').length,
    skipped: file.assertionResults.length - having('passed').length - having('failed').length,
    failed: failed.map((test) => `${name}: ${test}`),
  };
}

function readReport(status) {
  const total = { passed: 0, skipped: 0, failed: [] };
  if (existsSync(reportFile)) {
    for (const file of JSON.parse(readFileSync(reportFile, 'utf8')).testResults.map(countFile)) {
      total.passed += file.passed;
      total.skipped += file.skipped;
      total.failed.push(...file.failed);
    }
  }
  if (status !== 0 && total.failed.length === 0) total.failed.push('the test runner did not end well');
  return total;
}

async function runTests(chosen) {
  mkdirSync(dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const status = await runPinned(tools.vitest, ['run', ...reporters, ...chosen], { cwd: root });
  return readReport(status);
}

function noColour() {
  process.env.NO_COLOR = '1';
  delete process.env.FORCE_COLOR;
}

async function checkEverything(chosen) {
  if (chosen.length > 0) return { passed: 0, failed: [] };
  const results = await runChecks();
  const failed = results.filter((result) => !result.passed).map((result) => `check: ${result.name}`);
  return { passed: results.length - failed.length, failed };
}

const chosen = process.argv.slice(2);
if (process.env.CI || !process.stdout.isTTY) noColour();
ensurePackages();
ensureTools('test', { retry: true });
const windowFailed = !ensureWindow() && present('renderer/index.html') ? ['check: the window builds'] : [];
const checks = await checkEverything(chosen);
const tests = await runTests(chosen);
const failed = [...windowFailed, ...checks.failed, ...tests.failed];
for (const name of failed) process.stdout.write(`FAILED  ${name}\n`);
if (tests.skipped > 0) process.stdout.write(`${tests.skipped} skipped\n`);
process.stdout.write(`${checks.passed + tests.passed} passed, ${failed.length} failed\n`);
if (failed.length > 0) process.exitCode = 1;
