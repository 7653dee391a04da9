import { nameKey } from '../shared/domain/user/name.ts';
import { isCustosError } from '../shared/kernel/error.ts';
import { type Instant, instantOf } from '../shared/kernel/instant.ts';
import type { Rooms } from './operations/context.ts';

/** Names that are kept apart; whoever tries more of them is guessing, and the rest is one count. */
const namesAtMost = 50;

interface Refused {
  tries: number;
  readonly since: Instant;
  last: Instant;
}

/**
 * Wrong passphrases at a locked library. Its trail opens only with a right one, so what was tried is kept in memory
 * and entered when somebody comes in.
 */
export class Refusals {
  readonly #places = new Map<string, Map<string, Refused>>();

  /** Does what a passphrase opens, and remembers under whose name a wrong one was given. */
  async watch<Opened>(
    place: string,
    name: string,
    now: number,
    open: () => Promise<Opened>,
  ): Promise<Opened> {
    try {
      return await open();
    } catch (error) {
      if (isCustosError(error) && error.code === 'wrong-passphrase')
        this.#note(place, nameKey(name), instantOf(new Date(now)));
      throw error;
    }
  }

  #note(place: string, name: string, at: Instant): void {
    const names = this.#places.get(place) ?? new Map<string, Refused>();
    this.#places.set(place, names);
    const key = names.has(name) || names.size < namesAtMost ? name : '';
    const known = names.get(key);
    if (!known) names.set(key, { tries: 1, since: at, last: at });
    else {
      known.tries += 1;
      known.last = at;
    }
  }

  /** Tells the trail: under whom it was tried, how often and when, and nothing of what was typed. */
  async enter(place: string, rooms: Rooms): Promise<void> {
    const names = this.#places.get(place);
    if (!names) return;
    await rooms.catalogue.write(async (writer) => {
      const users = await writer.users.list();
      for (const [name, { tries, since, last }] of names) {
        const user = users.find((one) => nameKey(one.name) === name || one.id === name);
        await rooms.record(writer, {
          kind: 'session.refused',
          by: null,
          about: user ? [{ noun: 'user', id: user.id }] : [],
          facts: { tries, since, last },
        });
      }
    });
    this.#places.delete(place);
    rooms.emit({ kind: 'changed', nouns: ['trail'] });
  }
}
