import { fits, type ReleaseForm, type TurnedForm } from '../../shared/domain/release/form.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import { anonymise } from '../anonymise/anonymise.ts';
import { anonymiseStream, type CopyPlace } from '../anonymise/anonymise-stream.ts';
import { seekableBytes } from '../anonymise/metadata/streams/seekable.ts';
import { SetAsideError } from '../media/set-aside.ts';
import type { Rooms } from './context.ts';
import { knownIdentifiers } from './known-identifiers.ts';
import { recordingNumber } from './names.ts';
import type { Choice } from './release-choice.ts';

/** A rendition with the facts of its recording, whatever lets it leave. */
type Going = Pick<Choice, 'facts' | 'rendition'>;

/** What a copy is turned into before it leaves; null where it leaves as it is kept. */
export const turnedForm = ({ rendition }: Going, form: ReleaseForm): TurnedForm | null =>
  rendition.container === 'dicom' && form !== 'dicom' ? form : null;

function whyNot({ facts, rendition }: Choice, form: TurnedForm): string | null {
  const { number, kind } = facts.recording;
  const said = recordingNumber(number);
  if (!facts.renditions.some(({ row, signOff }) => row.id === rendition.id && signOff !== null))
    return `Of ${said} the original would leave, and only a signed-off anonymised copy is given in another form. Release it as DICOM, or anonymise it first.`;
  if (fits(form, kind)) return null;
  return kind === 'video'
    ? `${said} holds several pictures, which one picture cannot show. Release it as MP4 or as DICOM.`
    : `${said} is a single picture and no film. Release it as PNG, as JPEG or as DICOM.`;
}

/** @throws CustosError `conflict` before anything is written, where a copy has no such form. */
export function assertForms(choices: readonly Choice[], form: ReleaseForm): void {
  for (const choice of choices) {
    const turned = turnedForm(choice, form);
    const why = turned && whyNot(choice, turned);
    if (why)
      throw new CustosError('conflict', `${why} Nothing left.`, { recording: choice.facts.recording.id });
  }
}

/** A copy in the form in which it leaves. */
export interface Turned {
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
}

const inMemory: CopyPlace<Buffer> = {
  put: async (parts) => {
    const all: Uint8Array[] = [];
    for await (const part of parts) all.push(part);
    return Buffer.concat(all);
  },
  reading: (kept, read) => read(seekableBytes(kept)),
  drop: async () => undefined,
};

/** Cleaned like any recording and read back by other code, so that nothing of the tool that made it stays. */
async function cleaned(
  { media }: Rooms,
  { facts }: Going,
  form: TurnedForm,
  made: Uint8Array,
): Promise<Uint8Array> {
  const known = knownIdentifiers(facts);
  if (form === 'mp4') return (await anonymiseStream(seekableBytes(made), form, known, inMemory)).kept;
  return (await anonymise(made, { regions: [], knownIdentifiers: known, decoder: media })).bytes;
}

function sayFault(error: unknown): unknown {
  if (error instanceof SetAsideError) return new CustosError('unreadable', `${error.message} Nothing left.`);
  // What the gate refuses is another matter than a result that did not pass its verification.
  return isCustosError(error) && error.code === 'refused'
    ? new CustosError('conflict', error.message, error.details)
    : error;
}

/**
 * Turns a signed-off copy into another form, as a screen shows it.
 * @throws CustosError `unreadable`, `missing-tool`, `conflict` where the result does not pass its verification
 */
export async function turned(
  rooms: Rooms,
  choice: Going,
  form: TurnedForm,
  kept: Uint8Array,
): Promise<Turned> {
  try {
    const bytes = await cleaned(rooms, choice, form, await rooms.media.convert(kept, form));
    const looked = await rooms.media.look({ bytes }, { thumbnail: false });
    if (looked.outcome !== 'ok') throw new SetAsideError(looked.reason, looked.message);
    return { bytes, width: looked.width, height: looked.height };
  } catch (error) {
    throw sayFault(error);
  }
}
