/** A page in fax coding: ITU-T T.4 in one dimension is group 3, T.6 is group 4. */
interface FaxPage {
  readonly width: number;
  readonly height: number;
  readonly group: 3 | 4;
}

/** A fax page in a TIFF of one strip, little-endian (TIFF 6.0, sections 2, 10 and 11), which decoders of pictures open. */
export function faxTiff({ width, height, group }: FaxPage, coded: Uint8Array): Buffer {
  const fields: readonly (readonly [tag: number, value: number])[] = [
    [256, width],
    [257, height],
    [258, 1],
    [259, group],
    // White is 0.
    [262, 0],
    [273, 8],
    [277, 1],
    [278, height],
    [279, coded.length],
  ];
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length, 0);
  fields.forEach(([tag, value], place) => {
    const at = 2 + place * 12;
    directory.writeUInt16LE(tag, at);
    // Type LONG, one value.
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  });
  const padding = Buffer.alloc(coded.length % 2);
  const header = Buffer.from('49492a0000000000', 'hex');
  header.writeUInt32LE(8 + coded.length + padding.length, 4);
  return Buffer.concat([header, coded, padding, directory]);
}
