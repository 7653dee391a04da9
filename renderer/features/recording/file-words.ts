/** How the ways of coding film and sound are written where people meet them: on cameras and in their manuals. */
const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265',
  mpeg1video: 'MPEG-1',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4',
  mjpeg: 'Motion JPEG',
  prores: 'ProRes',
  dvvideo: 'DV',
  theora: 'Theora',
  vorbis: 'Vorbis',
  opus: 'Opus',
};

export function codecText(codec: string): string {
  if (codec.startsWith('pcm_')) return 'uncompressed sound';
  return codecNames[codec] ?? codec.replaceAll('_', ' ').toUpperCase();
}

/** How far a camera's clock was set from Greenwich: `+01:00` is (UTC+1). */
export function clockText(offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  if (!sign || (hours === '00' && minutes === '00')) return '(UTC)';
  const rest = minutes === '00' ? '' : `:${minutes}`;
  return `(UTC${sign === '-' ? '−' : '+'}${Number(hours)}${rest})`;
}
