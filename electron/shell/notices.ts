import type { EngineEvent } from '../../shared/contract/event.ts';

/** What the system shows at the edge of the screen, over a locked one too: numbers, and never a name. */
export interface Notice {
  readonly title: string;
  readonly body: string;
}

const counted = (count: number, word: string): string => `${count.toLocaleString('en-GB')} ${word}`;

const outcomeWords: readonly (readonly [outcome: string, word: string])[] = [
  ['stored', 'stored and checked'],
  ['setAside', 'set aside'],
  ['duplicate', 'here already'],
  ['erasedBefore', 'erased before'],
];

type Endings = Readonly<Record<string, string>>;

/** Work that goes on while somebody does other things. */
const endings: Readonly<Record<string, Endings>> = {
  import: { done: 'Taking in is done', failed: 'Taking in has stopped' },
  anonymise: { done: 'Making anonymised copies is done', failed: 'Making anonymised copies has stopped' },
};

/** What there is to say of an event; null for most. */
export function noticeOf(event: EngineEvent): Notice | null {
  if (event.kind !== 'job') return null;
  const title = endings[event.job.kind]?.[event.job.state];
  if (!title) return null;
  const said = outcomeWords.flatMap(([outcome, word]) => {
    const count = event.job.outcomes[outcome] ?? 0;
    return count > 0 ? [counted(count, word)] : [];
  });
  return { title, body: said.length > 0 ? `${said.join(', ')}.` : 'No file was stored.' };
}

/** What waits in the queues, when that has become more; null where it has not. */
export function noticeOfQueues(before: number | null, now: number): Notice | null {
  if (before === null || now <= before) return null;
  return {
    title: 'More waits in the queues',
    body: `${counted(now, now === 1 ? 'thing waits' : 'things wait')}.`,
  };
}
