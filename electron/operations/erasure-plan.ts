import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { FormRow } from '../catalogue/forms.ts';
import type { AgreementRow, ErasureRow } from '../catalogue/rows.ts';

/** Everything that must go for one erasure, gathered while the catalogue still knows it. */
export interface Plan {
  readonly erasure: ErasureRow;
  readonly renditions: readonly Id[];
  readonly marks: readonly string[];
  /** Agreements that cover no other recording and go with this one, with their scans. */
  readonly agreements: readonly AgreementRow[];
  /** Consent forms that go with it, their patients or their agreements, with their scans. */
  readonly forms: readonly FormRow[];
  /** Patients who have no other recording here, each with the entries that were joined to theirs. */
  readonly subjects: readonly { readonly id: Id; readonly joined: readonly Id[] }[];
  readonly blobs: readonly Id[];
}

/** Recordings of the same batch that are erased before this one hold nothing any more. */
type Gone = ReadonlySet<Id>;

async function agreementsToGo(reader: CatalogueReader, gone: Gone, recording: Id): Promise<AgreementRow[]> {
  const agreements: AgreementRow[] = [];
  for (const agreement of await reader.agreements.ofRecording(recording)) {
    const covered = await reader.agreements.recordingsOf(agreement.id);
    if (covered.every((id) => id === recording || gone.has(id))) agreements.push(agreement);
  }
  return agreements;
}

/** Forms issued for this recording and no other that is left; what one has made stays with its agreement. */
async function formsToGo(reader: CatalogueReader, gone: Gone, recording: Id): Promise<FormRow[]> {
  const forms: FormRow[] = [];
  for (const form of await reader.forms.ofRecording(recording)) {
    const covered = await reader.forms.recordingsOf(form.id);
    if (form.agreement === null && covered.every((id) => id === recording || gone.has(id))) forms.push(form);
  }
  return forms;
}

/** Whether a signed form of theirs is here that stays: what they answered is still to be entered. */
async function signedStays(reader: CatalogueReader, subject: Id, leaving: ReadonlySet<Id>): Promise<boolean> {
  for (const { id } of await reader.forms.ofSubject(subject)) {
    if (leaving.has(id)) continue;
    if ((await reader.forms.scans(id)).some(({ blob }) => blob !== null)) return true;
  }
  return false;
}

/** A patient stays while another recording shows them or another agreement of theirs is kept, under any joined entry. */
async function subjectsToGo(
  reader: CatalogueReader,
  gone: Gone,
  recording: Id,
  agreements: readonly AgreementRow[],
  forms: readonly FormRow[],
): Promise<Plan['subjects']> {
  const leaving = new Set(agreements.map(({ id }) => id));
  const leavingForms = new Set(forms.map(({ id }) => id));
  const subjects = [];
  for (const id of await reader.recordings.subjectsOf(recording)) {
    const joined = await reader.subjects.mergedInto(id);
    let kept = false;
    for (const entry of [id, ...joined]) {
      const shown = await reader.recordings.ofSubject(entry);
      const given = await reader.agreements.ofSubject(entry);
      kept ||= shown.some((other) => other !== recording && !gone.has(other));
      kept ||= given.some((agreement) => !leaving.has(agreement.id));
      kept ||= await signedStays(reader, entry, leavingForms);
    }
    if (!kept) subjects.push({ id, joined });
  }
  return subjects;
}

/** What goes with one recording, when those in `gone` hold nothing any more. */
export async function planOf(
  reader: CatalogueReader,
  erasure: ErasureRow,
  gone: Gone = new Set(),
): Promise<Plan> {
  const renditions = await reader.renditions.ofRecording(erasure.recording);
  const recording = await reader.recordings.get(erasure.recording);
  const agreements = await agreementsToGo(reader, gone, erasure.recording);
  const ownForms = await formsToGo(reader, gone, erasure.recording);
  const subjects = await subjectsToGo(reader, gone, erasure.recording, agreements, ownForms);
  const forms = [...ownForms];
  for (const { id } of agreements) forms.push(...(await reader.forms.ofAgreement(id)));
  for (const { id, joined } of subjects)
    for (const entry of [id, ...joined]) forms.push(...(await reader.forms.ofSubject(entry)));
  const scans: Id[] = [];
  for (const { id } of agreements) for (const { blob } of await reader.agreements.scans(id)) scans.push(blob);
  for (const { id } of new Map(forms.map((form) => [form.id, form])).values())
    for (const { blob } of await reader.forms.scans(id)) if (blob !== null) scans.push(blob);
  return {
    erasure,
    renditions: renditions.map(({ id }) => id),
    marks: [
      ...new Set([...(recording ? [recording.mark] : []), ...renditions.map(({ mark }) => mark)]),
    ].filter((mark) => mark !== ''),
    agreements,
    forms,
    subjects,
    blobs: [...renditions.map(({ blob }) => blob), ...scans],
  };
}

/** The plans of a batch in their order; an agreement or patient that they share goes with the last of them. */
export async function plansOf(reader: CatalogueReader, erasures: readonly Id[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  const gone = new Set<Id>();
  for (const id of erasures) {
    const erasure = await reader.erasures.get(id);
    if (erasure?.state !== 'approved') continue;
    plans.push(await planOf(reader, erasure, gone));
    gone.add(erasure.recording);
  }
  return plans;
}
