/** Media types by container, for the header of a reply; a container that is not listed is served as plain bytes. */
const types: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  tiff: 'image/tiff',
  heic: 'image/heic',
  bmp: 'image/bmp',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  jxl: 'image/jxl',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  mpeg: 'video/mpeg',
  'mpeg-ps': 'video/mpeg',
  'mpeg-ts': 'video/mp2t',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  aiff: 'audio/aiff',
  dicom: 'application/dicom',
  aac: 'audio/aac',
  amr: 'audio/amr',
  caf: 'audio/x-caf',
};

export const contentTypeOf = (container: string): string => types[container] ?? 'application/octet-stream';

/** Pictures that every browser engine shows; others are shown as a preview made from them. */
export const shownDirectly = (container: string): boolean =>
  ['jpeg', 'png', 'webp', 'gif', 'avif', 'bmp'].includes(container);
