/*
 * The keep-list for DICOM (PS3.15 annex E, Basic Application Level Confidentiality Profile, read the other way round):
 * what decoding and correct display need survives, in a checked form; what an object must have though it may be empty
 * (action Z) is emptied; identifiers become others (action U); all else goes (action X), private groups with it.
 */

export type Rule =
  /** Action Z: there, and empty. */
  | { readonly keep: 'empty'; readonly vr: string }
  /** Moved by the days of the subject, where there are any (option C of table E.1-1); else empty or left out. */
  | { readonly keep: 'dated'; readonly vr: 'DA' | 'TM' | 'DT'; readonly otherwise: 'empty' | 'nothing' }
  /** Action U: another identifier in its place, the same one each time. */
  | { readonly keep: 'uid' }
  /** An identifier that the standard itself gives out: classes of objects, transfer syntaxes. */
  | { readonly keep: 'standard' }
  /** Decimal or whole numbers as text, each of at most so many characters. */
  | { readonly keep: 'numbers'; readonly vr: 'DS' | 'IS'; readonly longest: number; readonly most: number }
  /** Numbers of a fixed width; `own` takes the sign that the samples have. */
  | {
      readonly keep: 'binary';
      readonly vr: 'US' | 'SS' | 'UL' | 'SL' | 'FL' | 'FD' | 'own';
      readonly most: number;
    }
  /** Words of a closed list, at most so many. */
  | {
      readonly keep: 'words';
      readonly vr: 'CS' | 'LO';
      readonly words: ReadonlySet<string>;
      readonly most: number;
    }
  /** Entries of a look-up table. */
  | { readonly keep: 'table' }
  | { readonly keep: 'profile' }
  /** Names of elements that are kept. */
  | { readonly keep: 'pointer' }
  | { readonly keep: 'items'; readonly rules: Rules };

export type Rules = ReadonlyMap<number, Rule>;

const empty = (vr: string): Rule => ({ keep: 'empty', vr });
const dated = (vr: 'DA' | 'TM' | 'DT', otherwise: 'empty' | 'nothing' = 'nothing'): Rule => ({
  keep: 'dated',
  vr,
  otherwise,
});
const uid: Rule = { keep: 'uid' };
const standard: Rule = { keep: 'standard' };
/** Positions of thousands of frames in one element. */
const valueLimit = 100_000;
const decimal: Rule = { keep: 'numbers', vr: 'DS', longest: 16, most: valueLimit };
const whole = (longest: number, most = 1): Rule => ({ keep: 'numbers', vr: 'IS', longest, most });
const binary = (vr: 'US' | 'SS' | 'UL' | 'SL' | 'FL' | 'FD' | 'own', most = 1): Rule => ({
  keep: 'binary',
  vr,
  most,
});
const words = (list: string, most = 1, vr: 'CS' | 'LO' = 'CS'): Rule => ({
  keep: 'words',
  vr,
  words: new Set(list.split('|')),
  most,
});
const items = (...rules: readonly (readonly [number, Rule])[]): Rule => ({
  keep: 'items',
  rules: new Map(rules),
});

const modalities =
  'AR|AS|ASMT|AU|BDUS|BI|BMD|CD|CF|CR|CS|CT|DD|DF|DG|DM|DOC|DS|DX|EC|ECG|EEG|EMG|EOG|EPS|ES|FA|FID|FS|GM|HC|HD|IO|IOL|IVOCT|IVUS|KER|KO|LEN|LP|LS|M3D|MA|MG|MR|MS|NM|OAM|OCT|OP|OPM|OPR|OPT|OPTBSV|OPTENF|OPV|OSS|OT|PA|PLAN|POS|PR|PT|PX|REG|RESP|RF|RG|RTDOSE|RTIMAGE|RTINTENT|RTPLAN|RTRAD|RTRECORD|RTSEGANN|RTSTRUCT|RWV|SEG|SM|SMR|SR|SRF|ST|STAIN|TEXTUREMAP|TG|US|VA|VF|XA|XC';
const photometric =
  'MONOCHROME1|MONOCHROME2|PALETTE COLOR|RGB|YBR_FULL|YBR_FULL_422|YBR_PARTIAL_422|YBR_PARTIAL_420|YBR_ICT|YBR_RCT|XYB|ARGB|HSV|CMYK';

const table = [
  [0x00283002, binary('own', 3)],
  [0x00283004, words('HU|US|OD|MGML|Z_EFF|ED|EDW|HU_MOD|PCT', 1, 'LO')],
  [0x00283006, { keep: 'table' }],
] as const;
const rescaling = [
  [0x00281052, decimal],
  [0x00281053, decimal],
  [0x00281054, words('HU|US|OD|MGML|Z_EFF|ED|EDW|HU_MOD|PCT', 1, 'LO')],
] as const;
const windows = [
  [0x00281050, decimal],
  [0x00281051, decimal],
  [0x00281056, words('LINEAR|LINEAR_EXACT|SIGMOID')],
] as const;

/** What tells of each frame of an enhanced object how it is shown and where it lies (PS3.3 C.7.6.16). */
const functionalGroups = items(
  [0x00209113, items([0x00200032, decimal])],
  [0x00209116, items([0x00200037, decimal])],
  [0x00289110, items([0x00180050, decimal], [0x00180088, decimal], [0x00280030, decimal])],
  [0x00289132, items(...windows)],
  [0x00289145, items(...rescaling)],
  [
    0x0048021a,
    items(
      [0x0040072a, decimal],
      [0x0040073a, decimal],
      [0x0040074a, decimal],
      [0x0048021e, binary('SL')],
      [0x0048021f, binary('SL')],
    ),
  ],
  [0x0062000a, items([0x0062000b, binary('US')])],
);

