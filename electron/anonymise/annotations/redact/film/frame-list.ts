import { CustosError } from '../../../../../shared/kernel/error.ts';
import { findTool, runTool } from '../../../../media/ffmpeg.ts';
import { input } from '../../../../media/ffmpeg-arguments.ts';
import { type FilmFile, stopping, type Tools } from './film-facts.ts';

/** One coded picture, in the order in which they are decoded. */
export interface Frame {
  /** When it is shown, in seconds of the file. */
  readonly at: number;
  readonly key: boolean;
  readonly offset: number;
  readonly size: number;
}

/** More than a day at 25 pictures a second. */
const frameLimit = 3_000_000;

const tooLong = (): CustosError =>
  new CustosError(
    'too-large',
    'This film has more pictures than Custos can fill regions in. Cut it shorter.',
  );

function frameOf(line: string): Frame | null {
  const [pts = '', dts = '', size = '', offset = '', flags = ''] = line.split(',');
  const at = Number(pts === 'N/A' ? dts : pts);
  if (!Number.isFinite(at)) return null;
  return { at, key: flags.startsWith('K'), offset: Number(offset), size: Number(size) };
}

/** The coded pictures of a film, without decoding any. */
export async function frameList({ path, container }: FilmFile, tools: Tools): Promise<readonly Frame[]> {
  const shown = 'packet=pts_time,dts_time,size,pos,flags';
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', shown, '-of', 'csv=p=0'];
  const ran = await runTool(findTool('ffprobe', tools.places), [...args, ...input(container, path)], {
    timeLimitMs: tools.timeLimitMs,
    outputLimit: 256 * 1024 * 1024,
    ...stopping(tools),
  });
  const frames: Frame[] = [];
  for (const line of ran.output.toString('latin1').split('\n')) {
    const frame = line === '' ? null : frameOf(line);
    if (frame) frames.push(frame);
    if (frames.length > frameLimit) throw tooLong();
  }
  return frames;
}

/** When each picture is shown, rising, counted from the start of the film. */
export const shownTimes = (frames: readonly Frame[], start: number): Float64Array =>
  Float64Array.from(frames, ({ at }) => at - start).sort();
