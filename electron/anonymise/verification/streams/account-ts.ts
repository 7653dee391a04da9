import { FrameAccount, frameKind } from './account-frames.ts';
import type { StreamReading } from './stream-reading.ts';

class TransportAccount {
  readonly reading: StreamReading;
  readonly maps = new Set<number>();
  readonly types = new Map<number, number>();
  readonly clocks = new Set<number>();
  readonly frames: FrameAccount;

  constructor(reading: StreamReading) {
    this.reading = reading;
    this.frames = new FrameAccount(reading);
  }

  wrong(what: string): void {
    this.reading.wrong('Transport stream', what);
  }

  packet(packet: Buffer): void {
    const pid = packet.readUInt16BE(1) & 0x1fff;
    const starts = ((packet[1] ?? 0) & 0x40) !== 0;
    const control = ((packet[3] ?? 0) >> 4) & 3;
    if (packet[0] !== 0x47 || ((packet[1] ?? 0) & 0xa0) !== 0) this.wrong('a damaged packet');
    const body = control & 2 ? 5 + (packet[4] ?? 0) : 4;
    if (control & 2) this.adaptation(packet.subarray(5, body));
    const payload = packet.subarray(Math.min(188, control & 1 ? body : 188));
    if (pid === 0) this.programmes(payload);
    else if (this.maps.has(pid)) this.map(payload);
    else if (this.types.has(pid)) this.stream(pid, payload, starts);
    else if (!this.clocks.has(pid) || (control & 1) !== 0) this.wrong('a packet of no stream');
  }

  adaptation(field: Buffer): void {
    if (field.length === 0) return;
    const flags = field[0] ?? 0;
    const clock = (flags & 0x10) !== 0 ? 7 : 1;
    if ((flags & 0x0f) !== 0 || field.subarray(clock).some((byte) => byte !== 0xff))
      this.wrong('private data beside the clock');
  }

  programmes(payload: Buffer): void {
    const length = payload.readUInt16BE(2) & 0xfff;
    for (let at = 9; at < length; at += 4) this.maps.add(payload.readUInt16BE(at + 2) & 0x1fff);
    if (payload[0] !== 0 || payload.subarray(4 + length).some((byte) => byte !== 0xff))
      this.wrong('bytes behind a table');
  }

  map(payload: Buffer): void {
    const length = payload.readUInt16BE(2) & 0xfff;
    this.clocks.add(payload.readUInt16BE(9) & 0x1fff);
    let at = 13 + (payload.readUInt16BE(11) & 0xfff);
    this.descriptors(payload.subarray(13, at));
    while (at < length) {
      this.types.set(payload.readUInt16BE(at + 1) & 0x1fff, payload[at] ?? 0);
      const end = at + 5 + (payload.readUInt16BE(at + 3) & 0xfff);
      this.descriptors(payload.subarray(at + 5, end));
      at = end;
    }
    if (payload.subarray(4 + length).some((byte) => byte !== 0xff)) this.wrong('bytes behind a table');
  }

  descriptors(row: Buffer): void {
    for (let at = 0; at + 2 <= row.length; at += 2 + (row[at + 1] ?? 0)) {
      const tag = row[at] ?? 0;
      const length = row[at + 1] ?? 0;
      const exact =
        tag === 5
          ? length === 4
          : tag === 10
            ? length === 4
            : [0x6a, 0x7a, 0x7b, 0x7c, 0x7f, 0x81].includes(tag);
      if (!exact) this.wrong(`the descriptor ${tag}`);
      this.reading.structure('Transport stream descriptor', row.subarray(at + 2, at + 2 + length));
    }
  }

  stream(pid: number, payload: Buffer, starts: boolean): void {
    let from = 0;
    if (starts && payload.length >= 9) {
      from = Math.min(payload.length, 9 + (payload[8] ?? 0));
      const times = { 0: 0, 2: 5, 3: 10 }[(payload[7] ?? 0) >> 6] ?? 0;
      const more = (payload[7] ?? 0) & 0x3f;
      if (
        payload[3] !== 0xfd &&
        (more !== 0 || payload.subarray(9 + times, from).some((byte) => byte !== 0xff))
      )
        this.wrong('private data in the head of a frame');
    }
    this.frames.take(pid, frameKind(this.types.get(pid) ?? 0), payload.subarray(from), starts);
  }
}

/** Accounts for every packet of an MPEG transport stream, reading it without any help of what wrote it. */
export async function accountTs(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const head = Buffer.from(await reading.at(0, 400));
  const front = head[0] === 0x47 && (head[188] ?? 0x47) === 0x47 ? 0 : 4;
  const account = new TransportAccount(reading);
  if (size % (188 + front) !== 0) account.wrong('bytes behind the last packet');
  for (let at = 0; at + 188 + front <= size; at += 188 + front) {
    const packet = reading.held(at + front, 188) ?? (await reading.at(at + front, 188));
    account.packet(packet);
  }
  account.frames.end();
  await reading.samples('Transport stream packets', 0, size);
}
