import { z } from 'zod';
import { operation } from './operation.ts';
import { day, id, identifier, ids, nothing, person, reason, reference, shortText } from './values.ts';

/** All that is known of a patient beside their recordings. */
const subjectFacts = z.object({
  familyName: shortText,
  givenName: z.string().trim().max(200),
  bornOn: day.nullable(),
  diedOn: day.nullable(),
  /** Scotland: somebody is appointed under the Adults with Incapacity Act 2000 [3]. */
  appointedPerson: z.boolean(),
  /** The day from which the patient can decide again, where others agreed for them before [3]. */
  capacityRegainedOn: day.nullable(),
  /** The last day on which they were seen or treated: some schedules keep a record so long from then. */
  lastSeenOn: day.nullable(),
  identifiers: z.array(identifier).max(20),
});

/** A new patient; what is seldom known may be left out. To change one takes the whole, so that nothing is lost. */
export const newSubject = subjectFacts.extend({
  capacityRegainedOn: day.nullable().default(null),
  lastSeenOn: day.nullable().default(null),
});

export const subject = subjectFacts.extend({
  id,
  number: z.string(),
  recordings: z.number(),
  careTeam: z.array(z.object({ user: person, from: day, to: day.nullable() })),
  /** When somebody last noted what came of asking after a change of status. */
  statusNotedOn: day.nullable(),
  mergedInto: reference.nullable(),
});

/** What rested on a link that was wrong: each of these is decided again. */
export const relinked = z.object({
  recordings: z.array(reference),
  decisions: z.number(),
  signOffs: z.array(reference),
  releases: z.array(reference),
  agreementsLeft: z.array(reference),
});

export const subjectOperations = {
  'subject.find': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ text: z.string().trim().min(1).max(200) }),
    z.array(subject),
  ),
  'subject.show': operation(['custodian', 'clinician', 'governance'], z.object({ subject: id }), subject, [
    'not-found',
  ]),
  'subject.create': operation(['custodian', 'clinician', 'governance'], newSubject, reference, ['conflict']),
  'subject.change': operation(
    ['custodian', 'governance'],
    z.object({ subject: id, facts: subjectFacts, reason }),
    nothing,
    ['not-found', 'conflict'],
  ),
  /** Notes what came of asking after a change of status: turned 16, able to decide again, died. It settles what was owed. */
  'subject.noteStatus': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({ subject: id, note: reason }),
    nothing,
    ['not-found', 'conflict'],
  ),
  'subject.careTeam': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({ subject: id, user: id, from: day, to: day.nullable() }),
    nothing,
    ['not-found', 'conflict'],
  ),
  'subject.move': operation(
    ['custodian', 'governance'],
    z.object({ recordings: ids, from: id, to: id, reason }),
    relinked,
    ['not-found', 'conflict'],
  ),
  'subject.merge': operation(
    ['custodian', 'governance'],
    z.object({ keep: id, merge: id, reason }),
    relinked,
    ['not-found', 'conflict'],
  ),
  /** Takes back that an entry was joined to another, while nothing more was done with either. */
  'subject.separate': operation(['custodian', 'governance'], z.object({ subject: id, reason }), relinked, [
    'conflict',
  ]),
  /** Takes a patient out again for whom nothing was entered yet. */
  'subject.discard': operation(['custodian', 'clinician', 'governance'], z.object({ subject: id }), nothing, [
    'not-found',
    'not-allowed',
    'conflict',
  ]),
  'subject.split': operation(
    ['custodian', 'governance'],
    z.object({ subject: id, recordings: ids, facts: subjectFacts, reason }),
    relinked.extend({ created: reference }),
    ['not-found', 'conflict'],
  ),
};
