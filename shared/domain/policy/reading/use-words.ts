import type { Use } from '../words.ts';
import type { Facts } from './facts.ts';

const useWords: Readonly<Record<Use, string>> = {
  care: 'assessment or treatment',
  teaching: 'teaching',
  assessmentOfDoctors: 'the assessment of doctors',
  audit: 'audit',
  research: 'research',
  medicoLegal: 'medico-legal purposes',
  publicMedia: 'publication',
};

/** The use that the request is judged as, in words that follow "for" or "to". */
export const nameOfUse = (facts: Facts): string => useWords[facts.use];
