import { basename, extname } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { identifiesInName } from '../../../shared/domain/survey/in-name.ts';
import type { SurveyedFile } from './look-at-file.ts';
import { bars, html, number, percent, yearsChart, yearsKey } from './report-charts.ts';

type Survey = Output<'survey.show'>;

interface PageOptions {
  /** Names that seem to identify are printed as well. */
  readonly names: boolean;
  readonly at: Date;
}

/** Longer lists are cut: the whole of it is in the JSON of the command. */
const listed = 200;

const kindNames = {
  photo: 'Photographs and other pictures',
  video: 'Films',
  audio: 'Sound recordings',
} as const;
const givesNames: Readonly<Record<string, string>> = {
  who: 'Who: names, owners, accounts',
  where: 'Where: places, positions',
  when: 'When: days and times',
  device: 'Device: models, serial numbers',
  text: 'Free text: titles, comments',
  picture: 'Other pictures inside the file',
  other: 'Anything else not needed',
};
const faultNames: Readonly<Record<string, string>> = {
  empty: 'The file is empty',
  unrecognised: 'No recording that Custos knows',
  unsupported: 'A kind that Custos does not take in yet',
  truncated: 'Ends too early',
  unreadable: 'Damaged',
  'too-large': 'Too large',
  hostile: 'Looks as if it were made to do harm',
  'timed-out': 'Took too long to read',
  crashed: 'Stopped the program that reads it',
  'missing-tool': 'Needs ffmpeg, which is not installed here',
  missing: 'Gone while it was looked for',
  'not-readable': 'May not be read',
  'folder-not-readable': 'A folder that may not be read',
  internal: 'Not foreseen',
};
const passedNames: Readonly<Record<string, string>> = {
  hidden: 'hidden files',
  system: 'files of the system',
  sidecar: 'sidecars (descriptions beside a picture)',
  link: 'links and devices',
  library: 'Custos libraries',
};

const style = `
:root{color-scheme:light}*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#1b1f22;background:#fff;margin:0 auto;padding:2rem 1.5rem;max-width:52rem}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid #c9ced1;padding-bottom:.25rem}
p{margin:.5rem 0;max-width:44rem}.lead{font-size:1.08rem}.quiet{color:#4a5257}
svg{width:100%;height:auto;display:block;margin:.75rem 0;font:13px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#1b1f22}.bar{fill:#1f5f7a}
.figures{display:grid;grid-template-columns:repeat(3,1fr);gap:.75rem;margin:1.25rem 0;padding:0;list-style:none}
.figures li{border:1px solid #c9ced1;border-radius:4px;padding:.6rem .75rem}.figures b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums;line-height:1.2}
.key{list-style:none;padding:0;display:grid;gap:.2rem}.key li{display:flex;align-items:center;gap:.5rem}.swatch{width:18px;height:12px;margin:0;flex:none}.none{border:1px dashed #4a5257}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.75rem 0}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #dfe3e5;overflow-wrap:anywhere}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.next{border-left:4px solid #1f5f7a;padding:.1rem 0 .1rem 1rem;margin:1rem 0}
@page{size:A4;margin:16mm}@media print{body{padding:0;max-width:none;font-size:10.5pt}h2{break-after:avoid}.key{break-before:avoid}tr,svg,.key,.figures li{break-inside:avoid}}
`;

/** The folder's own name, where it may be printed. */
function inPlace(place: string, { names }: PageOptions): string {
  const name = basename(place) || place;
  const { number, words } = identifiesInName(name);
  return !names && (number || words) ? 'a folder' : name;
}

/** A name as the page may print it: those that seem to identify are withheld unless they were asked for. */
function nameOf(row: SurveyedFile, { names }: PageOptions): string {
  if (names || !(row.inName.number || row.inName.words)) return `<bdi>${html(row.file)}</bdi>`;
  const ending = extname(row.file);
  return `<span class="quiet">name withheld${/^\.\w{1,5}$/.test(ending) ? ` (${html(ending)})` : ''}</span>`;
}

const sizeText = (bytes: number): string => {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** unit;
  return `${amount.toLocaleString('en-GB', { maximumFractionDigits: unit === 0 ? 0 : 1 })}&nbsp;${units[unit]}`;
};

const files = (count: number): string => `${number(count)} ${count === 1 ? 'file' : 'files'}`;

