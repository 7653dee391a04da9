import { CustosError } from '../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { recomputeAll, unsettleDay } from './turn-of-day.ts';

/**
 * Chooses the edition of the guidance by which the library decides. What is stored beside each recording still rests on
 * the edition before, so all are worked out anew, and each is found by the keepers of the collection only until it is.
 * @throws CustosError `conflict` where that edition decides already.
 */
async function chooseEdition(
  { rooms, caller }: Context,
  { edition, reason }: Parsed<'library.chooseEdition'>,
): Promise<Output<'library.chooseEdition'>> {
  const { settings } = rooms;
  if (edition === settings.edition)
    throw new CustosError('conflict', 'The library decides by this edition already.');
  const { jurisdiction, zone, edition: before } = settings;
  await rooms.catalogue.write(async (writer) => {
    await writer.settings.set('library', JSON.stringify({ jurisdiction, zone, edition }));
    await recomputeAll(writer, true);
    await rooms.record(writer, {
      kind: 'library.editionChosen',
      by: caller.user,
      about: [{ noun: 'library', id: settings.id }],
      facts: { edition, before },
      text: reason,
    });
  });
  rooms.settings = { ...rooms.settings, edition };
  unsettleDay(rooms);
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return {};
}

export const editionOperations: Handlers = { 'library.chooseEdition': chooseEdition };
