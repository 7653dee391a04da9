import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { createMedia, type MediaOptions } from '../../media/media.ts';
import { writeReport } from './report-file.ts';
import { SurveyRun } from './survey-run.ts';

/** Whoever asks: a connection, and the person who has unlocked it, where a library is open there. */
interface Asker {
  readonly connection: Id;
  readonly user: Id | null;
}

export type SurveyName = Extract<OperationName, `survey.${string}`>;
type SurveyHandlers = {
  readonly [Name in SurveyName]: (asker: Asker, input: Parsed<Name>) => Promise<Output<Name>> | Output<Name>;
};

export const isSurvey = (name: string): name is SurveyName => name.startsWith('survey.');

/** Finished surveys are kept for a window until it closes; so many at most. */
const keptFor = 5;

interface Kept {
  readonly asker: Asker;
  readonly run: SurveyRun;
}

interface SurveysNeeds {
  readonly newId: () => Id;
  readonly media: MediaOptions;
  readonly releases: string | undefined;
}

/** The surveys of an engine. They live in memory, for the window that asked; no library knows of them. */
export class Surveys {
  readonly #needs: SurveysNeeds;
  readonly #kept = new Map<Id, Kept>();

  constructor(needs: SurveysNeeds) {
    this.#needs = needs;
  }

  readonly #handlers: SurveyHandlers = {
    'survey.start': (asker, { place }) => this.#start(asker, place),
    'survey.list': (asker) => this.#of(asker).map(({ run }) => run.say()),
    'survey.show': (asker, { survey }) => this.#find(asker, survey).say(),
    'survey.files': (asker, { survey, offset, limit }) => {
      const { rows } = this.#find(asker, survey);
      return { total: rows.length, files: rows.slice(offset, offset + limit) };
    },
    'survey.pause': (asker, { survey }) => {
      this.#find(asker, survey).pause();
      return {};
    },
    'survey.resume': (asker, { survey }) => {
      this.#find(asker, survey).resume();
      return {};
    },
    'survey.cancel': (asker, { survey }) => {
      this.#find(asker, survey).cancel();
      return {};
    },
    'survey.forget': (asker, { survey }) => {
      this.#find(asker, survey).cancel();
      this.#kept.delete(survey);
      return {};
    },
    'survey.report': (asker, { survey, file, names }) => {
      const folder = this.#needs.releases ?? join(homedir(), 'Downloads');
      return writeReport(
        this.#find(asker, survey),
        file === undefined ? { folder } : { file: resolve(file) },
        names,
      );
    },
  };

  call(name: SurveyName, asker: Asker, input: unknown): unknown {
    return (this.#handlers[name] as (asker: Asker, input: unknown) => unknown)(asker, input);
  }

  /** The window is gone: so is what it asked for. */
  end(connection: Id): void {
    for (const [id, { asker, run }] of this.#kept) {
      if (asker.connection !== connection) continue;
      run.cancel();
      this.#kept.delete(id);
    }
  }

  close(): void {
    for (const { run } of this.#kept.values()) run.cancel();
    this.#kept.clear();
  }

  /** What somebody began before they unlocked stays theirs; what another person began in this window is not shown. */
  #of({ connection, user }: Asker): readonly Kept[] {
    return [...this.#kept.values()].filter(
      ({ asker }) => asker.connection === connection && (asker.user === null || asker.user === user),
    );
  }

  #find(asker: Asker, survey: Id): SurveyRun {
    const found = this.#of(asker).find(({ run }) => run.id === survey);
    if (!found)
      throw new CustosError('not-found', 'This survey is not there any more. Please begin it again.');
    return found.run;
  }

  async #start(asker: Asker, place: string): Promise<Output<'survey.start'>> {
    const mine = [...this.#kept.values()].filter((kept) => kept.asker.connection === asker.connection);
    if (mine.some(({ run }) => !run.isOver))
      throw new CustosError('conflict', 'A survey is under way already. Please let it end, or cancel it.');
    for (const { run } of mine.slice(0, Math.max(0, mine.length - keptFor + 1))) this.#kept.delete(run.id);
    const run = await SurveyRun.begin(this.#needs.newId(), resolve(place), createMedia(this.#needs.media));
    this.#kept.set(run.id, { asker, run });
    return { survey: run.id };
  }
}
