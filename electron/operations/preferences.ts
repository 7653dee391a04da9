import { preferences } from '../../shared/contract/preferences.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';

const placeOf = (user: string): string => `preferences.${user}`;

/** What somebody chose, as far as this version still knows the choice. */
async function chosen({ rooms, caller }: Context): Promise<Output<'user.preferences'>> {
  const text = await rooms.catalogue.read((reader) => reader.settings.get(placeOf(caller.user)));
  return text === null ? null : (preferences.safeParse(JSON.parse(text)).data ?? null);
}

/** Keeps a choice. How a window looks is no fact about anybody, so the trail does not hear of it. */
async function choose(
  { rooms, caller }: Context,
  input: Parsed<'user.prefer'>,
): Promise<Output<'user.prefer'>> {
  const text = JSON.stringify(input.preferences);
  await rooms.catalogue.write((writer) => writer.settings.set(placeOf(caller.user), text));
  return {};
}

export const preferenceOperations: Handlers = { 'user.preferences': chosen, 'user.prefer': choose };
