import { FrameAccount, type FrameKind, frameKind } from './account-frames.ts';
import type { StreamReading } from './stream-reading.ts';

class ProgrammeAccount {
  readonly reading: StreamReading;
  readonly frames: FrameAccount;
  readonly kinds = new Map<number, FrameKind>();

  constructor(reading: StreamReading) {
    this.reading = reading;
    this.frames = new FrameAccount(reading);
  }

  wrong(what: string): void {
    this.reading.wrong('Programme stream', what);
  }

  /** The map: rows of four bytes without descriptions, and a check sum. */
  map(bytes: Buffer): void {
    const rows = bytes.readUInt16BE(10);
    if (bytes.readUInt16BE(8) !== 0 || bytes.length !== 16 + rows || rows % 4 !== 0)
      this.wrong('a description of the programme');
    for (let at = 12; at + 4 <= 12 + rows; at += 4) {
      if (bytes.readUInt16BE(at + 2) !== 0) this.wrong('a description of a stream');
      this.kinds.set(bytes[at + 1] ?? 0, frameKind(bytes[at] ?? 0));
    }
  }

  /** What kind of pictures a stream holds where no map says so: the first mark tells. */
  kindOf(id: number, payload: Buffer): FrameKind {
    const known = this.kinds.get(id);
    if (known !== undefined) return known;
    const at = payload.indexOf(Buffer.from([0, 0, 1]));
    const code = at < 0 ? 0 : (payload[at + 3] ?? 0);
    const parameters = [7, 8, 9].includes(code & 0x1f) && code < 0x80;
    const kind = [0x40, 0x42, 0x44, 0x46].includes(code) ? 'hevc' : parameters ? 'avc' : 'other';
    this.kinds.set(id, [0xb3, 0xb8, 0].includes(code) ? 'mpeg' : kind);
    return this.kinds.get(id) ?? 'other';
  }

  packet(id: number, bytes: Buffer): void {
    const newer = ((bytes[6] ?? 0) & 0xc0) === 0x80;
    const times = newer ? (bytes[7] ?? 0) >> 6 : (bytes[6] ?? 0) >> 4;
    const length = { 0: newer ? 0 : 1, 2: 5, 3: newer ? 10 : 10 }[times] ?? -1;
    const exact = newer
      ? bytes[8] === length && ((bytes[7] ?? 0) & 0x3f) === 0 && ((bytes[6] ?? 0) & 0x3b) === 0
      : length > 0;
    if (!exact) this.wrong('private data in the head of a packet');
    const payload = bytes.subarray((newer ? 9 : 6) + Math.max(0, length));
    if (id === 0xbd && (payload[0] ?? 0) !== 0x0b && ((payload[0] ?? 0) < 0x80 || (payload[0] ?? 0) > 0xcf))
      this.wrong('a private stream that is no sound');
    if (id >= 0xe0) this.frames.take(id, this.kindOf(id, payload), payload, newer ? times > 1 : times > 1);
  }
}

/** Accounts for every byte of an MPEG programme stream, reading it without any help of what wrote it. */
export async function accountPs(reading: StreamReading): Promise<void> {
  const account = new ProgrammeAccount(reading);
  const { size } = reading.source;
  for (let at = 0; at < size; ) {
    const head = Buffer.from(reading.held(at, 14) ?? (await reading.at(at, 14)));
    const id = head[3] ?? 0;
    if (head.length < 12 || head.readUIntBE(0, 3) !== 1)
      return account.wrong('bytes that belong to no packet');
    const newer = id === 0xba && (head[4] ?? 0) >> 6 === 1;
    const length = id === 0xba ? (newer ? 14 : 12) : 6 + head.readUInt16BE(4);
    if (at + length > size) return account.wrong('a packet longer than the file');
    const bytes = Buffer.from(await reading.at(at, length));
    if (newer && bytes[13] !== 0xf8) account.wrong('stuffing in a pack');
    if (id === 0xbc) account.map(bytes);
    else if (id === 0xbd || (id >= 0xc0 && id <= 0xef)) account.packet(id, bytes);
    else if (id !== 0xba) account.wrong(`a packet of the stream ${id.toString(16)}`);
    at += length;
  }
  account.frames.end();
  await reading.samples('Programme stream packets', 0, size);
}
