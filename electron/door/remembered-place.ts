import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Engine } from '../engine-types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The file in which the last library's place is kept, by the custom of each system. */
export function configurationFile(platform: NodeJS.Platform, environment: Environment): string {
  const home = homedir();
  if (platform === 'win32') {
    return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Custos', 'place.json');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Custos', 'place.json');
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'custos', 'place.json');
}

/** The library that was last opened here; null where there is none, or the note cannot be read. */
export async function rememberedPlace(file: string): Promise<string | null> {
  try {
    const note: unknown = JSON.parse(await readFile(file, 'utf8'));
    const place = typeof note === 'object' && note !== null && 'place' in note ? note.place : null;
    return typeof place === 'string' ? place : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

const settling = new Set(['library.create', 'library.open', 'backup.restore']);

/** The same engine, which notes the place of a library whenever one is made or opened. */
export function remembering(engine: Engine, file: string): Engine {
  const note = async (connection: Parameters<Engine['dispatch']>[0]): Promise<void> => {
    const status = await engine.dispatch(connection, 'library.status', {});
    if (!status.ok) return;
    const { place } = status.value as { place: string | null };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${JSON.stringify({ place })}\n`, { mode: 0o600 });
  };
  return {
    connect: () => engine.connect(),
    disconnect: (connection) => engine.disconnect(connection),
    subscribe: (connection, listener) => engine.subscribe(connection, listener),
    media: (connection, path) => engine.media(connection, path),
    onRevoked: (listener) => engine.onRevoked(listener),
    upload: (connection, name, bytes) => engine.upload(connection, name, bytes),
    lock: (why) => engine.lock(why),
    close: () => engine.close(),
    async dispatch(connection, name, input) {
      const reply = await engine.dispatch(connection, name, input);
      // A place that could not be noted is asked for again at the next start; the work goes on.
      if (reply.ok && settling.has(name)) await note(connection).catch(() => undefined);
      return reply;
    },
  };
}
