import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { TrailDraft } from '../trail/append.ts';

/** Appends an entry to the trail inside the transaction of the change that it tells of. */
export type RecordEntry = (writer: CatalogueWriter, draft: TrailDraft) => Promise<void>;
