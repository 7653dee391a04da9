import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTail } from './audio-tail.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

/** Bytes of a frame by its kind, the head included; 0 for kinds that are none (RFC 4867 section 5.3). */
const forms = {
  '#!AMR\n': [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1],
  '#!AMR-WB\n': [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1],
} as const;

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const window = new Window(source);
  const start = (await window.at(0, 9)).toString('latin1');
  const [sign, lengths] = Object.entries(forms).find(([one]) => start.startsWith(one)) ?? ['', []];
  let end = sign.length;
  for (;;) {
    const head = (window.held(end, 1) ?? (await window.at(end, 1)))[0];
    const length = head === undefined || (head & 0x83) !== 0 ? 0 : (lengths[head >> 3] ?? 0);
    if (length === 0 || end + length > source.size) break;
    end += length;
  }
  if (end === sign.length) {
    throw new CustosError(
      'unreadable',
      'There is no speech in this file that can be decoded. Copy it once more from the phone or the recorder.',
    );
  }
  await noteTail(window, end, source.size, notes);
  return { remarks: [], parts: () => copyOf(source, 0, end) };
}

/** AMR and AMR-WB, as phones and dictation machines record speech (RFC 4867): the frames. */
export const amrCleaner: StreamCleaner = { containers: ['amr'], plan };
