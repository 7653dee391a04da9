import type { z } from 'zod';
import { agreementOperations } from './agreement.ts';
import { benchOperations } from './bench.ts';
import { circumstanceOperations } from './circumstance.ts';
import { copiesOperations } from './copies.ts';
import { demonstrationOperations } from './demonstration.ts';
import { disclosureOperations } from './disclosure.ts';
import { formOperations } from './form.ts';
import { jobOperations } from './job.ts';
import { lectureOperations } from './lecture.ts';
import { libraryOperations } from './library.ts';
import { noticeOperations } from './notice.ts';
import { organiseOperations } from './organise.ts';
import { preferenceOperations } from './preferences.ts';
import { queueOperations } from './queue.ts';
import { recordingOperations } from './recording.ts';
import { releaseOperations } from './release.ts';
import { renditionOperations } from './rendition.ts';
import { replacementOperations } from './replacement.ts';
import { retentionOperations } from './retention.ts';
import { roundOperations } from './round.ts';
import { sealOperations } from './seal.ts';
import { signingOperations } from './signing.ts';
import { subjectOperations } from './subject.ts';
import { surveyOperations } from './survey.ts';
import { trailOperations } from './trail.ts';

/** The whole contract between the engine and its hosts: every operation there is, by name. */
export const contract = {
  ...libraryOperations,
  ...demonstrationOperations,
  ...jobOperations,
  ...preferenceOperations,
  ...recordingOperations,
  ...organiseOperations,
  ...subjectOperations,
  ...agreementOperations,
  ...formOperations,
  ...signingOperations,
  ...renditionOperations,
  ...benchOperations,
  ...releaseOperations,
  ...disclosureOperations,
  ...sealOperations,
  ...circumstanceOperations,
  ...copiesOperations,
  ...lectureOperations,
  ...queueOperations,
  ...roundOperations,
  ...replacementOperations,
  ...retentionOperations,
  ...noticeOperations,
  ...surveyOperations,
  ...trailOperations,
} as const;

export type Contract = typeof contract;
export type OperationName = keyof Contract;
/** What a caller hands over, before defaults are filled in. */
export type Input<Name extends OperationName> = z.input<Contract[Name]['input']>;
/** What an operation receives, parsed. */
export type Parsed<Name extends OperationName> = z.output<Contract[Name]['input']>;
export type Output<Name extends OperationName> = z.output<Contract[Name]['output']>;

export const isOperationName = (name: string): name is OperationName => Object.hasOwn(contract, name);
