import type { Notice } from '../../shared/domain/notice/notice.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { DisclosureRow } from '../catalogue/disclosures.ts';
import { verifySignature } from '../keys/signing.ts';
import type { StoredEntry } from '../trail/store.ts';
import { confirmationText } from './disclosures/decide.ts';
import { approvalText } from './erasures.ts';
import { disclosureNumber, recordingReference } from './names.ts';
import { noticeText } from './notices/notice-operations.ts';
import { openingText } from './seals/open-seal.ts';
import { signedText } from './sign-off.ts';

export interface SignatureFault {
  readonly where: string;
  readonly what: string;
  readonly wayForward: string;
}

/** What the trail says of people's keys and of what they approved and confirmed; fed with every entry in passing. */
export class SignersInTrail {
  readonly #keys = new Map<Id, Set<string>>();
  readonly #approvals = new Map<Id, StoredEntry>();
  readonly #confirmations = new Map<Id, StoredEntry>();
  readonly #openings = new Map<Id, StoredEntry>();

  readonly note = (entry: StoredEntry): void => {
    const { publicKey } = entry.facts;
    // A key made anew from the recovery kit stands beside the earlier ones, which earlier signatures need.
    if (entry.by && typeof publicKey === 'string') {
      const known = this.#keys.get(entry.by) ?? new Set();
      this.#keys.set(entry.by, known.add(publicKey));
    }
    const erasure = entry.about.find(({ noun }) => noun === 'erasure');
    // What a restore did again stands elsewhere in this trail than where it was signed.
    const here = entry.kind === 'erasure.approved' && entry.facts.replayed !== true;
    if (here && erasure) this.#approvals.set(erasure.id, entry);
    const disclosure = entry.about.find(({ noun }) => noun === 'disclosure');
    if (entry.kind === 'disclosure.confirmed' && disclosure) this.#confirmations.set(disclosure.id, entry);
    if (entry.kind === 'seal.opened') this.#openings.set(entry.facts.opening as Id, entry);
  };

