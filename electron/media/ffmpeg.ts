import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CustosError } from '../../shared/kernel/error.ts';
import { SetAsideError } from './set-aside.ts';

/** Where ffmpeg and ffprobe are looked for: named paths first, then shipped resources, then PATH. */
export interface ToolPlaces {
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  /** The folder of files shipped beside the program; tools lie in its `ffmpeg` folder. */
  readonly resourcesPath?: string;
  /** Why a shipped tool may not be used, in words; none from elsewhere takes its place. */
  readonly refused?: { readonly ffmpeg?: string; readonly ffprobe?: string };
}

interface ToolRun {
  readonly timeLimitMs: number;
  /** Bytes of standard output kept, or passed on, before the run is ended. */
  readonly outputLimit: number;
  /** Receives standard output piece by piece instead of it being kept. */
  readonly onOutput?: (piece: Buffer) => void;
  /** Fed to standard input; without it there is none. A failure of it ends the run. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** Ends the run with CustosError `cancelled`. */
  readonly signal?: AbortSignal;
}

interface ToolOutcome {
  /** Null where the tool was ended by a signal. */
  readonly exitCode: number | null;
  readonly output: Buffer;
  /** The end of what the tool complained of, for telling reasons apart; never shown to a person. */
  readonly complaints: string;
}

const memoryLimit = 3 * 1024 ** 3;
const complaintLimit = 16_384;
const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

const installCommand = (): string => {
  if (process.platform === 'darwin') return 'brew install ffmpeg';
  if (process.platform === 'win32') return 'winget install Gyan.FFmpeg';
  return 'sudo apt-get install ffmpeg';
};

/** @throws CustosError('missing-tool') saying why a shipped one is refused, or naming the one command that installs it on this platform. */
export function findTool(tool: 'ffmpeg' | 'ffprobe', places: ToolPlaces): string {
  const refused = places.refused?.[tool];
  if (refused && !places[tool]) throw new CustosError('missing-tool', refused, { tool });
  const file = process.platform === 'win32' ? `${tool}.exe` : tool;
  const named = places[tool];
  const shipped = places.resourcesPath ? join(places.resourcesPath, 'ffmpeg', file) : null;
  const found = [named, shipped].find((path) => path && isExecutable(path)) ?? (named ? null : onPath(file));
  if (found) return found;
  const command = installCommand();
  throw new CustosError(
    'missing-tool',
    `Sound and video need the program ${tool}, which was not found. Install it with: ${command}. Photographs work without it.`,
    { tool, command },
  );
}

let prlimit: string | null | undefined;

/** On Linux the system itself bounds memory, processor time and core dumps, where util-linux is there. */
function bounded(command: string, args: readonly string[], timeLimitMs: number): [string, string[]] {
  prlimit ??= process.platform === 'linux' ? onPath('prlimit') : null;
  if (!prlimit) return [command, [...args]];
  const seconds = Math.ceil(timeLimitMs / 1000) * 2;
  return [prlimit, [`--data=${memoryLimit}`, `--cpu=${seconds}`, '--core=0', command, ...args]];
}

/** Only what a tool needs to start; a passphrase in the environment never reaches it. */
const environment = (): NodeJS.ProcessEnv => {
  const { PATH, SystemRoot, LD_LIBRARY_PATH } = process.env;
  return {
    LC_ALL: 'C',
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
  };
};

/** Hands a tool its input. A tool that has read enough closes the pipe, which is no fault. */
async function feed(
  stdin: Writable,
  input: AsyncIterable<Uint8Array>,
  end: (reason: Error) => void,
): Promise<void> {
  try {
    await pipeline(input, stdin);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EOF'].includes(code)) end(error as Error);
  }
}

/**
 * Runs ffmpeg or ffprobe with bounded time and output; the child is killed at a bound and when this process ends.
 * @throws SetAsideError 'timed-out' or 'too-large' at a bound, 'crashed' where the tool cannot be started.
 */
export function runTool(command: string, args: readonly string[], run: ToolRun): Promise<ToolOutcome> {
  const [program, programArguments] = bounded(command, args, run.timeLimitMs);
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment(),
      windowsHide: true,
    });
    running.add(child);
    const pieces: Buffer[] = [];
    let received = 0;
    let complaints = '';
    let failure: Error | null = null;
    const end = (reason: Error): void => {
      failure ??= reason;
      child.kill('SIGKILL');
      // Whoever else holds the other end of the pipes is not waited for.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => {
      end(new SetAsideError('timed-out', 'Reading this recording took too long and was stopped.'));
    }, run.timeLimitMs);
    if (run.input) void feed(child.stdin, run.input, end);
    else child.stdin.on('error', () => undefined).end();
    const stop = (): void => end(new CustosError('cancelled', 'The work on this recording was stopped.'));
    run.signal?.addEventListener('abort', stop, { once: true });
    if (run.signal?.aborted) stop();
    child.stdout.on('data', (piece: Buffer) => {
      received += piece.length;
      if (received > run.outputLimit) {
        end(new SetAsideError('too-large', 'The recording holds more than can be read in one go.'));
      } else if (run.onOutput) run.onOutput(piece);
      else pieces.push(piece);
    });
    child.stderr.on('data', (piece: Buffer) => {
      complaints = (complaints + piece.toString('latin1')).slice(-complaintLimit);
    });
    child.on('error', () =>
      end(new SetAsideError('crashed', 'The program that reads recordings did not start.')),
    );
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', stop);
      running.delete(child);
      if (failure) reject(failure);
      else resolve({ exitCode, output: Buffer.concat(pieces), complaints });
    });
  });
}
