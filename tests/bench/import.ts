import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine.ts';
import type { OperationName, Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { photographs } from './photographs.ts';

export interface ImportBench {
  readonly files: number;
  readonly megabytes: number;
  /** Seconds each, one after the other over the same files on the same cores. */
  readonly peers: { readonly sha256sum: number; readonly age: number; readonly vipsthumbnail: number };
  readonly importing: number;
  /** Importing by the sum of the peers. */
  readonly ratio: number;
}

const passphrase = 'seven quiet herons over the estuary';

function seconds(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };

const sealEach =
  'to=$1 in=$2; shift 2; for file; do age -r "$to" -o "$in/$(basename "$file").age" "$file" || exit 1; done';

/** What the import does, by the tools people would use for it, each by itself. */
function measurePeers(files: readonly string[], folder: string): ImportBench['peers'] {
  const identity = join(folder, 'identity.txt');
  execFileSync('age-keygen', ['-o', identity], { stdio: 'ignore' });
  const recipient = /age1\w+/.exec(readFileSync(identity, 'utf8'))?.[0] ?? '';
  const sealed = join(folder, 'sealed');
  const thumbnails = join(folder, 'thumbnails');
  mkdirSync(sealed);
  mkdirSync(thumbnails);
  return {
    sha256sum: seconds(() => execFileSync('sha256sum', files, quiet)),
    // From a shell: a process as large as this one is slow at starting others, which would be counted to the peer.
    age: seconds(() => execFileSync('sh', ['-c', sealEach, 'sh', recipient, sealed, ...files], quiet)),
    vipsthumbnail: seconds(() =>
      execFileSync('vipsthumbnail', ['--size', '512x512', '-o', `${thumbnails}/%s.jpg`, ...files], quiet),
    ),
  };
}

async function call(engine: Engine, connection: Id, name: OperationName, input: unknown): Promise<unknown> {
  const reply = await engine.dispatch(connection, name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value;
}

/** From asking for the import to the end of its job, in seconds; the library is made before. */
async function measureImport(folder: string, place: string, count: number): Promise<number> {
  const engine = await createEngine({ place: null, files: 'dialogs' });
  try {
    const connection = engine.connect();
    await call(engine, connection, 'library.create', { place, name: 'Bench', user: 'Bench', passphrase });
    const from = performance.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.subscribe(connection, (event) => {
      if (event.kind === 'job' && event.job.state !== 'running') resolve();
    });
    const { job } = (await call(engine, connection, 'import.start', { paths: [folder] })) as { job: Id };
    await promise;
    const taken = (performance.now() - from) / 1000;
    const shown = (await call(engine, connection, 'job.show', { job, limit: 1 })) as Output<'job.show'>;
    const { stored = 0 } = shown.job.outcomes;
    if (stored !== count)
      throw new Error(`Only ${stored} of ${count} were stored: ${JSON.stringify(shown.job)}`);
    return taken;
  } finally {
    await engine.close();
  }
}

/** Measures the import of so many photographs against the sum of what it is made of. */
export async function benchImport({
  files: count = 2_000,
}: {
  readonly files?: number;
} = {}): Promise<ImportBench> {
  const { folder, files } = await photographs(count);
  const place = mkdtempSync(join(folder, '..', 'import-'));
  try {
    // Everything is read once, so that the first to be measured does not wait for the disk alone.
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    execFileSync('cat', files, quiet);
    const peers = measurePeers(files, place);
    const importing = await measureImport(folder, join(place, 'Bench.custos'), count);
    const sum = peers.sha256sum + peers.age + peers.vipsthumbnail;
    return { files: count, megabytes: bytes / 1e6, peers, importing, ratio: importing / sum };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The figures as lines for a person. */
export function sayImport({ files, megabytes, peers, importing, ratio }: ImportBench): string {
  const line = (name: string, value: number): string =>
    `  ${name.padEnd(44)} ${value.toFixed(1).padStart(8)} s`;
  return [
    `import of ${files} photographs, ${megabytes.toFixed(0)} MB`,
    line('sha256sum', peers.sha256sum),
    line('age', peers.age),
    line('vipsthumbnail', peers.vipsthumbnail),
    line('import', importing),
    `  ${'import by the sum of the three (at most 0.90)'.padEnd(44)} ${ratio.toFixed(2).padStart(8)}`,
  ].join('\n');
}
