import { disclosureCites, disclosureTable } from '../../../shared/domain/disclosure/kinds.ts';
import { formFault } from '../../../shared/domain/disclosure/may-disclose.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureItemRow, DisclosureRow } from '../../catalogue/disclosures.ts';
import type { UserRow } from '../../catalogue/rows.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { workableRecording } from '../treats.ts';
import { assertNoFault, type Disclosed, disclosedOf, recordDisclosure } from './disclosed.ts';
import { oweConfirming } from './duties.ts';
import { sayDisclosure } from './say.ts';

type Asked = Parsed<'disclosure.propose'>;

async function viewerOf(reader: CatalogueReader, { viewer }: Asked): Promise<UserRow | null> {
  const user = viewer && (await reader.users.get(viewer));
  if (viewer && (!user || user.removedAt !== null))
    throw new CustosError('not-found', 'There is no such person in this library.');
  return user;
}

function assertForm({ caller }: Context, asked: Asked, viewer: UserRow | null): void {
  if (!disclosureTable[asked.kind].proposers.includes(caller.role))
    throw new CustosError(
      'not-allowed',
      'Your role does not propose this kind of disclosure. Please ask medical illustration or information governance.',
    );
  const fault = formFault({ ...asked, viewer: viewer?.role ?? null });
  if (fault) throw new CustosError('invalid-input', fault.message, { field: fault.field });
  const recordings = new Set(asked.items.map(({ recording }) => recording));
  if (recordings.size < asked.items.length)
    throw new CustosError('invalid-input', 'A recording is named twice.', { field: 'items' });
}

/** The recordings of a proposal, each open to the proposer to work on, judged by the table. */
async function scopeOf(
  context: Context,
  reader: CatalogueReader,
  asked: Asked,
): Promise<readonly Disclosed[]> {
  const scope: Disclosed[] = [];
  for (const { recording, rendition, checks } of asked.items) {
    const { renditions } = await workableRecording(context, reader, recording);
    const mark = renditions.find(({ row }) => row.id === rendition)?.row.mark ?? '';
    scope.push(await disclosedOf(reader, asked, { recording, rendition, mark, checks }));
  }
  return scope;
}

async function add(
  context: Context,
  writer: CatalogueWriter,
  asked: Asked,
  viewer: UserRow | null,
  items: readonly DisclosureItemRow[],
): Promise<DisclosureRow> {
  const { rooms, caller } = context;
  const { kind, means, about, hours, reason, basis, senior } = asked;
  const row = await writer.disclosures.add(
    {
      ...{ id: rooms.clock.newId(), kind, means, about, hours, viewer: viewer?.id ?? null },
      recipient: viewer?.name ?? asked.recipient,
      organisation: viewer ? rooms.settings.name : asked.organisation,
      words: { reason, basis, senior, ending: '', review: '' },
      ...{ proposedBy: caller.user, proposedAs: caller.role, proposedAt: rooms.clock.now(), duty: null },
    },
    items,
  );
  const duty = await oweConfirming(context, writer, row, asked.items[0]?.recording as DisclosureRow['id']);
  await writer.disclosures.change(row.id, { duty });
  return { ...row, duty };
}

/** Proposes a disclosure: nothing is shown or given by it until a second person has confirmed it. */
export async function propose(context: Context, asked: Asked): Promise<Output<'disclosure.propose'>> {
  const { rooms } = context;
  const said = await rooms.catalogue.write(async (writer) => {
    const viewer = await viewerOf(writer, asked);
    const scope = await scopeOf(context, writer, asked);
    assertForm(context, asked, viewer);
    assertNoFault(scope);
    const items = scope.map(({ item }) => item);
    const row = await add(context, writer, asked, viewer, items);
    const covert = scope.some(({ facts }) => facts?.recording.circumstances === 'covert');
    await recordDisclosure(
      context,
      writer,
      'disclosure.proposed',
      row,
      items.map(({ recording }) => recording),
      {
        renditions: items.map(({ rendition }) => rendition),
        facts: {
          ...{ hours: row.hours, viewer: row.viewer, cites: disclosureCites(row.kind, covert) },
          others: items.map(({ checks }) => checks.map(({ answer }) => answer)),
        },
        text: asked.reason,
      },
    );
    return sayDisclosure(context, writer, row);
  });
  rooms.emit({ kind: 'changed', nouns: ['disclosure', 'queue', 'trail'] });
  return said;
}
