import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { LectureCheck } from './checked.ts';

/** Checks that are kept for a window; an older one gives way. */
const keptFor = 3;

/** The lectures that are being checked, or were, in memory: each for the unlock of the window that asked. */
export interface Lectures {
  /** @throws CustosError `conflict` while another one is under way; then nothing is started */
  begin(session: Id, start: () => LectureCheck): LectureCheck;
  /** @throws CustosError `not-found` where this session has no such check */
  find(session: Id, check: Id): LectureCheck;
  forget(session: Id, check: Id): Promise<void>;
  /** The session is over: so is what it asked for. */
  end(session: Id): void;
}

class KeptLectures implements Lectures {
  readonly #runs = new Map<Id, { readonly session: Id; readonly run: LectureCheck }>();

  begin(session: Id, start: () => LectureCheck): LectureCheck {
    const mine = [...this.#runs].filter(([, kept]) => kept.session === session);
    if (mine.some(([, { run }]) => !run.isOver))
      throw new CustosError(
        'conflict',
        'A lecture is being checked already. Please wait until that has ended.',
      );
    for (const [id, { run }] of mine.slice(0, Math.max(0, mine.length - keptFor + 1))) {
      this.#runs.delete(id);
      void run.stop();
    }
    const run = start();
    this.#runs.set(run.id, { session, run });
    return run;
  }

  find(session: Id, check: Id): LectureCheck {
    const kept = this.#runs.get(check);
    if (kept?.session !== session)
      throw new CustosError('not-found', 'This check is not there any more. Please bring the lecture again.');
    return kept.run;
  }

  async forget(session: Id, check: Id): Promise<void> {
    const run = this.find(session, check);
    this.#runs.delete(check);
    await run.stop();
  }

  end(session: Id): void {
    for (const [id, kept] of this.#runs) {
      if (kept.session !== session) continue;
      this.#runs.delete(id);
      void kept.run.stop();
    }
  }
}

export const createLectures = (): Lectures => new KeptLectures();
