import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { input } from '../../../media/ffmpeg-arguments.ts';
import type { FillBox } from '../../annotations/redact/film/fill-boxes.ts';
import { byTime } from '../../annotations/redact/film/fill-graph.ts';
import { type FilmFile, ffmpeg, filmFacts, type Tools } from '../../annotations/redact/film/film-facts.ts';
import { frameList, shownTimes } from '../../annotations/redact/film/frame-list.ts';
import type { RedactedFilm } from '../../annotations/redact/film/redact-film.ts';
import type { Residue } from '../account.ts';

/** How far samples of a filled region may lie apart: what coding does beside a sharp edge, and far below any text. */
const tolerance = 28;
/** Rectangles looked at in one decoding. */
const atOnce = 40;

/** A graph that measures each rectangle in each of its pictures, and says which rectangle it was. */
function measuring(boxes: readonly FillBox[], times: Float64Array): string {
  const when = byTime(times);
  const parts = [`[0:v:0]split=${boxes.length + 1}[rest]${boxes.map((_, index) => `[b${index}]`).join('')}`];
  for (const [index, box] of boxes.entries()) {
    const chosen = when(box);
    const select = chosen === '' ? '' : `select='${chosen}',`;
    parts.push(
      `[b${index}]${select}crop=${box.w}:${box.h}:${box.x}:${box.y},format=yuv444p,signalstats,` +
        `metadata=mode=add:key=box:value=${index},metadata=mode=print:file=-,nullsink`,
    );
  }
  return [...parts, '[rest]null[out]'].join(';');
}

interface Measure {
  pictures: number;
  spread: number;
}

/** Reads what was measured: for each rectangle, in how many pictures, and how far its samples lay apart at most. */
function measured(output: string, count: number): Measure[] {
  const all = Array.from({ length: count }, (): Measure => ({ pictures: 0, spread: 0 }));
  let ends = new Map<string, number>();
  for (const [, name = '', value = ''] of output.matchAll(
    /^(?:lavfi\.signalstats\.)?([YUV](?:MIN|MAX)|box)=(\d+)/gm,
  )) {
    if (name !== 'box') {
      ends.set(name, Number(value));
      continue;
    }
    const one = all[Number(value)];
    const spread = ['Y', 'U', 'V'].map(
      (plane) => (ends.get(`${plane}MAX`) ?? 255) - (ends.get(`${plane}MIN`) ?? 0),
    );
    // A solid colour that is not the fill would be even as well.
    if (one) {
      one.pictures += 1;
      one.spread = Math.max(one.spread, ...spread, (ends.get('YMAX') ?? 255) - 16);
    }
    ends = new Map();
  }
  return all;
}

async function look(
  file: FilmFile,
  boxes: readonly FillBox[],
  times: Float64Array,
  tools: Tools,
): Promise<Residue[]> {
  const graph = join(tools.folder, 'look.graph');
  await writeFile(graph, measuring(boxes, times), { mode: 0o600 });
  const source = ['-noautorotate', ...input(file.container, file.path)];
  const sink = ['-filter_complex_script', graph, '-map', '[out]', '-vsync', '0', '-f', 'null', '-'];
  const output = await ffmpeg([...source, ...sink], tools);
  return measured(output.toString('latin1'), boxes.length).flatMap(({ pictures, spread }, index) => {
    const { region = 0, first = 0, end = 0 } = boxes[index] ?? {};
    const where = `Region ${region}`;
    // The first picture of a film may be one that no decoder shows.
    if (pictures < end - first - 2)
      return [{ where, what: 'not every picture of its span could be decoded' }];
    return spread > tolerance ? [{ where, what: 'it is not filled evenly in every picture' }] : [];
  });
}

/**
 * Decodes a finished film and looks at every filled rectangle in every picture of its span. Pictures are counted and
 * not timed: a clock that was set anew meanwhile moves nothing.
 */
export async function verifyFill(
  file: FilmFile,
  { boxes, pictures }: Pick<RedactedFilm, 'boxes' | 'pictures'>,
  tools: Tools,
): Promise<readonly Residue[]> {
  if (boxes.length === 0) return [];
  const { start } = await filmFacts(file, tools);
  const times = shownTimes(await frameList(file, tools), start);
  if (times.length !== pictures)
    return [{ where: 'Pictures', what: `there are ${times.length} of them, where ${pictures} were filled` }];
  const residues: Residue[] = [];
  for (let at = 0; at < boxes.length; at += atOnce)
    residues.push(...(await look(file, boxes.slice(at, at + atOnce), times, tools)));
  return [...new Map(residues.map((residue) => [`${residue.where}${residue.what}`, residue])).values()];
}
