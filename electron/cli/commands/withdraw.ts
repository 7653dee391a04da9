import type { Day } from '../../../shared/kernel/day.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import type { Filled } from '../forms/forms.ts';
import { eachItem, type Item, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { agreementId, nameOfReference, recordingId } from '../references.ts';

type Row = Filled<'withdraw'>[number];

interface Withdrawal {
  readonly agreement: string;
  readonly on: string;
  readonly note: string;
}

/** The agreements that a row means: the one it names, or all that its recording rests on. */
async function withdrawalsOf(library: Library, row: Row): Promise<Withdrawal[]> {
  if ('agreement' in row) return [row];
  const recording = await recordingId(library, row.recording);
  const { agreements } = await library.call('agreement.list', { recording });
  if (agreements.length === 0) {
    throw new CustosError('not-found', `${row.recording} rests on no agreement that could be withdrawn.`);
  }
  return agreements.map(({ id }) => ({ agreement: id, on: row.on, note: row.note }));
}

async function withdrawOne(library: Library, { agreement, on, note }: Withdrawal): Promise<Item> {
  const id: Id = await agreementId(library, agreement);
  const effect = await library.call('agreement.record', {
    agreement: id,
    event: { kind: 'withdrawn', on: on as Day, note },
  });
  const { number } = await library.call('agreement.show', { agreement: id });
  return { id, number, state: 'withdrawn', ...{ effect } };
}

async function withdraw(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('withdraw', invocation);
  return withLibrary(invocation, async (library) => {
    const items = await eachItem(
      rows,
      invocation.voice,
      (row) => nameOfReference('agreement' in row ? row.agreement : row.recording),
      async (row): Promise<Item> => {
        const done: Item[] = [];
        for (const withdrawal of await withdrawalsOf(library, row)) {
          done.push(await withdrawOne(library, withdrawal));
        }
        const [first, ...others] = done;
        if (!first) throw new CustosError('not-found', 'There was nothing to withdraw.');
        return others.length === 0 ? first : { ...first, ...{ others } };
      },
    );
    return reportItems(invocation.voice, items);
  });
}

export const withdrawCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: withdraw,
};
