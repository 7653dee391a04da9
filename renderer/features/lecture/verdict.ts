import type { Output } from '../../../shared/contract/contract.ts';

export type Verdict = Output<'lecture.verdict'>;
