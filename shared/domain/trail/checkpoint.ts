import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';

/** The head of a trail at one moment, signed by the library's key and kept elsewhere (Ed25519, base64url). */
export interface Checkpoint {
  readonly library: Id;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
  readonly signature: string;
}

/** Exactly what is signed: no other text that this key signs begins so. */
export function checkpointText({ library, sequence, hash, at }: Omit<Checkpoint, 'signature'>): string {
  return `custos trail checkpoint\n${canonicalJson({ library, sequence, hash, at })}`;
}
