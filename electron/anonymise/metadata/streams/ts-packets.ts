/** 188 bytes, or 192 with the time of arrival in front, as cameras of the AVCHD kind write. */
export interface PacketForm {
  readonly step: number;
  readonly front: number;
}

export const sync = 0x47;

const forms: readonly PacketForm[] = [
  { step: 188, front: 0 },
  { step: 192, front: 4 },
];

/** Bytes in which the first packet is looked for. */
const mostInFront = 65_536;
const packetsToTrust = 8;
export const formSearch = mostInFront + packetsToTrust * 192;

/** Whether packets lie side by side from a place on, at least so many or up to the end. */
const areRegular = (bytes: Buffer, at: number, { step, front }: PacketForm, count: number): boolean => {
  for (let number = 0; number < count; number += 1) {
    const place = at + front + number * step;
    if (place >= bytes.length) return number > 0;
    if (bytes[place] !== sync) return false;
  }
  return true;
};

/** The form of the packets in the beginning of a stream, whatever lies in front of the first; null where there are none. */
export function packetForm(head: Buffer): PacketForm | null {
  const first = forms.find((form) => areRegular(head, 0, form, 3));
  if (first) return first;
  const last = Math.min(mostInFront, head.length - packetsToTrust * 192);
  for (let at = 1; at <= last; at += 1) {
    const found = forms.find((form) => areRegular(head, at, form, packetsToTrust));
    if (found) return found;
  }
  return null;
}

/** Cuts pieces of a stream into packets; bytes of no packet are passed over. */
export class PacketCutter {
  readonly form: PacketForm;
  readonly #onStray: ((bytes: Buffer) => void) | null;
  #rest: Buffer = Buffer.alloc(0);

  constructor(form: PacketForm, onStray: ((bytes: Buffer) => void) | null) {
    this.form = form;
    this.#onStray = onStray;
  }

  /** The packets that are whole, each with what stands in front of it. */
  cut(piece: Buffer): Buffer[] {
    const { step, front } = this.form;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const packets: Buffer[] = [];
    let at = 0;
    // The last packet waits, for only the next one shows whether it is one.
    while (at + 2 * step <= bytes.length) {
      if (bytes[at + front] === sync) {
        packets.push(bytes.subarray(at, at + step));
        at += step;
        continue;
      }
      const next = this.#next(bytes, at);
      this.#onStray?.(Buffer.from(bytes.subarray(at, next)));
      at = next;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return packets;
  }

  /** The next place at which a packet begins that another one follows. */
  #next(bytes: Buffer, from: number): number {
    const { step, front } = this.form;
    for (let at = from + 1; at + step + front < bytes.length; at += 1)
      if (bytes[at + front] === sync && bytes[at + front + step] === sync) return at;
    return bytes.length - step - front;
  }

  /** The last packet, once no more bytes follow. */
  end(): Buffer[] {
    const { step, front } = this.form;
    const bytes = this.#rest;
    const isPacket = bytes.length >= step && bytes[front] === sync;
    const stray = isPacket ? bytes.subarray(step) : bytes;
    if (stray.length > 0) this.#onStray?.(stray);
    return isPacket ? [bytes.subarray(0, step)] : [];
  }
}