  signed(by: Id, text: string, signature: string): boolean {
    return [...(this.#keys.get(by) ?? [])].some((key) => verifySignature(key, text, signature));
  }

  approvalOf(erasure: Id): StoredEntry | null {
    return this.#approvals.get(erasure) ?? null;
  }

  openingOf(opening: Id): StoredEntry | null {
    return this.#openings.get(opening) ?? null;
  }

  confirmationOf(disclosure: Id): StoredEntry | null {
    return this.#confirmations.get(disclosure) ?? null;
  }
}

/** The sign-offs of a recording that do not carry the signature of the person they name. */
async function signOffFaults(
  reader: CatalogueReader,
  signers: SignersInTrail,
  recording: Id,
): Promise<SignatureFault[]> {
  const faults: SignatureFault[] = [];
  for (const { id } of await reader.renditions.ofRecording(recording)) {
    for (const { voidedAt: _voided, signature, ...signOff } of await reader.renditions.signOffs(id)) {
      if (signers.signed(signOff.by, signedText(signOff), signature)) continue;
      faults.push({
        where: (await recordingReference(reader, recording)).number,
        what: 'A sign-off does not carry the signature of the person it names.',
        wayForward: 'Use no copy of this recording until somebody has looked at it and signed it off anew.',
      });
    }
  }
  return faults;
}

/** The erasures whose approval does not carry the signature of the person it names. */
async function approvalFaults(reader: CatalogueReader, signers: SignersInTrail): Promise<SignatureFault[]> {
  const faults: SignatureFault[] = [];
  for (const state of ['approved', 'completed'] as const) {
    for (const erasure of await reader.erasures.inState(state)) {
      const entry = signers.approvalOf(erasure.id);
      // One that was done again after a restore rests on the certificate that came with it.
      if (!entry || !erasure.approvedAt || !erasure.approvedBy) continue;
      const original = await reader.recordings.get(erasure.recording);
      const contents = [...(await reader.erasures.marksOf(erasure.id)), original?.mark ?? ''];
      const { id, recording, approvedAt, approvedBy, signature } = erasure;
      const holds = contents.some((content) =>
        signers.signed(
          approvedBy,
          approvalText({ erasure: id, recording, content, trailHead: entry.previous, approvedAt }),
          signature ?? '',
        ),
      );
      if (holds) continue;
      faults.push({
        where: (await recordingReference(reader, recording)).number,
        what: 'The approval of this erasure does not carry the signature of the person it names.',
        wayForward: 'Keep this library as it is and compare it with a backup made before the erasure.',
      });
    }
  }
  return faults;
}

/** Whether a confirmation carries the signature of the person it names, over what was to be disclosed. */
async function isConfirmed(
  reader: CatalogueReader,
  signers: SignersInTrail,
  { id, decidedBy, decidedAt, endsAt, signature }: DisclosureRow,
): Promise<boolean> {
  const entry = signers.confirmationOf(id);
  if (!entry || !decidedBy || !decidedAt || !endsAt) return false;
  const items = await reader.disclosures.items(id);
  for (const { recording, mark } of items) {
    // What was signed of an erased recording is gone with it; that it was confirmed stands in the trail.
    if (mark === '' && (await reader.recordings.get(recording))?.state === 'erased')
      return entry.by === decidedBy && entry.facts.signature === signature;
  }
  const contents = items.map(({ mark }) => mark);
  const said = { disclosure: id, contents, trailHead: entry.previous, confirmedAt: decidedAt, endsAt };
  return signers.signed(decidedBy, confirmationText(said), signature ?? '');
}

const page = 500;

/** The disclosures in force, or that were, whose confirmation nobody signed. */
async function confirmationFaults(
  reader: CatalogueReader,
  signers: SignersInTrail,
): Promise<SignatureFault[]> {
  const faults: SignatureFault[] = [];
  for (let offset = 0; ; offset += page) {
    const { total, disclosures } = await reader.disclosures.list({}, offset, page);
    for (const row of disclosures) {
      const neverConfirmed = ['proposed', 'withdrawn', 'refused'].includes(row.state) && !row.decidedBy;
      if (neverConfirmed || (await isConfirmed(reader, signers, row))) continue;
      faults.push({
        where: disclosureNumber(row.number),
        what: 'The confirmation of this disclosure does not carry the signature of the person it names.',
        wayForward: 'End it, and ask the person whom it names whether they confirmed it.',
      });
    }
    if (offset + page >= total) return faults;
  }
}

/** Openings of sealed recordings that the second person whom they name did not sign. */
async function openingFaults(reader: CatalogueReader, signers: SignersInTrail): Promise<SignatureFault[]> {
  const faults: SignatureFault[] = [];
  for (const row of await reader.seals.opened()) {
    const { id, recording, askedBy, second, until, decidedAt, signature } = row;
    const entry = signers.openingOf(id);
    const said =
      entry &&
      decidedAt &&
      openingText({
        ...{ opening: id, recording, persons: [askedBy, second], until, decidedAt },
        trailHead: entry.previous,
      });
    if (said && entry.by === second && signers.signed(second, said, signature ?? '')) continue;
    faults.push({
      where: (await recordingReference(reader, recording)).number,
      what: 'This was opened without the signature of the second person whom the opening names.',
      wayForward: 'Close it, and ask the person whom it names whether they opened it.',
    });
  }
  return faults;
}

/** Lines of the register of notices that the person whom they name did not sign; calls are judged by them. */
export const noticeFaults = (signers: SignersInTrail, register: readonly Notice[]): SignatureFault[] =>
  register
    .filter((notice) => !signers.signed(notice.by, noticeText(notice), notice.signature))
    .map(() => ({
      where: 'The register of notices',
      what: 'A line does not carry the signature of the person who entered it.',
      wayForward: 'Enter its last day as the day before its first, and enter the line anew.',
    }));

/** Every signature in the catalogue against the keys that the trail says its person had. */
export async function signatureFaults(
  reader: CatalogueReader,
  signers: SignersInTrail,
): Promise<SignatureFault[]> {
  const faults = [
    ...(await approvalFaults(reader, signers)),
    ...(await confirmationFaults(reader, signers)),
    ...(await openingFaults(reader, signers)),
  ];
  for (const state of ['active', 'quarantined'] as const)
    for (const recording of await reader.recordings.inState(state))
      faults.push(...(await signOffFaults(reader, signers, recording)));
  return faults;
}
