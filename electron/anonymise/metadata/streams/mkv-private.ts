import type { Notes } from '../noted.ts';
import { clockFor } from './avc-clock.ts';
import {
  reduceAv1Config,
  reduceAvcConfig,
  reduceFlacBlocks,
  reduceHevcConfig,
  sequenceOf,
} from './codec-config.ts';
import { isDvLetters } from './dv.ts';
import { namedWaves } from './encoder-names.ts';
import { GroupClock } from './gop-clock.ts';
import type { SampleFilter } from './sample-filters.ts';
import { stripUserData } from './start-codes.ts';
import { noteVorbisComment } from './vorbis-comment.ts';
import { joinHeaders, neutralComment, splitHeaders } from './xiph-headers.ts';

/** Codings that show pictures or give sound; subtitles and buttons are none. */
const known =
  /^(?:V_(?:MPEG4\/(?:ISO\/(?:AVC|ASP|SP|AP)|MS\/V3)|MPEGH\/ISO\/HEVC|MPEGI\/ISO\/VVC|MPEG[12]|VP8|VP9|AV1|THEORA|MJPEG|MS\/VFW\/FOURCC|UNCOMPRESSED|PRORES|FFV1|DIRAC|REAL\/RV[1-4]0|SNOW|CAVS|AVS2|AVS3)|A_(?:AAC.*|AC3.*|EAC3|DTS.*|TRUEHD|MLP|MPEG\/L[123]|OPUS|VORBIS|FLAC|ALAC|PCM\/.*|MS\/ACM|TTA1|WAVPACK4|REAL\/.*|ATRAC\/AT1))$/;

export const isKnownCoding = (codec: string): boolean => known.test(codec);

const privateLimit = 64 * 1024;

function reduceXiph(body: Buffer, coding: 'vorbis' | 'theora', notes: Notes): Buffer | null {
  const headers = splitHeaders(body);
  if (!headers) return null;
  noteVorbisComment('Sound settings', headers.comment.subarray(7), notes);
  return joinHeaders(headers.first, neutralComment(coding), headers.third);
}

/** Head of a bitmap with the settings behind it; its own length says where they end. */
export function reduceBitmap(body: Buffer): Buffer | null {
  if (body.length < 40) return null;
  const stated = body.readUInt32LE(0);
  const settings = body.subarray(40, Math.max(40, Math.min(stated, body.length)));
  const reduced = stripUserData(settings.length > 0 ? settings : body.subarray(40), 'tagged');
  const head = Buffer.from(body.subarray(0, 40));
  head.writeUInt32LE(40 + reduced.length, 0);
  return Buffer.concat([head, reduced]);
}

/** WAVEFORMATEX with as many settings as it counts. */
export function reduceWave(body: Buffer): Buffer | null {
  if (body.length < 16) return null;
  if (body.length < 18) return body.subarray(0, 16);
  return body.subarray(0, 18 + Math.min(body.readUInt16LE(16), 512));
}

/** The settings of a decoder without what describes a maker; null where they are damaged or not needed. */
export function reducePrivate(codec: string, body: Buffer, notes: Notes): Buffer | null {
  if (codec === 'V_MPEG4/ISO/AVC') return reduceAvcConfig(body);
  if (codec === 'V_MPEGH/ISO/HEVC') return reduceHevcConfig(body, 22, notes);
  if (codec === 'V_AV1') return reduceAv1Config(body);
  if (codec === 'A_VORBIS') return reduceXiph(body, 'vorbis', notes);
  if (codec === 'V_THEORA') return reduceXiph(body, 'theora', notes);
  if (codec === 'A_OPUS') return body.subarray(0, body[18] === 0 ? 19 : 21 + (body[9] ?? 0));
  if (codec === 'A_FLAC') {
    const info = reduceFlacBlocks(body.toString('latin1', 0, 4) === 'fLaC' ? body.subarray(4) : body);
    return info && Buffer.concat([Buffer.from('fLaC'), info]);
  }
  if (codec === 'V_MS/VFW/FOURCC') return reduceBitmap(body);
  if (codec === 'A_MS/ACM') return reduceWave(body);
  if (codec.startsWith('V_MPEG4/ISO/') || codec === 'V_MPEG4/MS/V3') return stripUserData(body, 'plain');
  if (codec === 'V_MPEG1' || codec === 'V_MPEG2') return stripUserData(body, false);
  if (codec.startsWith('A_AAC')) return body.subarray(0, 64);
  return body.length <= privateLimit ? body : null;
}

/**
 * How the blocks of a coding are reduced. How many bytes a unit's length takes is believed of settings that are `written`
 * only: damaged ones stay out of the output, and whoever reads it then takes four.
 */
export function filterOf(codec: string, body: Buffer | null, written = body): SampleFilter | null {
  const length = (at: number): number => ((written?.[at] ?? 3) & 3) + 1;
  if (codec === 'V_MPEG4/ISO/AVC')
    return {
      kind: 'units',
      rules: { coding: 'avc', dolby: true, clock: clockFor(body && sequenceOf(body)) },
      lengthSize: length(4),
    };
  if (codec === 'V_MPEGH/ISO/HEVC')
    return { kind: 'units', rules: { coding: 'hevc', dolby: true }, lengthSize: length(21) };
  if (codec === 'V_PRORES') return { kind: 'prores' };
  if (codec === 'V_MJPEG') return { kind: 'jpeg' };
  if (codec === 'V_MPEG1' || codec === 'V_MPEG2')
    return { kind: 'start-codes', visual: false, clock: new GroupClock() };
  if (codec.startsWith('V_MPEG4/ISO/')) return { kind: 'start-codes', visual: 'plain' };
  if (codec === 'V_AV1') return { kind: 'av1' };
  if (/^A_(?:AAC|MPEG\/L[23])/.test(codec)) return { kind: 'names' };
  if (codec === 'A_MS/ACM' && body && body.length >= 2 && namedWaves.has(body.readUInt16LE(0)))
    return { kind: 'names' };
  if (codec !== 'V_MS/VFW/FOURCC' || !body || body.length < 20) return null;
  const fourcc = body.toString('latin1', 16, 20).toUpperCase();
  if (/^(?:FMP4|MP4V)$/.test(fourcc)) return { kind: 'start-codes', visual: 'plain' };
  if (/^(?:DIVX|XVID|DX50)$/.test(fourcc)) return { kind: 'start-codes', visual: 'tagged' };
  if (/^(?:MPEG|MPG[12]|MP[12]V)$/.test(fourcc))
    return { kind: 'start-codes', visual: false, clock: new GroupClock() };
  if (/^(?:H264|X264|AVC1)$/.test(fourcc)) {
    const settings = body.subarray(40);
    return settings.length >= 7 && settings[0] === 1
      ? filterOf('V_MPEG4/ISO/AVC', settings)
      : { kind: 'marked-units', rules: { coding: 'avc', dolby: false } };
  }
  if (/^(?:HEVC|HEV1|HVC1|H265|X265)$/.test(fourcc))
    return { kind: 'marked-units', rules: { coding: 'hevc', dolby: false } };
  if (isDvLetters(fourcc)) return { kind: 'dv' };
  return fourcc === 'MJPG' ? { kind: 'jpeg' } : null;
}
