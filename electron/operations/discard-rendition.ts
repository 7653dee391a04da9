import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { findRendition } from './open.ts';

async function assertDiscardable(writer: CatalogueWriter, rendition: RenditionRow | null): Promise<void> {
  if (!rendition) throw new CustosError('not-found', 'There is no such rendition.');
  if (rendition.kind === 'original') {
    throw new CustosError('conflict', 'An original is never discarded. It can only be erased.');
  }
  for (const release of await writer.releases.ofRecording(rendition.recording)) {
    const items = await writer.releases.items(release.id);
    if (items.some((item) => item.rendition === rendition.id && isOut(item.state))) {
      throw new CustosError(
        'conflict',
        'Copies of it are out with a release. Enter first that they were returned or destroyed.',
        { release: release.id },
      );
    }
  }
}

const isOut = (state: string): boolean => state === 'out' || state === 'recalled';

/** Throws an anonymised copy away with its sign-offs. */
async function discard(
  context: Context,
  input: Parsed<'anonymise.discard'>,
): Promise<Output<'anonymise.discard'>> {
  const { rooms, caller } = context;
  const { rendition } = await findRendition(context, input.rendition);
  // Pictures first: once the row is gone nothing would ask for their removal after a kill. They can be made again.
  await rooms.previews.removeAll([rendition.id]);
  await rooms.catalogue.write(async (writer) => {
    const row = await writer.renditions.get(rendition.id);
    await assertDiscardable(writer, row);
    await writer.renditions.remove(rendition.id);
    await rooms.record(writer, {
      kind: 'rendition.discarded',
      by: caller.user,
      about: [
        { noun: 'recording', id: rendition.recording },
        { noun: 'rendition', id: rendition.id },
      ],
      facts: { mark: rendition.mark },
    });
    await refreshRecordings(rooms, writer, [rendition.recording], caller.user);
  });
  await rooms.vault.destroy(rendition.blob);
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return {};
}

export const discardOperations: Handlers = { 'anonymise.discard': discard };
