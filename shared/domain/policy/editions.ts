import type { EditionName } from './case.ts';
import type { Edition } from './edition.ts';
import { gmc2002 } from './gmc-2002/edition.ts';
import { gmc2011 } from './gmc-2011/edition.ts';
import { stricterOfBoth } from './stricter.ts';

/** The editions side by side; a later one is put beside, never in place of an earlier. */
export const editions: Readonly<Record<EditionName, Edition>> = {
  'gmc-2002': gmc2002,
  'gmc-2011': gmc2011,
  'gmc-stricter': stricterOfBoth,
};
