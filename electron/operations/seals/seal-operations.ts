import type { Handlers } from '../context.ts';
import { askForOpening, closeSeal, decideOpening, enterConsultation, nameForSeal } from './open-seal.ts';
import { listSealed, waitingFor } from './say.ts';

/** The seal on covert recordings [11]: who may know of one, and how two people open it. */
export const sealOperations: Handlers = {
  'seal.list': listSealed,
  'seal.waiting': waitingFor,
  'seal.name': nameForSeal,
  'seal.ask': askForOpening,
  'seal.decide': decideOpening,
  'seal.close': closeSeal,
  'seal.consulted': enterConsultation,
};
