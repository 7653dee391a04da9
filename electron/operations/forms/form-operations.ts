import type { Handlers } from '../context.ts';
import { enterOperations } from './enter.ts';
import { issueOperations } from './issue.ts';
import { formScanOperations } from './open-form-scan.ts';
import { printOperations } from './print.ts';
import { receiveOperations } from './receive.ts';
import { templateOperations } from './templates.ts';

/** Consent forms as they are used: wordings, forms that are out, what comes back, and what was ticked. */
export const formOperations: Handlers = {
  ...templateOperations,
  ...issueOperations,
  ...printOperations,
  ...receiveOperations,
  ...formScanOperations,
  ...enterOperations,
};
