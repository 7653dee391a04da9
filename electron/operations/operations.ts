import { contract, type OperationName } from '../../shared/contract/contract.ts';
import { agreementOperations } from './agreements.ts';
import { anonymiseOperations } from './anonymise/operations.ts';
import { answerOperations } from './answers.ts';
import { backupOperations } from './backup.ts';
import { backupPlanOperations } from './backup-plan.ts';
import { benchOperations } from './bench/bench-operations.ts';
import { templateOperations } from './bench/templates.ts';
import { careTeamOperations } from './care-team.ts';
import { certificateOperations } from './certificates.ts';
import { editionOperations } from './choose-edition.ts';
import { circumstanceOperations } from './circumstances/circumstance-operations.ts';
import { classifyOperations } from './classify.ts';
import { classifyPreviewOperations } from './classify-preview.ts';
import { collectionOperations } from './collections.ts';
import type { Handlers } from './context.ts';
import { copiesOperations } from './copies/find-copies.ts';
import { discardOperations } from './discard-rendition.ts';
import { disclosureOperations } from './disclosures/disclosure-operations.ts';
import { enteredInErrorOperations } from './entered-in-error.ts';
import { erasureOperations } from './erasures.ts';
import { formOperations } from './forms/form-operations.ts';
import { signingOperations } from './forms/signing.ts';
import { handOverOperations } from './handed-over/hand-over.ts';
import { importOperations } from './import.ts';
import { jobOperations } from './jobs.ts';
import { labelOperations } from './labels.ts';
import { lectureOperations } from './lecture/lecture-operations.ts';
import { likenessOperations } from './likeness.ts';
import { noticeOperations } from './notices/notice-operations.ts';
import { openOperations } from './open.ts';
import { preferenceOperations } from './preferences.ts';
import { queueBulkOperations } from './queue-bulk.ts';
import { queueOverviewOperations } from './queue-overview.ts';
import { queuePaperOperations } from './queue-papers.ts';
import { queueOperations } from './queues.ts';
import { recallLetterOperations } from './recall-letters.ts';
import { recordingOperations } from './recordings.ts';
import { releaseCopyOperations } from './release-copies.ts';
import { releaseOperations } from './releases.ts';
import { relinkOperations } from './relink.ts';
import { replacementOperations } from './replacing/replacement-operations.ts';
import { retentionOperations } from './retention-schedule.ts';
import { roundOperations } from './round.ts';
import { savedViewOperations } from './saved-views.ts';
import { scanOperations } from './scans.ts';
import { sealOperations } from './seals/seal-operations.ts';
import { signOffOperations } from './sign-off.ts';
import { subjectOperations } from './subjects.ts';
import { togetherOperations } from './together.ts';
import { trailOperations } from './trail.ts';
import { undoOperations } from './undo.ts';
import { userOperations } from './users.ts';
import { verifyOperations } from './verify-library.ts';
import { visitOperations } from './visits.ts';

/** The operations that the front desk answers itself, because they open or close the library. */
export const deskOperations = [
  'library.status',
  'library.recent',
  'library.create',
  'library.open',
  'session.unlock',
  'session.recover',
  'session.lock',
  'session.touch',
  'session.takeBack',
  'backup.restore',
  'demonstration.make',
  'survey.start',
  'survey.list',
  'survey.show',
  'survey.files',
  'survey.pause',
  'survey.resume',
  'survey.cancel',
  'survey.forget',
  'survey.report',
] as const satisfies readonly OperationName[];

export type DeskOperation = (typeof deskOperations)[number];

const tables: readonly Handlers[] = [
  agreementOperations,
  anonymiseOperations,
  answerOperations,
  backupOperations,
  backupPlanOperations,
  preferenceOperations,
  benchOperations,
  templateOperations,
  careTeamOperations,
  certificateOperations,
  circumstanceOperations,
  classifyOperations,
  classifyPreviewOperations,
  collectionOperations,
  copiesOperations,
  editionOperations,
  discardOperations,
  enteredInErrorOperations,
  disclosureOperations,
  erasureOperations,
  formOperations,
  handOverOperations,
  signingOperations,
  importOperations,
  jobOperations,
  labelOperations,
  lectureOperations,
  likenessOperations,
  visitOperations,
  noticeOperations,
  openOperations,
  queueBulkOperations,
  queueOperations,
  queueOverviewOperations,
  queuePaperOperations,
  recordingOperations,
  recallLetterOperations,
  relinkOperations,
  replacementOperations,
  retentionOperations,
  releaseCopyOperations,
  releaseOperations,
  roundOperations,
  savedViewOperations,
  scanOperations,
  sealOperations,
  signOffOperations,
  subjectOperations,
  togetherOperations,
  trailOperations,
  undoOperations,
  userOperations,
  verifyOperations,
];

/** Every operation that needs an unlocked library, by name. */
export const operations: Handlers = Object.assign({}, ...tables);

/** @throws RangeError where an operation of the contract has no handler, or more than one. */
export function assertEveryOperation(): void {
  const handled = [...tables.flatMap((table) => Object.keys(table)), ...deskOperations];
  for (const name of Object.keys(contract)) {
    const count = handled.filter((other) => other === name).length;
    if (count !== 1) throw new RangeError(`The operation ${name} has ${count} handlers`);
  }
  for (const name of handled) {
    if (!Object.hasOwn(contract, name)) throw new RangeError(`The handler ${name} is in no contract`);
  }
}
