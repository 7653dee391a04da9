import { z } from 'zod';
import { recordKinds, triggers } from '../domain/retention/schedule.ts';
import { operation } from './operation.ts';
import { nothing, reason, shortText } from './values.ts';

const age = z.number().int().min(0).max(150);

/** One line of a retention schedule, as `domain/retention/schedule.ts` has it. */
export const retentionRule = z.object({
  name: shortText,
  records: z.enum(recordKinds).nullable(),
  ages: z.object({ from: age, to: age }).nullable(),
  from: z.enum(triggers),
  years: z.number().int().min(1).max(200),
  source: shortText,
});

/** The lines of a schedule; none where the library goes by no schedule. */
export const retentionSchedule = z.array(retentionRule).max(100);

export const retentionOperations = {
  'retention.schedule': operation(
    ['custodian', 'governance', 'administrator'],
    nothing,
    z.object({ rules: retentionSchedule }),
  ),
  /** The schedule that decides from now on when a recording made for care is put forward for appraisal. */
  'retention.setSchedule': operation(['governance'], z.object({ rules: retentionSchedule, reason }), nothing),
};
