import { z } from 'zod';
import { allNoticeMeans, noticeKinds } from '../domain/notice/notice.ts';
import { operation } from './operation.ts';
import { day, id, instant, nothing, optionalText, person, reason, shortText } from './values.ts';

const kind = z.enum(noticeKinds);
const means = z.enum(allNoticeMeans);

/** One line of the register as it is stored. */
export const storedNotice = z.object({
  ...{ id, kind, means, where: z.string(), from: day, to: day.nullable() },
  ...{ by: id, at: instant, signature: z.string() },
});

const notice = storedNotice.omit({ signature: true }).extend({ by: person });

export const noticeOperations = {
  'notice.list': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({ kind: kind.optional() }),
    z.object({ notices: z.array(notice) }),
  ),
  /** A means by which people are told, from a day on [20, 21]. */
  'notice.enter': operation(
    ['custodian', 'governance'],
    z.object({
      ...{ kind, means, where: shortText, from: day, to: day.nullable().default(null) },
      note: optionalText.default(''),
    }),
    z.object({ id }),
    ['invalid-input'],
  ),
  /** Gives the last day of a means, or another one than was given. */
  'notice.end': operation(['custodian', 'governance'], z.object({ notice: id, to: day, reason }), nothing, [
    'not-found',
    'invalid-input',
  ]),
};
