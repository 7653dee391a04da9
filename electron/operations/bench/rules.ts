import { z } from 'zod';
import type { Role } from '../../../shared/domain/user/role.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { Context, Output, Parsed } from '../context.ts';

/** The roles that may sign an anonymised copy off, as the contract lists them. */
export const signing: readonly Role[] = ['custodian', 'clinician', 'governance'];

const name = 'anonymising';
const stored = z.object({ secondReader: z.boolean() });

/** What the library asks of a sign-off; one reader unless it was set otherwise. */
export async function signOffRules(reader: CatalogueReader): Promise<Output<'anonymise.rules'>> {
  const text = await reader.settings.get(name);
  return text === null ? { secondReader: false } : stored.parse(JSON.parse(text));
}

export const rules = ({ rooms }: Context): Promise<Output<'anonymise.rules'>> =>
  rooms.catalogue.read(signOffRules);

/** Sets it for what is signed off from now on; what holds already holds. */
export async function setRules(
  { rooms, caller }: Context,
  { secondReader }: Parsed<'anonymise.setRules'>,
): Promise<Output<'anonymise.setRules'>> {
  await rooms.catalogue.write(async (writer) => {
    const readers = (await writer.users.list()).filter(
      ({ role, removedAt }) => removedAt === null && signing.includes(role),
    );
    if (secondReader && readers.length < 2) {
      throw new CustosError(
        'conflict',
        'Only one person here may sign copies off, so nothing could ever be read twice. Add a second one first.',
      );
    }
    await writer.settings.set(name, JSON.stringify({ secondReader }));
    await rooms.record(writer, {
      kind: 'library.rulesChanged',
      by: caller.user,
      about: [],
      facts: { secondReader },
    });
  });
  rooms.emit({ kind: 'changed', nouns: ['bench', 'trail'] });
  return {};
}
