import type { FillBox } from './fill-boxes.ts';
import type { PictureTrack } from './film-facts.ts';

/** Sample forms that are filled as they are; more bits than eight are covered by a solid picture instead. */
const drawable = /^yuvj?4(?:20|22|44|11|10|40)p$/;
const deep = /^yuv(420|422)p1[0-6]le$/;

/** Forms in which a film is filled without being changed to another. */
export const isDrawnAsStored = (form: string): boolean =>
  drawable.test(form) ||
  /^yuv(420|422)p10le$/.test(form) ||
  ['gray', 'gbrp', 'rgb24', 'bgr24', 'bgr0'].includes(form);

/** The form a film of this one is filled and coded in. */
export function formOf(form: string): string {
  if (isDrawnAsStored(form)) return form;
  const many = deep.exec(form) ?? /^yuv(444)p1/.exec(form);
  if (many) return many[1] === '420' ? 'yuv420p10le' : 'yuv422p10le';
  return 'yuv420p';
}

/** `when` says, in ffmpeg's words, for which pictures a rectangle holds; an empty word means all. */
export type When = (box: FillBox) => string;

const enabled = (when: string): string => (when === '' ? '' : `:enable='${when}'`);

function drawn(boxes: readonly FillBox[], when: When): string[] {
  return boxes.map(
    (box) => `drawbox=x=${box.x}:y=${box.y}:w=${box.w}:h=${box.h}:t=fill:c=black${enabled(when(box))}`,
  );
}

/** A graph that fills boxes in samples of more than eight bits: each is covered by a solid picture before coding. */
function covered(boxes: readonly FillBox[], form: string, before: readonly string[], when: When): string {
  const layer = form.replace(/le$/, '');
  const parts = [`[in]${[...before, `format=${form}`].join(',')}[v0]`];
  for (const [index, box] of boxes.entries()) {
    parts.push(`color=black:s=${box.w}x${box.h}:r=1:d=1,format=${form}[c${index}]`);
    parts.push(
      `[v${index}][c${index}]overlay=x=${box.x}:y=${box.y}:format=${layer}:eof_action=repeat${enabled(when(box))}[v${index + 1}]`,
    );
  }
  return `${parts.join(';')};[v${boxes.length}]format=${form}[out]`;
}

/** The filter graph by which the pictures of a film are filled. */
export function fillGraph(
  boxes: readonly FillBox[],
  picture: PictureTrack,
  before: readonly string[],
  when: When,
): string {
  const form = formOf(picture.form);
  if (/10le$/.test(form)) return covered(boxes, form, before, when);
  // Named before and after, so that a form which is drawn in another one comes back to its own.
  return ['[in]null', ...before, ...drawn(boxes, when), `format=${form}[out]`].join(',');
}

/** By the number of the picture, for a run whose pictures begin at `first`. */
export const byNumber =
  (first: number): When =>
  (box) =>
    `between(n,${Math.max(0, box.first - first)},${box.end - 1 - first})`;

/** By the time of the picture; halfway to its neighbours, so that rounding cannot leave one out. */
export const byTime =
  (times: Float64Array): When =>
  (box) => {
    const bound = (index: number): string => {
      const at = times[index] ?? 0;
      return ((at + (times[index - 1] ?? at - 0.002)) / 2).toFixed(6);
    };
    const begins = box.first === 0 ? '' : `gte(t,${bound(box.first)})`;
    const ends = box.end >= times.length ? '' : `lt(t,${bound(box.end)})`;
    return [begins, ends].filter((part) => part !== '').join('*');
  };
