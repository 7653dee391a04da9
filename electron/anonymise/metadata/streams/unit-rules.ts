import type { AvcClock } from './avc-clock.ts';

/** The two codings whose samples are rows of units (ITU-T H.264 7.3.1, H.265 7.3.1). */
export type UnitCoding = 'avc' | 'hevc';

export interface UnitRules {
  readonly coding: UnitCoding;
  /** Dolby Vision carries its display data in units 62 and 63, which others may not use. */
  readonly dolby: boolean;
  /** Takes the time of day out of picture timing in H.264; without one such messages go whole. */
  readonly clock?: AvcClock;
  /** The same where the parameter sets lie among the pictures. */
  readonly learning?: AvcClock;
}
