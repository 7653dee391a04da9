import type { Output } from '../../../shared/contract/contract.ts';

/** Somebody who has, or had, a key to the library. */
export type User = Output<'user.list'>[number];
