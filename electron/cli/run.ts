import { parseArgs } from 'node:util';
import { isCustosError } from '../../shared/kernel/error.ts';
import { type Command, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { type ExitStatus, exit, statusOfError } from './exit.ts';
import { takeSecrets } from './secrets.ts';
import { createVoice, type GivenSecrets, type Terminal, type Voice } from './terminal.ts';

function overview(): string[] {
  const widest = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'custos <command> …',
    '',
    ...Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(widest)}  ${does}`),
    '',
    'custos <command> --help says more. --json prints one JSON document.',
    'Exit status: 0 done, 1 an item was refused or failed, 2 wrong usage, 3 not allowed, 4 library unusable.',
  ];
}

const usageOf = (name: string, { usage }: Command): string[] => usage.map((form) => `custos ${name} ${form}`);

function parse(name: string, command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('. To specify')[0] : String(error);
    throw new UsageError(`${said}\n${usageOf(name, command).join('\n')}`, { cause: error });
  }
}

async function runCommand(
  args: readonly string[],
  terminal: Terminal,
  voice: Voice,
  secrets: GivenSecrets,
): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await voice.result({ commands: Object.keys(commands) }, overview());
    return name === undefined ? exit.wrongUsage : exit.done;
  }
  const row = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!row) throw new UsageError(`There is no command “${name}”. custos --help lists them.`);
  const command = await row.load();
  const { values, positionals } = parse(name, command, rest);
  if (values.help) {
    await voice.result({ usage: usageOf(name, command) }, usageOf(name, command));
    return exit.done;
  }
  return command.run({ options: values, positionals, terminal, voice, secrets });
}

/** What a failure was, as code and sentence, with the status it ends the command with. */
function told(error: unknown): { code: string; message: string; details?: unknown; status: ExitStatus } {
  if (error instanceof UsageError) {
    return { code: 'invalid-input', message: error.message, status: exit.wrongUsage };
  }
  if (isCustosError(error)) {
    const { code, message, details } = error;
    const facts = Object.keys(details).length > 0 ? { details } : {};
    return { code, message, ...facts, status: statusOfError(code) };
  }
  const cause = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Something went wrong that was not foreseen: ${cause}`,
    status: exit.someFailed,
  };
}

/** Runs one command line (without the program's name) and answers its exit status. Never rejects. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const voice = createVoice(terminal, args.includes('--json'));
  const secrets = takeSecrets(terminal.environment);
  try {
    return await runCommand(args, terminal, voice, secrets);
  } catch (error) {
    const { status, ...failure } = told(error);
    voice.say(`custos: ${failure.message}`);
    if (voice.json) await voice.result({ error: failure }, []);
    return status;
  }
}
