import type { Handlers } from '../context.ts';
import { confirm, end, review } from './decide.ts';
import { look } from './gate.ts';
import { give } from './give.ts';
import { print } from './print.ts';
import { propose } from './propose.ts';
import { listDisclosures, showDisclosure } from './say.ts';

/** Disclosure outside the uses: what may be shown or given though no decision on a use permits it. */
export const disclosureOperations: Handlers = {
  'disclosure.propose': propose,
  'disclosure.confirm': confirm,
  'disclosure.end': end,
  'disclosure.look': look,
  'disclosure.give': give,
  'disclosure.review': review,
  'disclosure.list': listDisclosures,
  'disclosure.show': showDisclosure,
  'disclosure.print': print,
};
