import type { FormEntry, FormState } from '../../shared/domain/consent-form/entry.ts';
import type { FormPurpose, FormTemplate } from '../../shared/domain/consent-form/template.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

/** One version of a wording as this library has printed it or may; none is ever changed. */
export interface FormTemplateRow {
  readonly purpose: FormPurpose;
  readonly version: number;
  /** The version that Custos came with, where it is that wording; null where the library wrote it. */
  readonly shipped: number | null;
  readonly template: FormTemplate;
  readonly by: Id;
  readonly at: Instant;
  readonly reason: string;
}

export interface FormRow {
  readonly id: Id;
  readonly number: number;
  readonly purpose: FormPurpose;
  readonly version: number;
  readonly subject: Id;
  readonly publication: string;
  readonly issuedAt: Instant;
  readonly issuedBy: Id;
  readonly state: FormState;
  readonly changedAt: Instant;
  readonly changedBy: Id;
  /** Why it is void; empty where it is not. */
  readonly reason: string;
  readonly entry: FormEntry | null;
  /** The agreement that it made. */
  readonly agreement: Id | null;
}

/** A scan that waits with its form; `blob` is null once the agreement has taken it over. */
export interface FormScanRow {
  readonly id: Id;
  readonly form: Id;
  readonly blob: Id | null;
  readonly type: string;
  readonly bytes: number;
  /** HMAC mark of the file as it was handed over. */
  readonly mark: string;
  /** The pages whose codes were read in it. */
  readonly pages: readonly number[];
  readonly at: Instant;
  readonly by: Id;
}

export interface FormQuery {
  readonly state?: FormState | undefined;
  readonly purpose?: FormPurpose | undefined;
  readonly subject?: Id | undefined;
  /** Only forms of patients whom somebody treats on a day. */
  readonly treatedBy?: { readonly user: Id; readonly today: Day } | null;
}

export interface FormReader {
  /** The versions of a wording, the newest first. */
  templates(purpose: FormPurpose): Promise<readonly FormTemplateRow[]>;
  get(id: Id): Promise<FormRow | null>;
  byNumber(number: number): Promise<FormRow | null>;
  list(
    query: FormQuery,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly forms: readonly FormRow[] }>;
  recordingsOf(form: Id): Promise<readonly Id[]>;
  ofRecording(recording: Id): Promise<readonly FormRow[]>;
  ofSubject(subject: Id): Promise<readonly FormRow[]>;
  ofAgreement(agreement: Id): Promise<readonly FormRow[]>;
  scans(form: Id): Promise<readonly FormScanRow[]>;
  scan(id: Id): Promise<FormScanRow | null>;
}

export interface FormWriter extends FormReader {
  addTemplate(template: FormTemplateRow): Promise<void>;
  add(
    form: Pick<FormRow, 'id' | 'purpose' | 'version' | 'subject' | 'publication' | 'issuedAt' | 'issuedBy'>,
    recordings: readonly Id[],
  ): Promise<FormRow>;
  change(
    id: Id,
    change: Pick<FormRow, 'state' | 'changedAt' | 'changedBy'> &
      Partial<Pick<FormRow, 'reason' | 'entry' | 'agreement'>>,
  ): Promise<void>;
  addScan(scan: FormScanRow): Promise<void>;
  /** Leaves a scan to the agreement: what is known of it stays, the file is no longer the form's. */
  releaseScan(scan: Id): Promise<void>;
  remove(form: Id): Promise<void>;
}
