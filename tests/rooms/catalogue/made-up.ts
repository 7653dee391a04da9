import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Catalogue, RecordingQuery, RecordingWriter } from '../../../electron/catalogue/catalogue.ts';
import type { DerivedRow, SubjectRow, VisibilityLevel } from '../../../electron/catalogue/rows.ts';
import { createCatalogue } from '../../../electron/catalogue/sqlite/open.ts';
import { recordingQuery } from '../../../shared/contract/recording.ts';
import type { Terms } from '../../../shared/domain/agreement/agreement.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import { type Role, roles } from '../../../shared/domain/user/role.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** Ids that tell in a failing test what they are of. */
export const idOf = (number: number): Id => number.toString(16).padStart(32, '0') as Id;
export const noon = '2026-03-01T12:00:00.000Z' as Instant;
export const day = (text: string): Day => text as Day;
export const testKey = new Uint8Array(32).map((_, index) => index + 1);

const folders: string[] = [];
const opened: Catalogue[] = [];

afterEach(async () => {
  for (const catalogue of opened.splice(0)) await catalogue.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A place for a catalogue that goes when the test ends. */
export function newPlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'custos-catalogue-'));
  folders.push(folder);
  return join(folder, 'catalogue.db');
}

export function openAt(path: string, key: Uint8Array = testKey): Catalogue {
  const catalogue = createCatalogue({ path, key, create: true });
  opened.push(catalogue);
  return catalogue;
}

export const newCatalogue = (): Catalogue => openAt(newPlace());

type NewRecording = Parameters<RecordingWriter['add']>[0];

export const recording = (number: number, facts: Partial<NewRecording> = {}): NewRecording => ({
  id: idOf(number),
  kind: 'photo',
  state: 'active',
  container: 'jpeg',
  codecs: ['jpeg'],
  width: 4_000,
  height: 3_000,
  durationMs: null,
  bytes: 3_000_000,
  made: {
    earliest: day('2019-05-01'),
    latest: day('2019-05-01'),
    local: '2019-05-01T10:00:00',
    offset: null,
    source: 'camera',
  },
  addedAt: noon,
  addedBy: idOf(0xaa),
  fileName: `IMG_${1_000 + number}.JPG`,
  mark: `mark-${number}`,
  category: null,
  madeFor: null,
  circumstances: null,
  callerNotice: false,
  colleagueConsulted: false,
  medicoLegalInvestigation: false,
  coronerDiscussed: false,
  externalFilming: false,
  bodiesInformed: false,
  records: 'general',
  appraisedUntil: null,
  hold: null,
  rating: null,
  ...facts,
});

export const subject = (
  number: number,
  facts: Partial<Omit<SubjectRow, 'number'>> = {},
): Omit<SubjectRow, 'number'> => ({
  id: idOf(0x5000 + number),
  familyName: `Family${number}`,
  givenName: `Given${number}`,
  bornOn: null,
  diedOn: null,
  appointedPerson: false,
  capacityRegainedOn: null,
  lastSeenOn: null,
  statusNotedOn: null,
  identifiers: [],
  mergedInto: null,
  ...facts,
});

export const derived = (
  levels: Partial<Record<Role, VisibilityLevel>>,
  users: DerivedRow['users'] = [],
  facts: Partial<DerivedRow> = {},
): DerivedRow => ({
  standing: 'ready',
  roles: Object.fromEntries(roles.map((role) => [role, levels[role] ?? 0])) as DerivedRow['roles'],
  users,
  refreshOn: null,
  ...facts,
});

export const query = (members: Partial<RecordingQuery> = {}): RecordingQuery => ({
  ...recordingQuery.parse({}),
  ...members,
});

export const terms = (facts: Partial<Terms> = {}): Terms => ({
  toMake: true,
  uses: ['care'],
  givenBy: 'patient',
  givenByName: 'Zebulon Quillfeather',
  givenOn: day('2020-01-01'),
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: Object.fromEntries(informedPoints.map((point) => [point, true])) as Terms['informed'],
  viewers: [],
  copiesAllowed: false,
  identifiableAllowed: false,
  keepUntil: null,
  ...facts,
});
