import { CustosError } from '../../shared/kernel/error.ts';

// Bech32 as BIP 173 has it, without its length limit, as age identities use it.
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: Iterable<number>): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return sum >>> 0;
}

const expand = (prefix: string): number[] => [
  ...Array.from(prefix, (letter) => letter.charCodeAt(0) >> 5),
  0,
  ...Array.from(prefix, (letter) => letter.charCodeAt(0) & 31),
];

function regroup(values: Iterable<number>, from: number, to: number, pad: boolean): number[] | undefined {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = (held << from) | value;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push((held >>> bits) & ((1 << to) - 1));
    }
    held &= (1 << bits) - 1;
  }
  if (pad) {
    if (bits > 0) out.push((held << (to - bits)) & ((1 << to) - 1));
  } else if (bits >= from || held !== 0) return undefined;
  return out;
}

/** The Bech32 text of bytes under a lower-case prefix. */
export function bech32Encode(prefix: string, bytes: Uint8Array): string {
  const data = regroup(bytes, 8, 5, true) ?? [];
  const check = polymod([...expand(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const tail = [25, 20, 15, 10, 5, 0].map((shift) => (check >>> shift) & 31);
  return `${prefix}1${[...data, ...tail].map((value) => alphabet.charAt(value)).join('')}`;
}

/** The bytes of lower-case Bech32 text under that prefix. @throws CustosError `damaged` for any other text. */
export function bech32Decode(prefix: string, text: string): Uint8Array {
  const values = Array.from(text.slice(prefix.length + 1), (letter) => alphabet.indexOf(letter));
  const data = regroup(values.slice(0, -6), 5, 8, false);
  const whole =
    text.startsWith(`${prefix}1`) && !values.includes(-1) && polymod([...expand(prefix), ...values]) === 1;
  if (!whole || data === undefined) throw new CustosError('damaged', 'A stored key is not well formed.');
  return Uint8Array.from(data);
}
