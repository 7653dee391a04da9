import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { findRecording } from '../recordings.ts';
import { decide, open } from './open-bench.ts';
import { residue } from './residue.ts';
import { rules, setRules } from './rules.ts';
import { list, searchAhead } from './worklist.ts';

async function propose(
  context: Context,
  input: Parsed<'anonymise.propose'>,
): Promise<Output<'anonymise.propose'>> {
  await context.rooms.catalogue.read(async (reader) => {
    for (const id of input.recordings) await findRecording(context, reader, id);
  });
  return { waiting: await searchAhead(context, input.recordings) };
}

export const benchOperations: Handlers = {
  'anonymise.propose': propose,
  'anonymise.residue': residue,
  'anonymise.rules': rules,
  'anonymise.setRules': setRules,
  'bench.list': list,
  'bench.open': open,
  'bench.decide': decide,
};