/** A list with a heading row; cut where it is long, and it says so. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = rows.slice(0, listed);
  const more =
    rows.length > listed
      ? `<p class="quiet">${number(rows.length - listed)} more; the command lists all of them with --json.</p>`
      : '';
  return `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${shown
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>${more}`;
}

function figures({ counts }: Survey): string {
  const readable = counts.files - counts.unreadable.files;
  const shown: readonly (readonly [string, string])[] = [
    [number(readable), 'recordings that can be taken in'],
    [percent(counts.legacy.share), 'certainly or perhaps from before 1997'],
    [number(counts.metadata.identifying), 'with metadata that identify'],
    [number(counts.annotations.likely), 'with writing in the picture, roughly'],
    [number(counts.duplicates.files), `the same again (${sizeText(counts.duplicates.bytes)})`],
    [number(counts.unreadable.files), 'that cannot be read'],
  ];
  return `<ul class="figures">${shown.map(([figure, words]) => `<li><b>${figure}</b>${words}</li>`).join('')}</ul>`;
}

function whatItIs({ counts }: Survey): string {
  const kinds = Object.entries(kindNames).map(([kind, label]) => ({ label, count: counts.kinds[kind] ?? 0 }));
  const containers = Object.entries(counts.containers)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${html(name.toUpperCase())} ${number(count)}`);
  const passed = Object.entries(counts.passedOver).flatMap(([why, count]) =>
    count > 0 ? [`${number(count)} ${passedNames[why] ?? why}`] : [],
  );
  return `<h2>What is there</h2>${bars('Kinds', kinds)}<p class="quiet">Formats, told by content: ${containers.join(', ') || 'none'}.</p>${
    passed.length > 0 ? `<p class="quiet">Passed over: ${html(passed.join(', '))}.</p>` : ''
  }`;
}

function whenMade({ counts }: Survey): string {
  const { before, perhaps, after, unknown } = counts.legacy;
  const rows = [
    { label: 'Before 1997', count: before },
    { label: 'Perhaps: only its name says so', count: perhaps },
    { label: '1997 or later', count: after },
    { label: 'Not known', count: unknown },
  ];
  return `<h2>When it was made</h2>${yearsChart(counts.years)}${yearsKey(counts.dateSources)}<p>The day a file was last written is no day of making: such files are not in the chart.</p>${bars('Legacy', rows)}<p>Recordings made for teaching before 1 January 1997 may stay in use only if the patient cannot be recognised, and are to be replaced where that is possible [15, 16]. Scans of old slides carry the day of scanning or none: somebody who knows the collection should say what it is.</p>`;
}

function whatIdentifies({ counts }: Survey): string {
  const { read, notReadYet, identifying, givesAway } = counts.metadata;
  const rows = Object.entries(givesNames).map(([name, label]) => ({ label, count: givesAway[name] ?? 0 }));
  const { numbers, words } = counts.inNames;
  return `<h2>What identifies</h2><p>${files(identifying)} say more than is needed to show the picture. The metadata of ${number(read)} were read whole; of ${number(notReadYet)} only the date could be read yet, so their figures are too low.</p>${bars('What metadata give away', rows)}<p>Names of files and folders: ${number(numbers)} hold what fits an NHS number or its like, ${number(words)} words that may be somebody’s name.</p><p>${number(counts.annotations.likely)} of ${number(counts.annotations.looked)} pictures seem to have writing in them. This is a rough indication: it misses small and faint writing and takes some patterns for it.</p>`;
}

function twice(rows: readonly SurveyedFile[], options: PageOptions): string {
  const byName = new Map(rows.map((row) => [row.file, row]));
  const firstOf = (name: string): string => {
    const first = byName.get(name);
    return first ? nameOf(first, options) : '';
  };
  const same = rows.flatMap((row) =>
    row.duplicateOf === null ? [] : [[firstOf(row.duplicateOf), nameOf(row, options), sizeText(row.bytes)]],
  );
  const alike = rows.flatMap((row) =>
    row.looksLike === null ? [] : [[firstOf(row.looksLike), nameOf(row, options)]],
  );
  if (same.length + alike.length === 0) return '';
  return `<h2>Twice in the folder</h2>${same.length > 0 ? `<h3>The same content</h3>${table(['First', 'Again', 'Size'], same)}` : ''}${alike.length > 0 ? `<h3>Looks the same</h3><p class="quiet">Perhaps a smaller copy or another save of the same picture.</p>${table(['First', 'Looks like it'], alike)}` : ''}`;
}

function cannotBeRead(rows: readonly SurveyedFile[], options: PageOptions): string {
  const faulty = rows.flatMap((row) =>
    row.error
      ? [[nameOf(row, options), html(faultNames[row.error.code] ?? row.error.code), html(row.error.message)]]
      : [],
  );
  if (faulty.length === 0) return '<h2>What cannot be read</h2><p>Nothing: every file could be read.</p>';
  return `<h2>What cannot be read</h2>${table(['File', 'Why', 'What was found'], faulty)}`;
}

const longDay = (at: Date): string =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

const partly = ({ state, done, total }: Survey): string =>
  state === 'done'
    ? ''
    : `<p><strong>This survey was not finished: ${number(done)} of ${files(total)} were looked at.</strong></p>`;

/** The survey as a page for the department: one file that needs nothing else, for the screen and for A4. */
export function surveyPage(survey: Survey, rows: readonly SurveyedFile[], options: PageOptions): string {
  const { counts } = survey;
  const title = `Survey of ${inPlace(survey.place, options)}`;
  const folder = options.names ? survey.place : inPlace(survey.place, options);
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${html(title)}</title><style>${style}</style></head>
<body><main><h1><bdi>${html(title)}</bdi></h1><p class="quiet">${html(longDay(options.at))} · folder <bdi>${html(folder)}</bdi> · Custos</p>
<p class="lead">${files(counts.files)} were looked at, ${sizeText(counts.bytes)} in all. Nothing in the folder was changed, moved or copied.</p>${partly(survey)}
${figures(survey)}
<div class="next"><p><strong>Before it is taken in:</strong> settle who says what the undated recordings were made for, and clear out what is there twice. When it is taken in, every file is classified before it can be used, the originals stay as they are, and metadata and writing are removed in copies.</p></div>
${whatItIs(survey)}${whenMade(survey)}${whatIdentifies(survey)}${twice(rows, options)}${cannotBeRead(rows, options)}
${options.names ? '' : '<p class="quiet">Names that seem to identify somebody are counted here and not printed.</p>'}</main></body></html>
`;
}
