import { isCustosError } from '../../shared/kernel/error.ts';
import { type ExitStatus, exit, statusOfError } from './exit.ts';
import type { Voice } from './terminal.ts';

/** What every item of a report carries. */
export interface Item {
  readonly id: string | null;
  readonly number: string | null;
  readonly state: string;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

export interface ItemName {
  readonly id: string | null;
  readonly number: string | null;
}

/** The report of an item that failed. @throws the error again where it ends the whole command. */
export function failedItem(name: ItemName, error: unknown): Item {
  if (!isCustosError(error) || statusOfError(error.code) === exit.libraryUnusable) throw error;
  const notAllowed = statusOfError(error.code) === exit.notAllowed;
  const { code, message } = error;
  return { ...name, state: notAllowed ? 'refused' : 'failed', error: { code, message } };
}

/** Done, some failed, or (where the rules let none of them) not allowed. */
export function statusOfItems(items: readonly Item[]): ExitStatus {
  if (items.every(({ error }) => error === undefined)) return exit.done;
  return items.every(({ state }) => state === 'refused') ? exit.notAllowed : exit.someFailed;
}

const lineOf = ({ id, number, state, error }: Item): string =>
  `${number ?? id ?? ''}  ${state}${error ? `: ${error.message}` : ''}`.trim();

/** Works through entries one after the other; one that fails is reported and the others go on. */
export async function eachItem<Entry, Done extends Item>(
  entries: readonly Entry[],
  voice: Voice,
  nameOf: (entry: Entry) => ItemName,
  work: (entry: Entry) => Promise<Done>,
): Promise<(Done | Item)[]> {
  const items: (Done | Item)[] = [];
  for (const [index, entry] of entries.entries()) {
    voice.progress(`${index + 1} of ${entries.length}`);
    try {
      items.push(await work(entry));
    } catch (error) {
      items.push(failedItem(nameOf(entry), error));
    }
  }
  return items;
}

/** Prints items and answers the status they amount to. */
export async function reportItems(
  voice: Voice,
  items: readonly Item[],
  say: (item: Item) => string | readonly string[] = lineOf,
): Promise<ExitStatus> {
  await voice.result(
    items,
    items.flatMap((item) => (item.error ? lineOf(item) : say(item))),
  );
  return statusOfItems(items);
}
