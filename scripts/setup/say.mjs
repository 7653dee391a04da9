/** One line about the set-up, on standard error: standard output belongs to the command that was asked for. */
export function say(line) {
  process.stderr.write(`custos: ${line}\n`);
}