/** Where in an ultrasound picture its scan lies, and its measure (PS3.3 C.8.5.5). */
const ultrasoundRegions = items(
  ...[0x00186012, 0x00186014, 0x00186024, 0x00186026].map((tag) => [tag, binary('US')] as const),
  ...[0x00186016, 0x00186018, 0x0018601a, 0x0018601c, 0x0018601e].map((tag) => [tag, binary('UL')] as const),
  ...[0x00186020, 0x00186022].map((tag) => [tag, binary('SL')] as const),
  ...[0x00186028, 0x0018602a, 0x0018602c, 0x0018602e].map((tag) => [tag, binary('FD')] as const),
);

/** The data set of an object. Samples themselves are treated apart. */
export const objectRules: Rules = new Map<number, Rule>([
  [0x00080008, words('ORIGINAL|DERIVED|PRIMARY|SECONDARY', 2)],
  [0x00080016, standard],
  [0x00080018, uid],
  [0x00080020, dated('DA', 'empty')],
  [0x00080021, dated('DA')],
  [0x00080022, dated('DA')],
  [0x00080023, dated('DA')],
  [0x0008002a, dated('DT')],
  [0x00080030, dated('TM', 'empty')],
  [0x00080031, dated('TM')],
  [0x00080032, dated('TM')],
  [0x00080033, dated('TM')],
  [0x00080050, empty('SH')],
  [0x00080060, words(modalities)],
  [0x00080064, words('DV|DI|DF|WSD|SD|SI|DRW|SYN')],
  [0x00080090, empty('PN')],
  [0x00082144, whole(4)],
  [0x00100010, empty('PN')],
  [0x00100020, empty('LO')],
  [0x00100030, empty('DA')],
  [0x00100040, empty('CS')],
  [0x00180040, whole(4)],
  [0x00180050, decimal],
  [0x00180088, decimal],
  [0x00181063, decimal],
  [0x00181065, decimal],
  [0x00181164, decimal],
  [0x00182010, decimal],
  [0x00186011, ultrasoundRegions],
  [0x0020000d, uid],
  [0x0020000e, uid],
  [0x00200010, empty('SH')],
  [0x00200011, empty('IS')],
  [0x00200013, whole(5)],
  [
    0x00200020,
    words('L|R|A|P|H|F|LA|LP|LH|LF|RA|RP|RH|RF|AL|AR|AH|AF|PL|PR|PH|PF|HL|HR|HA|HP|FL|FR|FA|FP', 2),
  ],
  [0x00200032, decimal],
  [0x00200037, decimal],
  [0x00200052, uid],
  [0x00200060, words('L|R')],
  [0x00200062, words('L|R|U|B')],
  [0x00209311, words('3D|3D_TEMPORAL|TILED_FULL|TILED_SPARSE')],
  [0x00280002, binary('US')],
  [0x00280004, words(photometric)],
  [0x00280006, binary('US')],
  [0x00280008, whole(7)],
  [0x00280009, { keep: 'pointer' }],
  [0x00280010, binary('US')],
  [0x00280011, binary('US')],
  [0x00280030, decimal],
  [0x00280034, whole(6, 2)],
  [0x00280100, binary('US')],
  [0x00280101, binary('US')],
  [0x00280102, binary('US')],
  [0x00280103, binary('US')],
  [0x00280106, binary('own')],
  [0x00280107, binary('own')],
  [0x00280120, binary('own')],
  [0x00280121, binary('own')],
  [0x00281040, words('LIN|LOG')],
  [0x00281041, binary('SS')],
  ...windows,
  ...rescaling,
  [0x00281101, binary('own', 3)],
  [0x00281102, binary('own', 3)],
  [0x00281103, binary('own', 3)],
  [0x00281201, { keep: 'table' }],
  [0x00281202, { keep: 'table' }],
  [0x00281203, { keep: 'table' }],
  [0x00281221, { keep: 'table' }],
  [0x00281222, { keep: 'table' }],
  [0x00281223, { keep: 'table' }],
  [0x00282000, { keep: 'profile' }],
  [0x00282110, words('00|01')],
  [0x00282112, decimal],
  [0x00282114, words('ISO_10918_1|ISO_14495_1|ISO_15444_1|ISO_13818_2|ISO_14496_10|ISO_23008_2')],
  [0x00283000, items(...table)],
  [0x00283010, items(...table)],
  [0x00480006, binary('UL')],
  [0x00480007, binary('UL')],
  [0x00620001, words('BINARY|FRACTIONAL|LABELMAP')],
  [0x00620010, words('PROBABILITY|OCCUPANCY')],
  [0x0062000e, binary('US')],
  [0x20500020, words('IDENTITY|INVERSE')],
  [0x30040002, words('GY|RELATIVE')],
  [0x30040004, words('PHYSICAL|EFFECTIVE|ERROR')],
  [
    0x3004000a,
    words(
      'PLAN|MULTI_PLAN|PLAN_OVERVIEW|FRACTION|BEAM|BRACHY|FRACTION_SESSION|BEAM_SESSION|BRACHY_SESSION|CONTROL_POINT|RECORD',
    ),
  ],
  [0x3004000c, decimal],
  [0x3004000e, decimal],
  [0x52009229, functionalGroups],
  [0x52009230, functionalGroups],
]);

/** Elements that may tell which of the others runs from frame to frame. */
export const pointable: ReadonlySet<number> = new Set([0x00181063, 0x00181065, 0x3004000c]);
