/** The durable steps of taking a file in, in their order; a kill may come right after each. */
export const importSteps = [
  'import:looked-at',
  'put:written',
  'put:placed',
  'put:synced',
  'put:key-stored',
  'import:rows-written',
  'import:previews-kept',
] as const;

/** Beyond them, where the source is removed once its stored copy was compared. */
export const moveSteps = ['import:source-removed'] as const;

/** The durable steps of an erasure, in their order. */
export const eraseSteps = [
  'erase:approved',
  'destroy:keys-removed',
  'destroy:keys-rewritten',
  'destroy:file-removed',
  'erase:content-destroyed',
  'erase:previews-removed',
  'erase:ledger-written',
  'erase:backup-keys-replaced',
  'erase:backup-files-removed',
  'erase:rows-removed',
  'erase:catalogue-scoured',
  'erase:snapshot-renewed',
] as const;

/** What a child is asked to do to the library, and at which step it waits for its end. */
export interface Errand {
  readonly place: string;
  readonly user: string;
  readonly passphrase: string;
  readonly work:
    | { readonly kind: 'import'; readonly folder: string; readonly move: boolean }
    | { readonly kind: 'erase'; readonly recordings: readonly string[] }
    | { readonly kind: 'backup'; readonly destination: string }
    /** Comes back after a kill and is killed while what was begun is brought to its end. */
    | { readonly kind: 'open' };
  /** Null where the end comes at a random moment. */
  readonly stopAt: { readonly step: string; readonly count: number } | null;
}

/** What a child says on its standard output, a line each. */
export type Said =
  | { readonly say: 'begun' }
  | { readonly say: 'waiting'; readonly step: string }
  | { readonly say: 'stored'; readonly index: number; readonly recording: string }
  | { readonly say: 'erased'; readonly recording: string; readonly number: string }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly why: string };
