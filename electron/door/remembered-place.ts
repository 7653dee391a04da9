import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Engine } from '../engine-types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The file in which the places of the libraries opened here are kept, by the custom of each system. */
export function configurationFile(platform: NodeJS.Platform, environment: Environment): string {
  const home = homedir();
  if (platform === 'win32') {
    return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Custos', 'place.json');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Custos', 'place.json');
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'custos', 'place.json');
}

/** The folder of this machine's ledgers of erasures, beside that file. */
export const ledgersFolder = (platform: NodeJS.Platform, environment: Environment): string =>
  join(dirname(configurationFile(platform, environment)), 'erasures');

const form = z.object({ place: z.string().nullable(), recent: z.array(z.string()).default([]) });
type Noted = z.output<typeof form>;

/** So many libraries are remembered; a department has two or three. */
const mostRecent = 8;

/** What is noted; nothing where there is no note, or none that can be read. */
async function noted(file: string): Promise<Noted> {
  try {
    return form.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const unreadable = error instanceof SyntaxError || error instanceof z.ZodError;
    if (unreadable || (error instanceof Error && 'code' in error)) return { place: null, recent: [] };
    throw error;
  }
}

/** The library that was last opened here; null where there is none. */
export const rememberedPlace = async (file: string): Promise<string | null> => (await noted(file)).place;

/** The libraries that were opened here, the last one first. Places alone: nothing of what lies in them. */
export const recentPlaces = async (file: string): Promise<readonly string[]> => (await noted(file)).recent;

const settling = new Set(['library.create', 'library.open', 'backup.restore']);

/** The same engine, which notes the place of a library whenever one is made or opened. */
export function remembering(engine: Engine, file: string): Engine {
  const note = async (connection: Parameters<Engine['dispatch']>[0]): Promise<void> => {
    const status = await engine.dispatch(connection, 'library.status', {});
    if (!status.ok) return;
    const { place } = status.value as { place: string | null };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const { recent } = await noted(file);
    const places = [place, ...recent].filter((each) => each !== null);
    const kept: Noted = { place, recent: [...new Set(places)].slice(0, mostRecent) };
    await writeFile(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  };
  return {
    connect: () => engine.connect(),
    disconnect: (connection) => engine.disconnect(connection),
    subscribe: (connection, listener) => engine.subscribe(connection, listener),
    media: (connection, path) => engine.media(connection, path),
    onRevoked: (listener) => engine.onRevoked(listener),
    upload: (connection, name, bytes) => engine.upload(connection, name, bytes),
    isBusy: () => engine.isBusy(),
    idle: () => engine.idle(),
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
