import type { EditionName } from '../../../shared/domain/policy/case.ts';

const title = 'General Medical Council, Making and using visual and audio recordings of patients';

/** The guidance that decides, by its edition. */
export const editionNames: Readonly<Record<EditionName, string>> = {
  'gmc-2002': `${title}, 2002`,
  'gmc-2011': `${title}, 2011 as amended to 2024`,
  'gmc-stricter': `${title}: the stricter of 2002 and 2011`,
};
