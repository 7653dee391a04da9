import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const samples = new URL('../../samples/', import.meta.url);
export const sample = (name: string): Buffer => readFileSync(new URL(name, samples));

/** Runs a witness over bytes lying in a file of their own. A missing witness says what to install. */
export function onFile<T>(bytes: Uint8Array, name: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'anonymise-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function run(command: string, debianPackage: string, args: readonly string[]): Buffer {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`This test needs ${command}: apt-get install ${debianPackage}`);
    }
    throw error;
  }
}

/** Tags that describe samples, colour or orientation and nothing else. */
const structural = [
  /^(?:SourceFile|ExifTool:|System:|File:|Composite:|JFIF:)/,
  /^(?:File:)?APP14:/,
  /^EXIF:IFD0:Orientation$/,
  /^ICC_Profile:/,
  /^PNG:(?:ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|WhitePoint[XY]|(?:Red|Green|Blue)[XY]|SRGBRendering|PNG-pHYs:.*|BackgroundColor|SignificantBits|ProfileName)$/,
  /^PNG:(?:AnimationFrames|AnimationPlays)$/,
  /^QuickTime:(?:MajorBrand|MinorVersion|CompatibleBrands|HandlerType|PrimaryItemReference|MediaData.*|ImageSpatialExtent)$/,
  /^QuickTime:(?:HEVCConfiguration.*|General.*|GenProfile.*|ConstraintIndicatorFlags|MinSpatial.*|Parallelism.*|NumTemporal.*)$/,
  /^QuickTime:(?:Chroma.*|BitDepth.*|AverageFrameRate|ConstantFrameRate|Temporal.*|ImagePixelDepth|Rotation|Color.*)$/,
  /^QuickTime:(?:TransferCharacteristics|MatrixCoefficients|VideoFullRangeFlag|AV1.*|Seq.*|HighBitDepth|TwelveBit|InitialDelay.*)$/,
  /^QuickTime:(?:AuxiliaryImageType|Meta.*)$/,
  /^EXIF:IFD\d+:(?:SubfileType|Image(?:Width|Height)|BitsPerSample|Compression|PhotometricInterpretation|FillOrder)$/,
  /^EXIF:IFD\d+:(?:Strip(?:Offsets|ByteCounts)|Tile(?:Width|Length|Offsets|ByteCounts)|RowsPerStrip|SamplesPerPixel)$/,
  /^EXIF:IFD\d+:(?:[XY]Resolution|ResolutionUnit|PlanarConfiguration|Predictor|SampleFormat|ExtraSamples|Orientation)$/,
  /^EXIF:IFD\d+:(?:JPEGTables|YCbCr(?:SubSampling|Positioning|Coefficients)|ReferenceBlackWhite)$/,
  /^DICOM:(?:FileMetaInfo(?:GroupLength|Version)|(?:MediaStorage)?SOPClassUID|TransferSyntaxUID|ImageType|Modality|ConversionType)$/,
  /^DICOM:(?:SliceThickness|ImagerPixelSpacing|FrameTime|InstanceNumber|Image(?:Position|Orientation)Patient|PatientOrientation|Laterality)$/,
  /^DICOM:(?:SamplesPerPixel|PhotometricInterpretation|PlanarConfiguration|NumberOfFrames|FrameIncrementPointer|Rows|Columns)$/,
  /^DICOM:(?:Pixel(?:Spacing|AspectRatio|Representation|PaddingValue|Data|IntensityRelationship(?:Sign)?)|Bits(?:Allocated|Stored)|HighBit)$/,
  /^DICOM:(?:(?:Smallest|Largest)ImagePixelValue|Window(?:Center|Width)|Rescale(?:Intercept|Slope|Type)|LossyImageCompression.*)$/,
  /^DICOM:(?:Dose(?:Units|Type|SummationType|GridScaling)|GridFrameOffsetVector|(?:Start|End)Of(?:Item|Sequence|Items))$/,
];

const neutralValues: Readonly<Record<string, RegExp>> = {
  'ICC_Profile:ProfileDescription': /^(?:RGB|GRAY|CMYK)$/,
  'ICC_Profile:ProfileCopyright': /^None$/,
  'ICC_Profile:ICC-header:ProfileDateTime': /^0000:00:00 00:00:00$/,
  'ICC_Profile:ICC-header:DeviceManufacturer': /^$/,
  'ICC_Profile:ICC-header:DeviceModel': /^$/,
  'ICC_Profile:ICC-header:ProfileCreator': /^$/,
  'ICC_Profile:ICC-header:PrimaryPlatform': /^Unknown \(\)$/,
  'ICC_Profile:ICC-header:ProfileID': /^0$/,
  'PNG:ProfileName': /^ICC$/,
  'DICOM:PatientIdentityRemoved': /^YES$/,
  'DICOM:DeidentificationMethod': /^PS3\.15 Basic Profile/,
  ...Object.fromEntries(
    ['SOPInstanceUID', 'MediaStorageSOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID'].map((name) => [
      `DICOM:${name}`,
      /^2\.25\.\d+$/,
    ]),
  ),
  'DICOM:FrameOfReferenceUID': /^2\.25\.\d+$/,
  'DICOM:ImplementationClassUID': /^2\.25\.\d+$/,
  ...Object.fromEntries(
    [
      ...['StudyDate', 'StudyTime', 'AccessionNumber', 'ReferringPhysicianName', 'PatientName', 'PatientID'],
      ...['PatientBirthDate', 'PatientSex', 'StudyID', 'SeriesNumber'],
    ].map((name) => [`DICOM:${name}`, /^$/]),
  ),
};

/** Tags that ExifTool still sees and that are not merely structural. */
export function identifyingTags(bytes: Uint8Array, name: string): string[] {
  const text = onFile(bytes, name, (path) =>
    run('exiftool', 'libimage-exiftool-perl', ['-j', '-G0:1', '-a', '-u', '-ee', path]).toString('utf8'),
  );
  const [tags] = JSON.parse(text) as [Record<string, unknown>];
  return Object.entries(tags)
    .filter(([tag, value]) => {
      const neutral = neutralValues[tag];
      if (neutral) return !neutral.test(String(value));
      return !structural.some((form) => form.test(tag)) || tag.includes('Comment');
    })
    .map(([tag, value]) => `${tag}: ${String(value)}`);
}

export interface Raw {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Decoded samples as stored, colours as the profile has them. */
export async function raw(bytes: Uint8Array): Promise<Raw> {
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** A second decoder's samples of every frame, as one digest. */
export const ffmpegDigest = (bytes: Uint8Array, name: string): string =>
  onFile(bytes, name, (path) =>
    run('ffmpeg', 'ffmpeg', ['-v', 'quiet', '-i', path, '-f', 'md5', '-']).toString(),
  );

/** A picture with noise and shapes, so that every block holds coefficients. */
export function noise(width: number, height: number, channels: 1 | 3 | 4, seed = 1): Sharp {
  const data = Buffer.alloc(width * height * channels);
  let state = seed;
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = ((at * 3) % 200) + ((state >>> 24) % 56);
  }
  return sharp(data, { raw: { width, height, channels } });
}
