import { authorityFault } from '../../../shared/domain/agreement/authority.ts';
import type { About } from '../../../shared/domain/trail/entry.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import { openAgreement } from '../agreements.ts';
import type { Context, Handlers, Parsed } from '../context.ts';
import { openForm, patientOf } from '../forms/form-facts.ts';
import { formsOf } from '../round.ts';
import type { InHand } from './handed-over.ts';

type Asked = Parsed<'session.handOver'>;

/** What an entry about it names. */
export const aboutInHand = (inHand: InHand): About[] =>
  inHand.view === 'signing'
    ? [
        { noun: 'form', id: inHand.form },
        { noun: 'subject', id: inHand.subject },
      ]
    : [{ noun: 'agreement', id: inHand.agreement }];

async function signing(
  context: Context,
  reader: CatalogueReader,
  { form, signer }: Extract<Asked, { view: 'signing' }>,
): Promise<InHand> {
  const row = await openForm(context, reader, form);
  if (row.state !== 'out')
    throw new CustosError('conflict', 'This form is not out any more, so it is not signed on the screen.');
  if (signer.givenBy !== 'patient' && signer.givenByName === '')
    throw new CustosError('invalid-input', 'Please name who answers for the patient.', {
      field: 'signer.givenByName',
    });
  const fault = authorityFault(signer.givenBy, signer.authority);
  if (fault) throw new CustosError('invalid-input', fault, { field: 'signer.authority' });
  const { id: subject } = await patientOf(reader, row);
  return { at: context.rooms.clock.now(), view: 'signing', form, subject, signer };
}

/** A patient is shown what will be shown, and a recording that is not ready for that is not among it. */
async function viewing(
  context: Context,
  reader: CatalogueReader,
  { agreement }: Extract<Asked, { view: 'viewing' }>,
): Promise<InHand> {
  const { role } = context.caller;
  if (role !== 'custodian' && role !== 'governance')
    throw new CustosError(
      'not-allowed',
      'Recordings are shown to patients by the custodians and information governance. Please ask one of them.',
    );
  const row = await openAgreement(context, reader, agreement);
  const renditions = (await formsOf(reader, row)).flatMap(({ rendition }) => rendition ?? []);
  if (renditions.length === 0)
    throw new CustosError(
      'conflict',
      'None of its recordings can be shown yet. Please sign off the anonymised copies first.',
    );
  return { at: context.rooms.clock.now(), view: 'viewing', agreement, renditions };
}

/** Closes the window for all but one thing; every address that it had is good no longer. */
async function handOver(context: Context, asked: Asked): Promise<Record<string, never>> {
  const { rooms, caller } = context;
  const inHand = await rooms.catalogue.read((reader) =>
    asked.view === 'signing' ? signing(context, reader, asked) : viewing(context, reader, asked),
  );
  rooms.handedOver.begin(caller.session, inHand);
  rooms.tokens.revokeSession(caller.session);
  try {
    await rooms.catalogue.write((writer) =>
      rooms.record(writer, {
        kind: 'session.handedOver',
        by: caller.user,
        about: aboutInHand(inHand),
        facts: { view: inHand.view },
      }),
    );
  } catch (error) {
    rooms.handedOver.end(caller.session);
    throw error;
  }
  rooms.lectures.end(caller.session);
  return {};
}

export const handOverOperations: Handlers = { 'session.handOver': handOver };
