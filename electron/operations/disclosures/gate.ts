import type { DisclosureMeans } from '../../../shared/domain/disclosure/kinds.ts';
import { givingFault, standingOf } from '../../../shared/domain/disclosure/standing.ts';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context, Output, Parsed } from '../context.ts';
import type { Found, Permit } from '../open.ts';
import { grantOn } from '../open.ts';
import {
  allDisclosed,
  assertNoFault,
  type Disclosed,
  findDisclosure,
  presentMoment,
  recordDisclosure,
} from './disclosed.ts';

/**
 * The third table at the gate, beside use and custody: whether something may be shown or given under a disclosure now,
 * on the facts of the moment. What it lets through is opened in `open.ts` alone.
 */

const permitted: Permit = { outcome: 'permit' };

/** What the table lets through, with the word that lets its bytes leave. */
type Open = Disclosed & Found & { readonly decision: Permit };

/**
 * The recordings of a disclosure that may be shown or given at this moment: all of them, or the one that is named.
 * @throws CustosError `not-found`, `refused`
 */
export async function openUnder(
  context: Context,
  reader: CatalogueReader,
  row: DisclosureRow,
  means: DisclosureMeans,
  recording: Id | null,
): Promise<readonly Open[]> {
  if (means === 'view' && row.viewer !== context.caller.user)
    throw new CustosError(
      'refused',
      'This disclosure names another person to look. It opens nothing to you.',
    );
  const fault = givingFault(row, means, await presentMoment(context, reader));
  if (fault) throw new CustosError('refused', fault);
  const all = await allDisclosed(reader, row);
  const asked = all.filter(({ item }) => recording === null || item.recording === recording);
  if (asked.length === 0)
    throw new CustosError('refused', 'This recording is not in the scope of the disclosure.');
  assertNoFault(asked);
  return asked.flatMap((each) =>
    each.facts && each.rendition
      ? [{ ...each, facts: each.facts, rendition: each.rendition, decision: permitted }]
      : [],
  );
}

/**
 * Asks the table and writes its answer to the trail in one transaction, before anything is handed out.
 * @throws CustosError `not-found`, `refused`
 */
export async function allowUnder(
  context: Context,
  disclosure: Id,
  means: DisclosureMeans,
  recording: Id | null,
): Promise<{ readonly row: DisclosureRow; readonly open: readonly Open[] }> {
  const { rooms } = context;
  const answer = await rooms.catalogue.write(async (writer) => {
    const row = await findDisclosure(context, writer, disclosure);
    try {
      const open = await openUnder(context, writer, row, means, recording);
      await recordDisclosure(
        context,
        writer,
        means === 'view' ? 'disclosure.opened' : 'disclosure.giving',
        row,
        open.map(({ item }) => item.recording),
        { renditions: open.map(({ item }) => item.rendition) },
      );
      return { row, open };
    } catch (error) {
      if (!isCustosError(error) || error.code !== 'refused') throw error;
      await denied(context, writer, row, means, recording);
      return error;
    }
  });
  if (isCustosError(answer)) throw answer;
  return answer;
}

async function denied(
  context: Context,
  writer: CatalogueWriter,
  row: DisclosureRow,
  means: DisclosureMeans,
  recording: Id | null,
): Promise<void> {
  const items = await writer.disclosures.items(row.id);
  const inScope = items.some((item) => item.recording === recording);
  const standing = standingOf(row, await presentMoment(context, writer));
  await recordDisclosure(context, writer, 'disclosure.denied', row, recording && inScope ? [recording] : [], {
    facts: { asked: means, standing, inScope: recording === null || inScope },
  });
}

/** Shows one recording at size to the named person; its address dies with the time, a lock, or the disclosure. */
export async function look(
  context: Context,
  input: Parsed<'disclosure.look'>,
): Promise<Output<'disclosure.look'>> {
  const { disclosure, recording } = input;
  const { row, open } = await allowUnder(context, disclosure, 'view', recording);
  const [found] = open;
  if (!found) throw new CustosError('refused', 'This recording is not in the scope of the disclosure.');
  const again = (): Promise<boolean> =>
    context.rooms.catalogue.read(async (reader) => {
      const now = await findDisclosure(context, reader, disclosure);
      return (await openUnder(context, reader, now, 'view', recording)).length === 1;
    });
  return grantOn(context, found, again, row.endsAt);
}
