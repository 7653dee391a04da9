import type { QueryClient } from '@tanstack/react-query';
import type { OperationName } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';

type Noun = Extract<EngineEvent, { kind: 'changed' }>['nouns'][number];

/**
 * Which answers rest on a noun, by the beginning of the operation's name. The trail stands alone: asking
 * writes to it, so nothing that asks may be asked again because of it.
 */
const restOn: Readonly<Record<Noun, readonly string[]>> = {
  recording: [
    'recording.',
    'queue.',
    'release.',
    'disclosure.show',
    'job.visits',
    'label.',
    'collection.',
    'retention.',
    'seal.',
    'circumstance.',
    'replacement.',
  ],
  subject: ['subject.', 'agreement.', 'form.', 'recording.', 'release.'],
  agreement: ['agreement.', 'round.', 'recording.', 'queue.', 'release.', 'job.visits'],
  form: ['form.'],
  rendition: ['recording.', 'queue.', 'release.', 'bench.'],
  bench: ['bench.', 'template.', 'anonymise.residue', 'anonymise.rules'],
  release: ['release.', 'queue.'],
  disclosure: ['disclosure.', 'queue.', 'release.'],
  queue: ['queue.', 'erasure.', 'round.'],
  trail: ['trail.window'],
  user: ['user.', 'subject.'],
  library: ['backup.', 'notice.'],
};

const nounsOfFamily: Readonly<Record<string, readonly Noun[]>> = {
  recording: ['recording'],
  collection: ['recording'],
  change: ['recording', 'agreement', 'queue'],
  subject: ['subject'],
  agreement: ['agreement'],
  round: ['agreement'],
  form: ['form', 'agreement'],
  anonymise: ['rendition'],
  template: ['bench'],
  release: ['release'],
  disclosure: ['disclosure'],
  seal: ['recording', 'queue'],
  circumstance: ['recording', 'queue'],
  replacement: ['recording', 'queue'],
  copies: ['trail'],
  lecture: ['trail'],
  queue: ['queue', 'recording'],
  erasure: ['queue', 'recording'],
  user: ['user'],
  backup: ['library', 'trail'],
  notice: ['library', 'recording', 'queue'],
  trail: ['trail'],
};

export function invalidate(client: QueryClient, nouns: readonly Noun[]): void {
  const beginnings = new Set(nouns.flatMap((noun) => restOn[noun]));
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const name = String(queryKey[0]);
      return [...beginnings].some((beginning) => name.startsWith(beginning));
    },
  });
}

export function invalidateAfter(client: QueryClient, name: OperationName): void {
  const [family = ''] = name.split('.');
  if (family === 'survey') void client.invalidateQueries({ queryKey: ['survey.show'] });
  if (family === 'job' || family === 'import') void client.invalidateQueries({ queryKey: ['job.list'] });
  invalidate(client, nounsOfFamily[family] ?? []);
}
