/**
 * What the value of an element in a cleaned DICOM file may be: a text of an exact form, nothing, decimal numbers, a
 * table, a colour profile, samples, a day moved, a time of such a day, further elements, or at most so many bytes of numbers.
 */
export type ValueForm =
  | RegExp
  | 'day'
  | 'time'
  | 'moment'
  | 'empty'
  | 'decimals'
  | 'table'
  | 'profile'
  | 'pixels'
  | 'items'
  | number;

const newIdentifier = /^2\.25\.\d{1,39}\0?$/;
const standardIdentifier = /^1\.2\.840\.10008\.[0-9.]+\0?$/;
const anySyntax = /^1\.2\.[0-9.]+\0?$/;
const count = /^\d{1,7} ?$/;

const listed = (list: string, most = 1): RegExp => {
  const word = `(?:${list})`;
  return new RegExp(`^${word}(?:\\\\${word}){0,${most - 1}} ?$`);
};

const units = listed('HU|US|OD|MGML|Z_EFF|ED|EDW|HU_MOD|PCT');
const direction = listed('[LRAPHF]{1,2}', 2);

const rows: readonly (readonly [places: string, form: ValueForm])[] = [
  ['00020000', 4],
  ['00020001', 2],
  ['00020002 00080016', standardIdentifier],
  ['00020003 00020012 00080018 0020000d 0020000e 00200052', newIdentifier],
  ['00020010', anySyntax],
  ['00080008', listed('ORIGINAL|DERIVED|PRIMARY|SECONDARY', 2)],
  ['00080020 00080021 00080022 00080023', 'day'],
  ['00080030 00080031 00080032 00080033', 'time'],
  ['0008002a', 'moment'],
  ['00080050 00080090 00100010 00100020 00100030 00100040 00200010 00200011', 'empty'],
  ['00080060', listed('[A-Z0-9]{2,10}')],
  ['00080064', listed('DV|DI|DF|WSD|SD|SI|DRW|SYN')],
  ['00082144 00180040', /^\d{1,4} ?$/],
  ['00120062', /^YES $/],
  ['00120063', /^PS3\.15 Basic Profile(?:, Clean Pixel Data Option)?(?:, Modified Dates)? ?$/],
  ['00180050 00180088 00181063 00181065 00181164 00182010 00200032 00200037 00280030 00281050', 'decimals'],
  ['00281051 00281052 00281053 00282112 3004000c 3004000e', 'decimals'],
  ['00186011 00283000 00283010 52009229 52009230', 'items'],
  ['00186011/00186012 00186011/00186014 00186011/00186024 00186011/00186026', 2],
  ['00186011/00186016 00186011/00186018 00186011/0018601a 00186011/0018601c 00186011/0018601e', 4],
  ['00186011/00186020 00186011/00186022', 4],
  ['00186011/00186028 00186011/0018602a 00186011/0018602c 00186011/0018602e', 8],
  ['00200013', /^[-+]?\d{1,5} ?$/],
  ['00200020', direction],
  ['00200060', listed('L|R')],
  ['00200062', listed('L|R|U|B')],
  ['00209311', listed('3D|3D_TEMPORAL|TILED_FULL|TILED_SPARSE')],
  ['00280002 00280006 00280010 00280011 00280100 00280101 00280102 00280103 00280106 00280107', 2],
  ['00280120 00280121 00281041 0062000e', 2],
  ['00280004', listed('MONOCHROME[12]|PALETTE COLOR|RGB|ARGB|HSV|CMYK|XYB|YBR_[A-Z]+(?:_42[02])?')],
  ['00280008', count],
  ['00280009', 4],
  ['00280034', listed('\\d{1,6}', 2)],
  ['00280301', /^NO$/],
  ['00281040', listed('LIN|LOG')],
  ['00281054', units],
  ['00281056', listed('LINEAR|LINEAR_EXACT|SIGMOID')],
  ['00281101 00281102 00281103', 6],
  ['00281201 00281202 00281203 00281221 00281222 00281223', 'table'],
  ['00282000', 'profile'],
  ['00282110', listed('0[01]')],
  ['00282114', listed('ISO_\\d{5}_\\d{1,2}')],
  ['00283000/00283002 00283010/00283002', 6],
  ['00283000/00283004 00283010/00283004', units],
  ['00283000/00283006 00283010/00283006', 'table'],
  ['00480006 00480007', 4],
  ['00620001', listed('BINARY|FRACTIONAL|LABELMAP')],
  ['00620010', listed('PROBABILITY|OCCUPANCY')],
  ['20500020', listed('IDENTITY|INVERSE')],
  ['30040002', listed('GY|RELATIVE')],
  ['30040004', listed('PHYSICAL|EFFECTIVE|ERROR')],
  ['3004000a', listed('[A-Z_]{4,15}')],
  ['7fe00008 7fe00009 7fe00010', 'pixels'],
];

/** What stands in the groups of an enhanced object, for all frames and for each. */
const grouped: readonly (readonly [places: string, form: ValueForm])[] = [
  ['00209113 00209116 00289110 00289132 00289145 0048021a 0062000a', 'items'],
  ['00209113/00200032 00209116/00200037 00289110/00180050 00289110/00180088 00289110/00280030', 'decimals'],
  ['00289132/00281050 00289132/00281051 00289145/00281052 00289145/00281053', 'decimals'],
  ['00289132/00281056', listed('LINEAR|LINEAR_EXACT|SIGMOID')],
  ['00289145/00281054', units],
  ['0048021a/0040072a 0048021a/0040073a 0048021a/0040074a', 'decimals'],
  ['0048021a/0048021e 0048021a/0048021f', 4],
  ['0062000a/0062000b', 2],
];

const spread = (from: typeof rows, before: string): [string, ValueForm][] =>
  from.flatMap(([places, form]) =>
    places.split(' ').map((place) => [before + place, form] as [string, ValueForm]),
  );

/** The elements that may stand in a cleaned file, by the chain of sequences that leads to each. */
export const dicomForms: ReadonlyMap<string, ValueForm> = new Map([
  ...spread(rows, ''),
  ...spread(grouped, '52009229/'),
  ...spread(grouped, '52009230/'),
]);
