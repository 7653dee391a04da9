import type { CatalogueReader, CatalogueWriter } from '../catalogue.ts';
import { readAgreements, writeAgreements } from './agreements.ts';
import { readBench, writeBench } from './bench.ts';
import { readChanges, writeChanges } from './changes.ts';
import { readCollections, writeCollections } from './collections.ts';
import type { Connection } from './connection.ts';
import { readDisclosures, writeDisclosures } from './disclosures.ts';
import { readErasures, writeErasures } from './erasures.ts';
import { readForms, writeForms } from './forms.ts';
import { GridChange, type SharedGrid } from './grid-store.ts';
import type { Kept } from './ground.ts';
import { readJobs, writeJobs } from './job-items.ts';
import { readLabels, writeLabels } from './labels.ts';
import { readObligations, writeObligations } from './obligations.ts';
import { readPrints, writePrints } from './prints.ts';
import { readRecordings } from './recordings-read.ts';
import { writeRecordings } from './recordings-write.ts';
import { readReleases, writeReleases } from './releases.ts';
import { readRenditions, writeRenditions } from './renditions.ts';
import { readSavedViews, writeSavedViews } from './saved-views.ts';
import { readSeals, writeSeals } from './seals.ts';
import { readSettings, writeSettings } from './settings.ts';
import { readSubjects, writeSubjects } from './subjects.ts';
import { readTrail, writeTrail } from './trail-entries.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';
import { readUsers, writeUsers } from './users.ts';
import { loadVocabulary } from './vocabulary.ts';

/** One reading connection with its repositories. */
export interface ReadView {
  readonly connection: Connection;
  readonly reader: CatalogueReader;
}

export function readView(connection: Connection, shared: SharedGrid, kept: Kept): ReadView {
  const unit: ReadUnit = {
    connection,
    ground: {
      connection,
      shared,
      grid: () => shared.grid,
      keep: () => kept,
      vocabulary: () => kept.vocabulary(shared.version, () => loadVocabulary(connection)),
    },
  };
  const reader: CatalogueReader = {
    recordings: readRecordings(unit),
    subjects: readSubjects(unit),
    agreements: readAgreements(unit),
    forms: readForms(unit),
    bench: readBench(unit),
    renditions: readRenditions(unit),
    prints: readPrints(unit),
    releases: readReleases(unit),
    disclosures: readDisclosures(unit),
    obligations: readObligations(unit),
    erasures: readErasures(unit),
    users: readUsers(unit),
    changes: readChanges(unit),
    collections: readCollections(unit),
    labels: readLabels(unit),
    savedViews: readSavedViews(unit),
    seals: readSeals(unit),
    settings: readSettings(unit),
    trail: readTrail(unit),
    jobs: readJobs(unit),
  };
  return { connection, reader };
}

/** The writing connection with its repositories, and what the transaction of the moment changes. */
export interface WriteView {
  readonly connection: Connection;
  readonly writer: CatalogueWriter;
  change: GridChange;
}

export function writeView(connection: Connection, shared: SharedGrid): WriteView {
  const unit: WriteUnit = {
    connection,
    ground: {
      connection,
      shared,
      grid: () => view.change.view(),
      keep: () => null,
      vocabulary: () => loadVocabulary(connection),
    },
    change: () => view.change,
  };
  const writer: CatalogueWriter = {
    recordings: writeRecordings(unit),
    subjects: writeSubjects(unit),
    agreements: writeAgreements(unit),
    forms: writeForms(unit),
    bench: writeBench(unit),
    renditions: writeRenditions(unit),
    prints: writePrints(unit),
    releases: writeReleases(unit),
    disclosures: writeDisclosures(unit),
    obligations: writeObligations(unit),
    erasures: writeErasures(unit),
    users: writeUsers(unit),
    changes: writeChanges(unit),
    collections: writeCollections(unit),
    labels: writeLabels(unit),
    savedViews: writeSavedViews(unit),
    seals: writeSeals(unit),
    settings: writeSettings(unit),
    trail: writeTrail(unit),
    jobs: writeJobs(unit),
  };
  const view: WriteView = { connection, writer, change: new GridChange(shared) };
  return view;
}
