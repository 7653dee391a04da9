/** Samples as ffmpeg writes them bare: how many bytes each has, and how it is read and written as −1 to 1. */
export interface RawForm {
  readonly name: string;
  readonly bytes: number;
  read(from: Buffer, at: number): number;
  write(to: Buffer, value: number, at: number): void;
}

const within = (value: number, most: number): number =>
  Math.max(-most - 1, Math.min(most, Math.round(value * (most + 1))));

const floating: RawForm = {
  name: 'f32le',
  bytes: 4,
  read: (from, at) => from.readFloatLE(at),
  write: (to, value, at) => void to.writeFloatLE(value, at),
};

const forms: Readonly<Record<string, RawForm>> = {
  u8: {
    name: 'u8',
    bytes: 1,
    read: (from, at) => ((from[at] ?? 128) - 128) / 128,
    write: (to, value, at) => void to.writeUInt8(within(value, 127) + 128, at),
  },
  s16: {
    name: 's16le',
    bytes: 2,
    read: (from, at) => from.readInt16LE(at) / 32_768,
    write: (to, value, at) => void to.writeInt16LE(within(value, 32_767), at),
  },
  s32: {
    name: 's32le',
    bytes: 4,
    read: (from, at) => from.readInt32LE(at) / 2 ** 31,
    write: (to, value, at) => void to.writeInt32LE(within(value, 2 ** 31 - 1), at),
  },
  dbl: {
    name: 'f64le',
    bytes: 8,
    read: (from, at) => from.readDoubleLE(at),
    write: (to, value, at) => void to.writeDoubleLE(value, at),
  },
};

/** The bare form of what a decoder gives; a coding that loses detail is worked on in floating point. */
export const rawForm = (decoded: string): RawForm => forms[decoded.replace(/p$/, '')] ?? floating;
