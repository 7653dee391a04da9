import { createEngine } from '../engine.ts';
import { findDoor } from '../engine-lease.ts';
import { openDoor } from './door.ts';
import { connectThrough } from './door-client.ts';
import { type EngineLink, linkTo } from './engine-link.ts';
import { ledgersFolder } from './remembered-place.ts';
import { newDoorAddress, removeDoorAddress } from './socket-place.ts';

/** A way to the engine of a library. */
export interface Reached {
  readonly link: EngineLink;
  /** Ends the connection; an engine started for it ends when nobody else uses it any more. */
  leave(): Promise<void>;
}

/** Starts an engine in this process, with a door so that other commands need not wait for this one to end. */
async function startOwn(place: string | null): Promise<Reached> {
  const address = await newDoorAddress();
  try {
    const ledgers = ledgersFolder(process.platform, process.env);
    const engine = await createEngine({ place, files: 'dialogs', door: address, ledgers });
    const door = await openDoor(engine, address);
    const link = linkTo(engine);
    return {
      link,
      async leave() {
        await link.close();
        await door.empty();
        await door.close();
        await engine.close();
      },
    };
  } catch (error) {
    await removeDoorAddress(address);
    throw error;
  }
}

/**
 * Reaches the engine of a library: the one that runs with it already, or a new one in this process.
 * @throws CustosError `in-use` where one runs but does not answer.
 */
export async function reachEngine(place: string | null): Promise<Reached> {
  const address = place === null ? null : await findDoor(place);
  const link = address && (await connectThrough(address));
  return link ? { link, leave: () => link.close() } : startOwn(place);
}
