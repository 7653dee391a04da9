import { CustosError } from '../../../shared/kernel/error.ts';
import type { JxlBits, JxlWays } from '../../media/jxl-bits.ts';
import { jxlSize } from '../../media/jxl-structure.ts';

/** What the header of a picture says that its frames are read by. */
export interface JxlHeader {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly timecodes: boolean;
  readonly extraChannels: number;
  readonly xyb: boolean;
}

/** Such a picture can be shown and stored anew, but not copied: what it holds besides its samples would go with it. */
export const notCopied = (what: string): CustosError =>
  new CustosError(
    'unsupported',
    `This JPEG XL picture holds ${what}, which cannot be taken out of its coding. It can only be decoded and stored anew.`,
  );

/** Section D.3.8: what later editions may add. */
export function noExtensions(bits: JxlBits): void {
  if (bits.large() !== 0) throw notCopied('extensions that Custos does not know');
}

const nameWays: JxlWays = [
  [0, 0],
  [0, 4],
  [16, 5],
  [48, 10],
];

export function noName(bits: JxlBits): void {
  if (bits.number(nameWays) > 0) throw notCopied('named layers');
}

/** Section D.3.5. */
function skipBitDepth(bits: JxlBits): void {
  const float = bits.flag();
  const whole: JxlWays = [
    [8, 0],
    [10, 0],
    [12, 0],
    [1, 6],
  ];
  bits.number(whole);
  if (float) bits.take(4);
}

const transparency = 0;
const plainKinds = new Set([transparency, 1, 3, 4, 15, 16]);

/** Section D.3.6. */
function skipExtraChannel(bits: JxlBits): void {
  if (bits.flag()) return;
  const kind = bits.choice();
  if (!plainKinds.has(kind)) throw notCopied('colours of a printer or a sensor');
  skipBitDepth(bits);
  bits.number([
    [0, 0],
    [3, 0],
    [4, 0],
    [1, 3],
  ]);
  noName(bits);
  if (kind === transparency) bits.flag();
}

const coordinate: JxlWays = [
  [0, 19],
  [524_288, 19],
  [1_048_576, 20],
  [2_097_152, 21],
];

const skipPoints = (bits: JxlBits, count: number): void => {
  for (let index = 0; index < 2 * count; index += 1) bits.number(coordinate);
};

const custom = 2;
const [grey, opponent] = [1, 2];

/** Section E.2. A colour profile is coded with what it says of its maker and device. */
function skipColour(bits: JxlBits): void {
  if (bits.flag()) return;
  const profile = bits.flag();
  const space = bits.choice();
  if (profile) throw notCopied('a colour profile');
  if (space !== opponent) {
    if (bits.choice() === custom) skipPoints(bits, 1);
    if (space !== grey && bits.choice() === custom) skipPoints(bits, 3);
    if (bits.flag()) bits.take(24);
    else bits.choice();
  }
  bits.choice();
}

/** Section D.3.7. */
function skipToneMapping(bits: JxlBits): void {
  if (bits.flag()) return;
  bits.skipFractions(2);
  bits.flag();
  bits.skipFractions(1);
}

/** Section D.3.3; `timecodes` are those of each frame. */
function readAnimation(bits: JxlBits): { readonly timecodes: boolean } {
  bits.number([
    [100, 0],
    [1000, 0],
    [1, 10],
    [1, 30],
  ]);
  bits.number([
    [1, 0],
    [1001, 0],
    [1, 8],
    [1, 10],
  ]);
  bits.number([
    [0, 0],
    [0, 3],
    [0, 16],
    [0, 32],
  ]);
  return { timecodes: bits.flag() };
}

/** Turning, the size it is shown in, preview and animation (section D.3.1). */
function readExtraFields(bits: JxlBits): { readonly animated: boolean; readonly timecodes: boolean } {
  bits.take(3);
  if (bits.flag()) jxlSize(bits);
  if (bits.flag()) throw notCopied('a smaller picture');
  return bits.flag() ? { animated: true, ...readAnimation(bits) } : { animated: false, timecodes: false };
}

/** Weights that stand in place of the usual ones (section D.3.9). */
function skipTransformData(bits: JxlBits, xyb: boolean): void {
  if (bits.flag()) return;
  if (xyb && !bits.flag()) bits.skipFractions(16);
  const mask = bits.take(3);
  for (const [index, weights] of [15, 55, 210].entries())
    if ((mask >> index) & 1) bits.skipFractions(weights);
}

function readMetadata(bits: JxlBits): Omit<JxlHeader, 'width' | 'height'> {
  if (bits.flag()) return { animated: false, timecodes: false, extraChannels: 0, xyb: true };
  const more = bits.flag();
  const played = more ? readExtraFields(bits) : { animated: false, timecodes: false };
  skipBitDepth(bits);
  bits.flag();
  const extraChannels = bits.number([
    [0, 0],
    [1, 0],
    [2, 4],
    [1, 12],
  ]);
  for (let index = 0; index < extraChannels && !bits.over; index += 1) skipExtraChannel(bits);
  const xyb = bits.flag();
  skipColour(bits);
  if (more) skipToneMapping(bits);
  noExtensions(bits);
  return { ...played, extraChannels, xyb };
}

/** The header up to the first frame (sections D.2 and D.3). @throws CustosError `unsupported` where something else is in it. */
export function readJxlHeader(bits: JxlBits): JxlHeader {
  const size = jxlSize(bits);
  const metadata = readMetadata(bits);
  skipTransformData(bits, metadata.xyb);
  bits.align();
  return { ...size, ...metadata };
}
