import type { Readable } from 'node:stream';
import type { FormEntry } from '../../../shared/domain/consent-form/entry.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { FormRow } from '../../catalogue/forms.ts';
import type { Context } from '../context.ts';
import { agreementNumber, formNumber } from '../names.ts';
import { mayReadSubject } from '../treats.ts';
import { openForm } from './form-facts.ts';
import { type Received, says } from './received-words.ts';

export const answer = (
  outcome: Received['outcome'],
  form: FormRow | null,
  sentence: string,
  pages: readonly number[] = [],
  missing: readonly number[] = [],
): Received => ({
  outcome,
  form: form && { id: form.id, number: formNumber(form.number) },
  pages: [...pages],
  missing: [...missing],
  says: sentence,
});

/** Why this scan is not put with its form; null where it may be. */
export async function standsInTheWay(
  context: Context,
  reader: CatalogueReader,
  row: FormRow,
  mark: string,
): Promise<Received | null> {
  const number = formNumber(row.number);
  if (!(await mayReadSubject(context, reader, row.subject)))
    return answer('notOpen', null, says.notOpen(number));
  const here = await reader.forms.scans(row.id);
  if (here.some((scan) => scan.mark === mark)) return answer('again', row, says.again(number));
  if (row.state === 'void') return answer('closed', row, says.void(number));
  if (row.state !== 'entered') return null;
  const agreement = row.agreement && (await reader.agreements.get(row.agreement));
  return answer(
    'closed',
    row,
    says.entered(number, agreement ? agreementNumber(agreement.number) : 'an agreement'),
  );
}

/** Pages of a signed form: a scan of the paper, or what was answered on the screen, with what was answered there. */
export interface SignedPages {
  readonly content: Readable;
  readonly type: string;
  readonly mark: string;
  readonly pages: readonly number[];
  /** How many pages the form has; 0 where that is not known. */
  readonly of: number;
  readonly how:
    | { readonly kind: 'form.returned' }
    | { readonly kind: 'form.signed'; readonly entry: FormEntry; readonly means: 'drawn' | 'typed' };
}

/** Puts the pages into the vault and with their form, where a person enters what is ticked on them. */
export async function keepPages(context: Context, row: FormRow, signed: SignedPages): Promise<Received> {
  const { rooms, caller } = context;
  const { mark, type, of, how } = signed;
  const { blob, bytes } = await rooms.vault.put(signed.content);
  const pages = [...new Set(signed.pages)].sort((one, other) => one - other);
  const received = await rooms.catalogue.write(async (writer) => {
    const now = await openForm(context, writer, row.id);
    const hindered = await standsInTheWay(context, writer, now, mark);
    if (hindered) return hindered;
    if (how.kind === 'form.signed' && now.state !== 'out')
      return answer('closed', row, says.signed(formNumber(row.number)));
    const at = rooms.clock.now();
    const kept = { id: rooms.clock.newId(), form: row.id, blob, type, bytes, mark, pages };
    await writer.forms.addScan({ ...kept, at, by: caller.user });
    const change = { state: 'returned' as const, changedAt: at, changedBy: caller.user };
    await writer.forms.change(row.id, how.kind === 'form.signed' ? { ...change, entry: how.entry } : change);
    await rooms.record(writer, {
      kind: how.kind,
      by: caller.user,
      about: [
        { noun: 'form', id: row.id },
        { noun: 'subject', id: row.subject },
      ],
      facts: { pages, bytes, ...(how.kind === 'form.signed' ? { means: how.means } : {}) },
    });
    const here = new Set((await writer.forms.scans(row.id)).flatMap((each) => each.pages));
    const missing = Array.from({ length: of }, (_, index) => index + 1).filter((page) => !here.has(page));
    return answer('matched', row, says.matched(formNumber(row.number), pages, missing), pages, missing);
  });
  if (received.outcome !== 'matched') await rooms.vault.destroyMany([blob]);
  return received;
}
