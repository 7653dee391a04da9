import { join } from 'node:path';
import { contentTypeOf } from '../../shared/domain/recording/content-type.ts';
import { fileEndingOf } from '../../shared/domain/recording/file-ending.ts';
import type { ReleaseForm, TurnedForm } from '../../shared/domain/release/form.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { ReleaseItemRow } from '../catalogue/rows.ts';
import type { Context, Rooms } from './context.ts';
import { termsPdf } from './documents/statement-of-terms.ts';
import { recordingNumber } from './names.ts';
import { openForExport, type Permit, readForExport } from './open.ts';
import type { Asked, Choice } from './release-choice.ts';
import { type Written, writeOut } from './release-folder.ts';
import { turned, turnedForm } from './release-forms.ts';

/** One rendition that may leave: by a decision of the policy, or by the table of disclosures. */
export interface Leaving extends Pick<Choice, 'facts' | 'rendition'> {
  readonly decision: Permit;
}

/** Copies as they are being written: their number is settled before the first byte. */
export interface CopiesDraft {
  readonly number: string;
  readonly at: Instant;
  readonly form: ReleaseForm;
  readonly choices: readonly Leaving[];
}

/** A release as it is being written. */
export interface Draft extends CopiesDraft {
  readonly asked: Asked;
  readonly until: Day | null;
  readonly choices: readonly Choice[];
}

/** A name that says nothing of the source: the release and a running number. */
export const neutralName = (
  { number, form }: Pick<Draft, 'number' | 'form'>,
  index: number,
  choice: Leaving,
): string => {
  const container = turnedForm(choice, form) ?? choice.rendition.container;
  return `${number}-${String(index + 1).padStart(3, '0')}.${fileEndingOf(container)}`;
};

/** A copy as it left: turned into another form, or as it is kept. */
interface LeftAs extends Written {
  readonly form: TurnedForm | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** One copy that was written. */
export interface Copy<Left extends Leaving = Leaving> {
  readonly choice: Left;
  readonly fileName: string;
  readonly written: LeftAs;
}

export const copyRow = ({ choice, fileName, written }: Copy): Omit<ReleaseItemRow, 'release'> => ({
  recording: choice.facts.recording.id,
  rendition: choice.rendition.id,
  fileName,
  sha256: written.sha256,
  state: 'out',
});

/** Streamed as it is kept. */
async function writeKept(rooms: Rooms, choice: Leaving, path: string, at: Date): Promise<LeftAs> {
  const { width, height } = choice.rendition;
  const reader = await openForExport(rooms, choice.decision, choice.rendition);
  try {
    return { ...(await writeOut(path, reader.stream(), at)), form: null, width, height };
  } finally {
    await reader.close();
  }
}

async function writeTurned(
  rooms: Rooms,
  choice: Leaving,
  path: string,
  at: Date,
  form: TurnedForm,
): Promise<LeftAs> {
  const kept = await readForExport(rooms, choice.decision, choice.rendition);
  const { bytes, width, height } = await turned(rooms, choice, form, kept);
  return { ...(await writeOut(path, once(bytes), at)), form, width, height };
}

/** Writes one permitted rendition from the vault to a new file, turned into the form where it has another. */
export function writeCopy(
  rooms: Rooms,
  { at, form }: Pick<Draft, 'at' | 'form'>,
  choice: Leaving,
  path: string,
): Promise<LeftAs> {
  const into = turnedForm(choice, form);
  const when = new Date(at);
  return into ? writeTurned(rooms, choice, path, when, into) : writeKept(rooms, choice, path, when);
}

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export const fileRow = ({ choice, fileName, written }: Copy) => ({
  file: fileName,
  recording: recordingNumber(choice.facts.recording.number),
  rendition: choice.rendition.kind,
  type: contentTypeOf(written.form ?? choice.rendition.container),
  /** What a copy was before it was turned into another form for this release. */
  madeFrom: written.form ? contentTypeOf(choice.rendition.container) : null,
  width: written.width,
  height: written.height,
  bytes: written.bytes,
  sha256: written.sha256,
});

/** What is in the release, for programs. It names the recipient and staff, never a patient. */
function manifestJson({ rooms, caller }: Context, draft: Draft, copies: readonly Copy[]): string {
  const { number, at, until, asked } = draft;
  const { recipient, organisation, use, audience, purpose } = asked;
  const manifest = {
    release: number,
    library: rooms.settings.name,
    releasedAt: at,
    releasedBy: caller.name,
    recipient,
    organisation,
    use,
    audience,
    purpose,
    until,
    files: copies.map(fileRow),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The same list for a spreadsheet (RFC 4180). Every value is of our own making: names of files, numbers, digests. */
export function manifestCsv(copies: readonly Copy[]): string {
  const columns = [
    ...(['file', 'recording', 'rendition', 'type', 'madeFrom'] as const),
    ...(['width', 'height', 'bytes', 'sha256'] as const),
  ];
  const lines = copies.map(fileRow).map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

const termsOf = ({ rooms, caller }: Context, draft: Draft): Promise<Uint8Array> =>
  termsPdf({
    number: draft.number,
    library: rooms.settings.name,
    releasedOn: rooms.clock.today(),
    releasedBy: caller.name,
    recipient: draft.asked.recipient,
    organisation: draft.asked.organisation,
    use: draft.asked.use,
    audience: draft.asked.audience,
    purpose: draft.asked.purpose,
    until: draft.until,
    files: draft.choices.length,
    identifiable: draft.choices.some(
      ({ facts, rendition }) =>
        facts.renditions.find(({ row }) => row.id === rendition.id)?.signOff?.identifiability !==
        'notIdentifiable',
    ),
  });

/** Writes the copies themselves into a folder, under neutral names. */
export async function writeCopies<Left extends Leaving>(
  rooms: Rooms,
  draft: Omit<CopiesDraft, 'choices'> & { readonly choices: readonly Left[] },
  folder: string,
): Promise<readonly Copy<Left>[]> {
  const copies: Copy<Left>[] = [];
  for (const [index, choice] of draft.choices.entries()) {
    const fileName = neutralName(draft, index, choice);
    const written = await writeCopy(rooms, draft, choice, join(folder, fileName));
    copies.push({ choice, fileName, written });
  }
  return copies;
}

/** Writes the copies, the manifest in both forms and the page of terms into a folder. */
export async function writeRelease(
  context: Context,
  draft: Draft,
  folder: string,
): Promise<readonly Copy<Choice>[]> {
  const at = new Date(draft.at);
  const copies = await writeCopies(context.rooms, draft, folder);
  await writeOut(join(folder, 'manifest.json'), once(Buffer.from(manifestJson(context, draft, copies))), at);
  await writeOut(join(folder, 'manifest.csv'), once(Buffer.from(manifestCsv(copies))), at);
  await writeOut(join(folder, 'terms.pdf'), once(await termsOf(context, draft)), at);
  return copies;
}
