import { randomBytes } from 'node:crypto';
import { type Id, idFromBytes } from '../shared/kernel/id.ts';

/** A fresh random id. */
export const newId = (): Id => idFromBytes(randomBytes(16));
