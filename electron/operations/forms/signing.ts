import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FormEntry } from '../../../shared/domain/consent-form/entry.ts';
import type { Answered } from '../../../shared/domain/consent-form/signature.ts';
import type { FormTemplate } from '../../../shared/domain/consent-form/template.ts';
import { giverNames, informedPoints } from '../../../shared/domain/policy/words.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { signedFormPdf } from '../documents/consent-form.ts';
import type { InHand } from '../handed-over/handed-over.ts';
import { subjectName, subjectNumber } from '../names.ts';
import { openForm, patientOf } from './form-facts.ts';
import { keepPages } from './keep-pages.ts';
import { printed } from './print.ts';
import { wordingOf } from './templates.ts';

/** A form answered and signed on the screen comes back as a scan does: as pages, from which a person enters it. */

type Signing = Extract<InHand, { readonly view: 'signing' }>;

/** @throws CustosError `not-found` where nothing is handed over to be signed */
function inHandOf({ rooms, caller }: Context): Signing {
  const inHand = rooms.handedOver.of(caller.session);
  if (inHand?.view !== 'signing')
    throw new CustosError('not-found', 'No form is handed over at this window to be signed.');
  return inHand;
}

const answeredBy = ({ signer: { givenBy, givenByName } }: Signing): string =>
  givenBy === 'patient' ? '' : `${givenByName} (${giverNames[givenBy]})`;

async function show(context: Context): Promise<Output<'signing.show'>> {
  const { rooms, caller } = context;
  const signing = inHandOf(context);
  return rooms.catalogue.read(async (reader) => {
    const row = await openForm(context, reader, signing.form);
    const patient = await patientOf(reader, row);
    return {
      template: (await wordingOf(reader, row.purpose, row.version)) as Output<'signing.show'>['template'],
      publication: row.publication,
      patient: subjectName(patient) || subjectNumber(patient.number),
      answeredBy: answeredBy(signing),
      language: signing.signer.leaflet.language,
      interpreter: signing.signer.leaflet.interpreter,
      finished: rooms.handedOver.isFinished(caller.session),
    };
  });
}

/** What a person will find when they enter it: the answers as they were given, still to be looked at beside the page. */
function entryOf({ rooms }: Context, { signer }: Signing, answered: Answered): FormEntry {
  const { answers, viewers, keepUntil } = answered;
  const told = new Set(answered.told);
  const informed = Object.fromEntries(
    informedPoints.map((point) => [point, told.has(point)]),
  ) as FormEntry['informed'];
  return { ...signer, givenOn: rooms.clock.today(), answers, viewers, keepUntil, informed };
}

function assertAnswered({ questions }: FormTemplate, { answers }: Answered): void {
  const asked = new Set(questions.map(({ id }) => id));
  if (Object.keys(answers).length !== asked.size || Object.keys(answers).some((id) => !asked.has(id)))
    throw new CustosError('invalid-input', 'Every question of the form has an answer or is left open.', {
      field: 'answers',
    });
}

const moment = (zone: string, instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(
    Date.parse(instant),
  );

/** How it came about, for whoever reads the page years later. */
function linesOf({ rooms, caller }: Context, signing: Signing, patient: string) {
  const { leaflet } = signing.signer;
  const { zone } = rooms.settings;
  return [
    ['Answered by', answeredBy(signing) || `${patient} (the patient)`],
    ['Signed', moment(zone, rooms.clock.now())],
    ['Handed over', `${moment(zone, signing.at)}, by ${caller.name}`],
    ['Language', leaflet.language || 'not noted'],
    ['Interpreter', leaflet.interpreter || 'none'],
    ['Leaflet', leaflet.version || 'none'],
    ['Time given', leaflet.timeGiven || 'not noted'],
  ] as const;
}

async function complete(
  context: Context,
  answered: Parsed<'signing.complete'>,
): Promise<Output<'signing.complete'>> {
  const { rooms, caller } = context;
  const signing = inHandOf(context);
  if (rooms.handedOver.isFinished(caller.session))
    throw new CustosError('conflict', 'This form is signed already. Please hand the device back.');
  const { row, form } = await rooms.catalogue.read(async (reader) => {
    const row = await openForm(context, reader, signing.form);
    return { row, form: await printed(context, reader, row) };
  });
  if (row.state !== 'out')
    throw new CustosError('conflict', 'This form is not out any more. Please hand the device back.');
  assertAnswered(form.template, answered);
  const lines = linesOf(context, signing, form.patient.name);
  const { bytes, pages } = await signedFormPdf({ ...form, signed: { ...answered, lines } });
  const content = Buffer.from(bytes);
  // Two that come at once: the second finds the form returned, and nothing is kept of it.
  const kept = await keepPages(context, row, {
    content: Readable.from([content]),
    type: 'application/pdf',
    mark: rooms.markOf(createHash('sha256').update(content).digest('hex')),
    pages: Array.from({ length: pages }, (_, index) => index + 1),
    of: pages,
    how: { kind: 'form.signed', entry: entryOf(context, signing, answered), means: answered.signature.means },
  });
  if (kept.outcome !== 'matched') throw new CustosError('conflict', kept.says);
  rooms.handedOver.finish(caller.session);
  rooms.emit({ kind: 'changed', nouns: ['form', 'trail'] });
  return {};
}

export const signingOperations: Handlers = { 'signing.show': show, 'signing.complete': complete };
