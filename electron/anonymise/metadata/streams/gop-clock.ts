/** The head of a group of pictures (ISO/IEC 13818-2 6.2.2.6) begins with a time code of 25 bits. */
const groupMark = Buffer.from([0, 0, 1, 0xb8]);
const marker = 0x08;

/**
 * Cameras may write the time of day into the groups of MPEG-1 and MPEG-2 video. Where the first group does not begin
 * at zero, all are set to zero; a count from zero says nothing and stays.
 */
export class GroupClock {
  #tells: boolean | null = null;

  /** Whether times are to go, as the first one tells. */
  tells(first: Uint8Array): boolean {
    const [one = 0, two = 0, three = 0] = first;
    this.#tells ??= (one & 0x7f) !== 0 || (two & 0xf7) !== 0 || (three & 0xe0) !== 0;
    return this.#tells;
  }

  /** The four bytes in front of a group with the time at zero. */
  static zero(code: Uint8Array): Uint8Array {
    return Uint8Array.of(0, marker, 0, (code[3] ?? 0) & 0x7f);
  }

  /** The picture data with its times at zero; the very same buffer where they say nothing. */
  neutral(bytes: Buffer): Buffer {
    let out = bytes;
    for (
      let at = bytes.indexOf(groupMark);
      at >= 0 && at + 8 <= bytes.length;
      at = bytes.indexOf(groupMark, at + 4)
    ) {
      if (!this.tells(bytes.subarray(at + 4, at + 8))) return bytes;
      if (out === bytes) out = Buffer.from(bytes);
      out.set(GroupClock.zero(bytes.subarray(at + 4, at + 8)), at + 4);
    }
    return out.equals(bytes) ? bytes : out;
  }
}
