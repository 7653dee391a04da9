import type { ParentPort } from 'electron';
import { type Door, openDoor } from '../door/door.ts';
import { configurationFile, ledgersFolder, recentPlaces, remembering } from '../door/remembered-place.ts';
import { newDoorAddress } from '../door/socket-place.ts';
import { createEngine, packedTools } from '../engine.ts';
import type { Engine } from '../engine-types.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { relayWorkers } from './relayed-workers.ts';

/** The engine in a process of its own: nothing it does can hold up the window. */
const port: ParentPort = process.parentPort;
const tell = (message: FromEngine): void => port.postMessage(message);
const workers = relayWorkers(tell);

interface Running {
  readonly engine: Engine;
  readonly door: Door;
}

let running: Running | null = null;

async function start(place: string | null, toolsFolder: string | null): Promise<void> {
  const tools = await packedTools(toolsFolder);
  const address = await newDoorAddress();
  const noted = configurationFile(process.platform, process.env);
  const made = await createEngine({
    place,
    files: 'dialogs',
    door: address,
    workers: workers.starters,
    tools: tools?.places,
    recent: () => recentPlaces(noted),
    ledgers: ledgersFolder(process.platform, process.env),
  });
  const engine = remembering(made, noted);
  const door = await openDoor(engine, address);
  running = { engine, door };
  tell({ kind: 'ready', door: address, faults: tools?.faults ?? [] });
}

async function close(): Promise<void> {
  await running?.engine.close();
  await running?.door.close();
  process.exit(0);
}

async function take(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'start':
      return start(message.place, message.tools);
    case 'lock':
      return running?.engine.lock(message.why);
    case 'close':
      return close();
    case 'isBusy':
      return tell({ kind: 'busy', busy: running?.engine.isBusy() ?? false });
    case 'tellWhenIdle':
      await running?.engine.idle();
      return tell({ kind: 'idle' });
    case 'fromWorker':
    case 'workerEnded':
      return workers.take(message);
  }
}

port.on('message', ({ data }) => {
  take(data as ToEngine).catch((error: unknown) => {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});
