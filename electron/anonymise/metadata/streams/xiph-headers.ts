/** Comment headers of the Xiph codings, without vendor and comments, in the shortest form decoders take. */
const emptyComment: Readonly<Record<string, Buffer>> = {
  vorbis: Buffer.from('\x03vorbis\0\0\0\0\0\0\0\0\x01', 'latin1'),
  theora: Buffer.from('\x81theora\0\0\0\0\0\0\0\0', 'latin1'),
};

export const neutralComment = (coding: 'vorbis' | 'theora'): Buffer =>
  emptyComment[coding] ?? Buffer.alloc(0);

interface Headers {
  readonly first: Buffer;
  readonly comment: Buffer;
  readonly third: Buffer;
}

/** Three headers in one, with the lengths of the first two in front (Matroska, codec mappings of Vorbis). */
export function splitHeaders(joined: Buffer): Headers | null {
  if (joined[0] !== 2) return null;
  const lengths: number[] = [];
  let at = 1;
  while (lengths.length < 2) {
    let length = 0;
    while (joined[at] === 255) {
      length += 255;
      at += 1;
    }
    if (at >= joined.length) return null;
    lengths.push(length + (joined[at] ?? 0));
    at += 1;
  }
  const [first = 0, second = 0] = lengths;
  if (at + first + second > joined.length) return null;
  return {
    first: joined.subarray(at, at + first),
    comment: joined.subarray(at + first, at + first + second),
    third: joined.subarray(at + first + second),
  };
}

const lacing = (length: number): Buffer =>
  Buffer.from([...new Array<number>(Math.floor(length / 255)).fill(255), length % 255]);

export function joinHeaders(first: Buffer, comment: Buffer, third: Buffer): Buffer {
  const lengths = [Buffer.from([2]), lacing(first.length), lacing(comment.length)];
  return Buffer.concat([...lengths, first, comment, third]);
}
