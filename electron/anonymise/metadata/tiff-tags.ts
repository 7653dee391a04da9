import type { Reason } from './reasons.ts';

export interface KnownTag {
  readonly name: string;
  readonly reason: Reason;
}

const table = (reason: Reason, tags: Readonly<Record<number, string>>): [number, KnownTag][] =>
  Object.entries(tags).map(([tag, name]) => [Number(tag), { name, reason }]);

/** Tags of TIFF 6.0 and Exif 3.0 that identify, by what they give away. */
export const knownTags: ReadonlyMap<number, KnownTag> = new Map([
  ...table('who', {
    315: 'Artist',
    33432: 'Copyright',
    40093: 'XPAuthor',
    42032: 'OwnerName',
    42039: 'Photographer',
    42040: 'ImageEditor',
  }),
  ...table('said', {
    269: 'DocumentName',
    270: 'ImageDescription',
    285: 'PageName',
    37510: 'UserComment',
    40091: 'XPTitle',
    40092: 'XPComment',
    40094: 'XPKeywords',
    40095: 'XPSubject',
    37395: 'ImageHistory',
    42038: 'ImageTitle',
  }),
  ...table('when', {
    306: 'ModifyDate',
    36867: 'DateTimeOriginal',
    36868: 'CreateDate',
    36880: 'OffsetTime',
    36881: 'OffsetTimeOriginal',
    36882: 'OffsetTimeDigitized',
    37520: 'SubSecTime',
    37521: 'SubSecTimeOriginal',
    37522: 'SubSecTimeDigitized',
  }),
  ...table('device', {
    271: 'Make',
    272: 'Model',
    305: 'Software',
    316: 'HostComputer',
    42035: 'LensMake',
    42036: 'LensModel',
    42034: 'LensInfo',
    42041: 'CameraFirmware',
    42042: 'RAWDevelopingSoftware',
    42043: 'ImageEditingSoftware',
    42044: 'MetadataEditingSoftware',
    50708: 'UniqueCameraModel',
  }),
  ...table('number', {
    42033: 'BodySerialNumber',
    42037: 'LensSerialNumber',
    42016: 'ImageUniqueID',
    50735: 'CameraSerialNumber',
    40965: 'InteropOffset',
  }),
  ...table('unknown', {
    37500: 'MakerNote',
    700: 'ApplicationNotes (XMP)',
    33723: 'IPTC',
    34377: 'Photoshop',
    50341: 'PrintIM',
    42240: 'Gamma',
    34675: 'ICC_Profile',
    59932: 'Padding',
  }),
  ...table('settings', {
    33434: 'ExposureTime',
    33437: 'FNumber',
    34850: 'ExposureProgram',
    34855: 'ISO',
    37377: 'ShutterSpeedValue',
    37378: 'ApertureValue',
    37379: 'BrightnessValue',
    37380: 'ExposureCompensation',
    37381: 'MaxApertureValue',
    37382: 'SubjectDistance',
    37383: 'MeteringMode',
    37384: 'LightSource',
    37385: 'Flash',
    37386: 'FocalLength',
    37396: 'SubjectArea',
    41495: 'SensingMethod',
    41728: 'FileSource',
    41729: 'SceneType',
    41985: 'CustomRendered',
    41986: 'ExposureMode',
    41987: 'WhiteBalance',
    41988: 'DigitalZoomRatio',
    41989: 'FocalLengthIn35mmFormat',
    41990: 'SceneCaptureType',
    41991: 'GainControl',
    41992: 'Contrast',
    41993: 'Saturation',
    41994: 'Sharpness',
    41996: 'SubjectDistanceRange',
  }),
]);

/** Tags that only describe the samples, or point to what is shown by itself. */
export const structuralTags: ReadonlySet<number> = new Set([
  0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010a, 0x0111, 0x0112, 0x0115, 0x0116, 0x0117,
  0x0118, 0x0119, 0x011a, 0x011b, 0x011c, 0x0128, 0x012d, 0x013d, 0x013e, 0x013f, 0x0140, 0x0142, 0x0143,
  0x0144, 0x0145, 0x0152, 0x0153, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214, 0x8769, 0x8825, 0x014a,
  0xa005, 0x9000, 0x9101, 0x9102, 0xa000, 0xa001, 0xa002, 0xa003, 0xa20b, 0xa20e, 0xa20f, 0xa210, 0xa302,
]);

export const gpsTags: Readonly<Record<number, string>> = {
  1: 'GPSLatitudeRef',
  2: 'GPSLatitude',
  3: 'GPSLongitudeRef',
  4: 'GPSLongitude',
  5: 'GPSAltitudeRef',
  6: 'GPSAltitude',
  7: 'GPSTimeStamp',
  8: 'GPSSatellites',
  9: 'GPSStatus',
  10: 'GPSMeasureMode',
  11: 'GPSDOP',
  12: 'GPSSpeedRef',
  13: 'GPSSpeed',
  14: 'GPSTrackRef',
  15: 'GPSTrack',
  16: 'GPSImgDirectionRef',
  17: 'GPSImgDirection',
  18: 'GPSMapDatum',
  19: 'GPSDestLatitudeRef',
  20: 'GPSDestLatitude',
  21: 'GPSDestLongitudeRef',
  22: 'GPSDestLongitude',
  27: 'GPSProcessingMethod',
  28: 'GPSAreaInformation',
  29: 'GPSDateStamp',
  30: 'GPSDifferential',
  31: 'GPSHPositioningError',
};

/** Further tags that a picture which is itself a TIFF needs for its samples. */
export const pageTags: ReadonlySet<number> = new Set([
  ...[266, 290, 291, 292, 293, 317, 332, 334, 336, 340, 341, 347, 512, 515, 517, 518, 519, 520, 521],
  ...[32995, 32996, 32997, 32998, 37439, 50674],
]);
