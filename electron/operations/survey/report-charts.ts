import { dateSources } from '../../../shared/domain/survey/legacy.ts';
import type { Counts } from './counts.ts';

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML. What steers a line or its direction is shown as its number. */
export const html = (text: string): string =>
  text
    .replace(
      /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu,
      (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

export const number = (count: number): string => count.toLocaleString('en-GB');

export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? 'under 1 %' : `${Math.round(share * 100)} %`;

export interface Bar {
  readonly label: string;
  readonly count: number;
  readonly note?: string;
}

const barHeight = 26;
const labelWidth = 230;
const barWidth = 300;

/** Bars with their counts beside them; the drawing is told in words as well. */
export function bars(title: string, rows: readonly Bar[]): string {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const drawn = rows.map(({ label, count, note }, at) => {
    const y = at * barHeight;
    const width = (count / most) * barWidth;
    const words = note ? `${number(count)}  ${note}` : number(count);
    return `<text x="${labelWidth - 10}" y="${y + 17}" text-anchor="end">${html(label)}</text><rect x="${labelWidth}" y="${y + 4}" width="${width.toFixed(1)}" height="17" class="bar"/><text x="${(labelWidth + width + 8).toFixed(1)}" y="${y + 17}">${html(words)}</text>`;
  });
  const told = rows.map(({ label, count }) => `${label}: ${number(count)}`).join('; ');
  return `<svg role="img" aria-label="${html(`${title}. ${told}`)}" viewBox="0 0 720 ${Math.max(1, rows.length) * barHeight + 4}">${drawn.join('')}</svg>`;
}

const sourceFills: Readonly<Record<string, string>> = {
  camera: '#1f5f7a',
  container: '#4f93ad',
  name: 'url(#hatched)',
};
const sourceWords: Readonly<Record<string, string>> = {
  camera: 'by the camera’s own clock',
  container: 'by the clock of the recorder',
  name: 'by a year in the name of the file or folder',
  fileSystem: 'with only the day the file was last written',
  unknown: 'with no date at all',
};

const plot = { left: 46, top: 12, width: 660, height: 170 };

/** Files by year, stacked by who says so. */
export function yearsChart(years: Counts['years']): string {
  const known = Object.keys(years)
    .filter((year) => /^\d{4}$/.test(year))
    .map(Number);
  if (known.length === 0) return '<p>No file says in which year it was made.</p>';
  const first = Math.min(...known);
  const last = Math.max(...known);
  const sums = new Map(
    known.map((year) => [year, Object.values(years[year] ?? {}).reduce((a, b) => a + b, 0)]),
  );
  const most = Math.max(...sums.values());
  const step = plot.width / (last - first + 1);
  const columns = known.flatMap((year) => {
    let below = 0;
    return dateSources.flatMap((source) => {
      const count = years[year]?.[source] ?? 0;
      const fill = sourceFills[source];
      if (count === 0 || !fill) return [];
      const height = (count / most) * plot.height;
      below += height;
      const x = plot.left + (year - first) * step;
      const y = plot.top + plot.height - below;
      return `<rect x="${(x + step * 0.1).toFixed(1)}" y="${y.toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}" stroke="#1f5f7a" stroke-width="0.5"/>`;
    });
  });
  const every = Math.max(1, Math.ceil((last - first + 1) / 14));
  const marks = Array.from({ length: last - first + 1 }, (_, at) => first + at)
    .filter((year) => (year - first) % every === 0)
    .map(
      (year) =>
        `<text x="${(plot.left + (year - first + 0.5) * step).toFixed(1)}" y="${plot.top + plot.height + 18}" text-anchor="middle">${year}</text>`,
    );
  const border =
    first < 1997 && last >= 1997
      ? `<path d="M${(plot.left + (1997 - first) * step).toFixed(1)} ${plot.top - 6}v${plot.height + 6}" stroke="#8a1f1f" stroke-width="1.5" stroke-dasharray="5 3"/><text x="${(plot.left + (1997 - first) * step + 6).toFixed(1)}" y="${plot.top + 6}" fill="#8a1f1f">1 January 1997</text>`
      : '';
  const told = known
    .sort((a, b) => a - b)
    .map((year) => `${year}: ${number(sums.get(year) ?? 0)}`)
    .join('; ');
  return `<svg role="img" aria-label="${html(`Files by year. ${told}`)}" viewBox="0 0 720 ${plot.top + plot.height + 26}"><defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><path d="M0 0v6" stroke="#1f5f7a" stroke-width="3"/></pattern></defs><text x="${plot.left - 8}" y="${plot.top + 8}" text-anchor="end">${number(most)}</text><text x="${plot.left - 8}" y="${plot.top + plot.height}" text-anchor="end">0</text><path d="M${plot.left} ${plot.top + plot.height}h${plot.width}" stroke="#555"/>${columns.join('')}${marks.join('')}${border}</svg>`;
}

/** What the fills of the years' chart mean. */
export const yearsKey = (counts: Counts['dateSources']): string =>
  `<ul class="key">${dateSources
    .filter((source) => (counts[source] ?? 0) > 0)
    .map((source) => {
      const fill = sourceFills[source];
      const swatch = fill
        ? `<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true"><rect width="18" height="12" fill="${fill}" stroke="#1f5f7a"/></svg>`
        : '<span class="swatch none" aria-hidden="true"></span>';
      return `<li>${swatch}${number(counts[source] ?? 0)} ${html(sourceWords[source] ?? source)}</li>`;
    })
    .join('')}</ul>`;
