import { type Kept, textElement } from './kept.ts';
import { writeElements } from './write.ts';

const explicitLittle = { explicit: true, little: true } as const;

/**
 * Who wrote the file (PS3.10 section 7.1 asks for it): one identifier out of a UUID, which names no program, version
 * or machine.
 */
const writer = '2.25.169287462137483226713829482107934870031';

/** Preamble, mark and meta information (PS3.10 section 7.1). */
export function writeMeta(
  objectClass: string | null,
  instance: string | null,
  transferSyntax: string,
): Buffer[] {
  const elements: Kept[] = [
    { tag: 0x00020001, vr: 'OB', value: Buffer.from([0, 1]) },
    ...(objectClass === null ? [] : [textElement(0x00020002, 'UI', objectClass)]),
    ...(instance === null ? [] : [textElement(0x00020003, 'UI', instance)]),
    textElement(0x00020010, 'UI', transferSyntax),
    textElement(0x00020012, 'UI', writer),
  ];
  const written = writeElements(elements, explicitLittle);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(written.reduce((sum, part) => sum + part.length, 0));
  const head = writeElements([{ tag: 0x00020000, vr: 'UL', value: length }], explicitLittle);
  return [Buffer.alloc(128), Buffer.from('DICM', 'latin1'), ...head, ...written];
}
