import { mediaUrl } from '../../../shared/contract/media-url.ts';
import {
  basisNames,
  disclosureNames,
  disclosureStandingNames,
  meansNames,
  otherAnswerNames,
} from '../../../shared/domain/disclosure/words.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { disclosureRecordPdf } from '../documents/disclosure-papers.ts';
import { findDisclosure, recordDisclosure } from './disclosed.ts';
import { sayDisclosure } from './say.ts';

type Whole = Output<'disclosure.show'>;
type Row = readonly [name: string, value: string];

const moment = (at: Instant | null): string => (at ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : '');
const act = (by: { readonly name: string } | null, at: Instant | null): string =>
  by ? `${by.name}, ${moment(at)}` : 'nobody yet';

const outcomes = { inOrder: 'In order', notInOrder: 'Not in order' } as const;

function rowsOf(whole: Whole): readonly Row[] {
  const { recipient, organisation, viewer } = whole;
  return [
    ['Disclosure', whole.number],
    ['Kind', disclosureNames[whole.kind]],
    ['How', meansNames[whole.means]],
    [viewer ? 'Shown to' : 'Given to', [recipient, organisation].filter(Boolean).join(', ') || 'erased'],
    ['About', whole.about ? `${whole.about.name} (${whole.about.number})` : 'no one patient'],
    ['Paragraph of the guidance', whole.cites.join(', ') || 'none: it rests on the law or the record'],
    ['Proposed by', act(whole.proposedBy, whole.proposedAt)],
    ['Second person', act(whole.decidedBy, whole.decidedAt)],
    ...(whole.secondMissing ? [['', 'The library had no independent second person.'] as const] : []),
    ['Open for', `${whole.hours} hours`],
    ['Ends by itself', moment(whole.endsAt) || 'not confirmed'],
    ...(whole.endedBy ? [['Ended by', act(whole.endedBy, whole.endedAt)] as const] : []),
    ['Where it stands', disclosureStandingNames[whole.standing]],
    ['Copies', whole.release ? `Release ${whole.release.number}` : 'none were given'],
    ['Looked back at by', act(whole.reviewedBy, whole.reviewedAt)],
    ...(whole.review ? [['Found', outcomes[whole.review]] as const] : []),
  ];
}

function wordsOf({ words, kind }: Whole): readonly Row[] {
  if (!words) return [];
  const rows: readonly Row[] = [
    ['Reason', words.reason],
    [basisNames[kind], words.basis],
    ['Senior colleague', words.senior],
    ['Why it was ended', words.ending],
    ['Looking back', words.review],
  ];
  return rows.filter(([, value]) => value !== '');
}

const recordingLine = ({ recording, kind, checks }: Whole['items'][number]): string => {
  const others = checks.map(
    ({ subject, answer }) => `${subject ?? 'anybody not entered'}: ${otherAnswerNames[answer].toLowerCase()}`,
  );
  return [`${recording.number}, ${kind ?? 'no longer kept'}`, ...others].join('; ');
};

/** The record of a disclosure as a page to print and file. */
export async function print(
  context: Context,
  input: Parsed<'disclosure.print'>,
): Promise<Output<'disclosure.print'>> {
  const { rooms, caller } = context;
  const whole = await rooms.catalogue.write(async (writer) => {
    const row = await findDisclosure(context, writer, input.disclosure);
    await recordDisclosure(context, writer, 'disclosure.printed', row, []);
    return sayDisclosure(context, writer, row);
  });
  const bytes = await disclosureRecordPdf({
    ...{ number: whole.number, library: rooms.settings.name },
    ...{ rows: rowsOf(whole), words: wordsOf(whole), recordings: whole.items.map(recordingLine) },
  });
  const fileName = `disclosure-${whole.number}.pdf`;
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'bytes', bytes, type: 'application/pdf', fileName },
    recordings: [],
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}
