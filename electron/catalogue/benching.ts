import type { BenchDraft } from '../../shared/domain/recording/bench-draft.ts';
import type { Device, DeviceTemplate } from '../../shared/domain/recording/device-template.ts';
import type { Proposal } from '../../shared/domain/recording/proposal.ts';
import type { Size } from '../../shared/domain/recording/region.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

/** What the anonymising bench keeps of a rendition. It goes with the rendition: what was read may be a name. */

export interface PictureSearchRow {
  readonly rendition: Id;
  readonly at: Instant;
  /** Marks what the catalogue knew of the subjects then: where that has changed, the picture is searched again. */
  readonly known: string;
  readonly device: Device;
  readonly proposals: readonly Proposal[];
  /** Why nothing could be found; null where the search came to its end. */
  readonly fault: string | null;
}

export interface BenchDraftRow {
  readonly rendition: Id;
  readonly by: Id;
  readonly at: Instant;
  readonly draft: BenchDraft;
}

export interface DeviceTemplateRow extends DeviceTemplate {
  readonly id: Id;
  readonly madeBy: Id;
  readonly madeAt: Instant;
}

export interface BenchReader {
  search(rendition: Id): Promise<PictureSearchRow | null>;
  draft(rendition: Id): Promise<BenchDraftRow | null>;
  templates(): Promise<readonly DeviceTemplateRow[]>;
  templatesFor(size: Size): Promise<readonly DeviceTemplateRow[]>;
  /** When somebody signed copies off since a moment, one moment a copy, the newest first. */
  signedSince(by: Id, since: Instant): Promise<readonly Instant[]>;
}

export interface BenchWriter extends BenchReader {
  /** In place of an earlier search. Nothing is kept of a rendition that is gone. */
  setSearch(search: PictureSearchRow): Promise<void>;
  setDraft(draft: BenchDraftRow): Promise<void>;
  removeDraft(rendition: Id): Promise<void>;
  /** Adds it, or puts it in the place of the one with its id. */
  setTemplate(template: DeviceTemplateRow): Promise<void>;
  removeTemplate(id: Id): Promise<void>;
}
