const signatures: readonly (readonly [offset: number, bytes: string, found: string])[] = [
  [0, '%!PS', 'a PostScript document'],
  [0, 'PK\x03\x04', 'a ZIP archive or office document'],
  [0, 'PK\x05\x06', 'a ZIP archive or office document'],
  [0, '\x1f\x8b', 'a gzip archive'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  [0, 'Rar!\x1a\x07', 'a RAR archive'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an older office document'],
  [0, '{\\rtf', 'a rich-text document'],
  [0, 'MZ', 'a Windows program'],
  [0, '\x7fELF', 'a Linux program'],
  [0, '\xcf\xfa\xed\xfe', 'a macOS program'],
  [0, '\xca\xfe\xba\xbe', 'a macOS or Java program'],
  [0, '#!', 'a script'],
  [0, 'SQLite format 3\0', 'a database'],
  [0, 'age-encryption.org/v1', 'an encrypted file'],
  [0, '8BPS', 'a Photoshop document'],
  [0, '\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 picture'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a Windows Media file'],
  [0, 'riff\x2e\x91\xcf\x11', 'a Wave64 sound'],
  [0, 'FLV\x01', 'a Flash video'],
  [0, '.RMF', 'a RealMedia file'],
  [0, 'MThd', 'a MIDI file'],
  [0, '\0\0\x01\0', 'an icon (ICO)'],
];

/** The first line of a portable bitmap: one of its seven forms, then white space (netpbm, pnm(5) and pam(5)). */
const portable = /^P[1-7]\s/;

const pictures = /JPEG|Photoshop|icon|portable/;
const films = /Windows Media|Wave64|Flash video|RealMedia/;

/** True where the content is a recording of a format that Custos does not take in (but may be converted). */
export const isForeignRecording = (found: string): boolean => pictures.test(found) || films.test(found);

/** What to do with such a recording. */
export const conversionFor = (found: string): string =>
  pictures.test(found)
    ? 'Open it in a program that shows pictures, save a copy as PNG and take that in.'
    : 'Save a copy as MP4, or as WAV where it is sound alone, with the program that plays it, and take that in.';

/** What text is called; it may stand in front of a sound. */
export const text = 'a text file';

function isText(head: Buffer): boolean {
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) odd += 1;
  }
  return odd === 0;
}

function markup(head: Buffer): string | null {
  const text = head
    .subarray(0, 1024)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<!doctype html|^<html|^<head|^<body|^<script/.test(text)) return 'a web page';
  if (text.startsWith('<svg') || (text.startsWith('<?xml') && text.includes('<svg'))) return 'an SVG drawing';
  if (text.startsWith('<?xml')) return 'an XML document';
  return null;
}

/** Names content that is no recording Custos knows, for the message to a person; null where it cannot be told. */
export function nameForeign(head: Buffer): string | null {
  const latin = head.subarray(0, 64).toString('latin1');
  // ISO 32000 readers accept the header anywhere in the first kilobyte.
  if (head.subarray(0, 1024).includes('%PDF-')) return 'a PDF document';
  const match = signatures.find(([offset, bytes]) => latin.startsWith(bytes, offset));
  if (match) return match[2];
  if (portable.test(latin)) return 'a portable bitmap (PNM)';
  return markup(head) ?? (isText(head.subarray(0, 4096)) ? text : null);
}
