import { agreementsBy, type Demands } from '../reading/agreements.ts';
import { standingDemands } from './agreement-stands.ts';
import { consentDemands } from './consent.ts';
import type { Paragraph } from './paragraphs.ts';
import { permissionDemands } from './permission.ts';

/** All that the 2002 guidance demands of agreements. */
export const demands: Demands<Paragraph> = {
  permission: permissionDemands,
  consent: consentDemands,
  standing: standingDemands,
};

export const agreements = agreementsBy(demands);
