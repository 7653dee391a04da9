import type { Output } from '../../../shared/contract/contract.ts';

export type Sealed = Output<'seal.list'>['sealed'][number];
export type People = Output<'seal.list'>['people'];
