import { run } from './run.ts';

/** The `custos` command. What is written is out before the process ends, whatever a room still holds open. */
const status = await run(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  environment: process.env,
});
process.exit(status);
