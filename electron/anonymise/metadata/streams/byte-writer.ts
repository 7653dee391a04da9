/** Numbers and bytes put one after another, big-endian unless named otherwise. */
export class ByteWriter {
  readonly #parts: Buffer[] = [];
  length = 0;

  bytes(part: Uint8Array): this {
    this.#parts.push(Buffer.isBuffer(part) ? part : Buffer.from(part));
    this.length += part.length;
    return this;
  }

  text(latin: string): this {
    return this.bytes(Buffer.from(latin, 'latin1'));
  }

  zeros(count: number): this {
    return this.bytes(Buffer.alloc(count));
  }

  u8(value: number): this {
    return this.bytes(Buffer.from([value & 255]));
  }

  u16(value: number): this {
    const part = Buffer.allocUnsafe(2);
    part.writeUInt16BE(value & 0xffff);
    return this.bytes(part);
  }

  u32(value: number): this {
    const part = Buffer.allocUnsafe(4);
    part.writeUInt32BE(value >>> 0);
    return this.bytes(part);
  }

  u64(value: number): this {
    const part = Buffer.allocUnsafe(8);
    part.writeBigUInt64BE(BigInt(value));
    return this.bytes(part);
  }

  u16le(value: number): this {
    const part = Buffer.allocUnsafe(2);
    part.writeUInt16LE(value & 0xffff);
    return this.bytes(part);
  }

  u32le(value: number): this {
    const part = Buffer.allocUnsafe(4);
    part.writeUInt32LE(value >>> 0);
    return this.bytes(part);
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
