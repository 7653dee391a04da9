interface Strength {
  /** How full the bar is, 0 to 1. */
  readonly share: number;
  readonly enough: boolean;
  readonly says: string;
}

/** Bits that a passphrase should hold against guessing with a stolen key file (scrypt, log N 17). */
const enoughBits = 50;

/** A rough count: distinct characters carry, repeated ones hardly do. */
function estimateBits(passphrase: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(passphrase)).length;
  const distinct = new Set(passphrase.toLowerCase()).size;
  return Math.min(passphrase.length, distinct * 2) * (1.9 + kinds * 0.5);
}

/** How well a passphrase stands against guessing, in a sentence. */
export function passphraseStrength(passphrase: string): Strength {
  const bits = estimateBits(passphrase);
  const share = Math.min(1, bits / (enoughBits * 1.5));
  if (bits < enoughBits * 0.6) return { share, enough: false, says: 'Easily guessed. Please add words.' };
  if (bits < enoughBits)
    return { share, enough: false, says: 'Nearly strong enough. One more word would do.' };
  return { share, enough: true, says: bits < enoughBits * 1.5 ? 'Strong.' : 'Very strong.' };
}
