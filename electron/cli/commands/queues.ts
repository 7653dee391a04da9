import type { Output } from '../../../shared/contract/contract.ts';
import { queueNames } from '../../../shared/domain/obligation/obligation.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  libraryUsage,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { type Library, withLibrary } from '../library.ts';

type QueueItem = Output<'queue.items'>['items'][number];
type QueueName = QueueItem['queue'];

const pageSize = 500;

async function itemsOf({ call }: Library, queue: QueueName): Promise<QueueItem[]> {
  const items: QueueItem[] = [];
  for (;;) {
    const page = await call('queue.items', { queue, offset: items.length, limit: pageSize });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return items;
  }
}

/** An item's number is its recording's; its own id settles it. */
const itemOf = ({ thumbnail: _, ...item }: QueueItem) => ({ ...item, number: item.recording.number });

const lineOf = ({ recording, queue, due, paragraph, action, state, reason }: QueueItem): string =>
  `${recording.number}  ${queue}  due ${due}  [${paragraph}]  ${action}  ${state}  ${reason}`;

async function queues(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  words(positionals, '', 0, 0);
  const wanted = options.queue === undefined ? queueNames : [chosenOption(options, 'queue', queueNames)];
  return withLibrary(invocation, async (library) => {
    const items: QueueItem[] = [];
    for (const queue of wanted) items.push(...(await itemsOf(library, queue)));
    await voice.result(items.map(itemOf), items.map(lineOf));
    return exit.done;
  });
}

export const queuesCommand: Command = {
  usage: [`[--queue ${queueNames.join('|')}] ${libraryUsage}`],
  options: { ...libraryOptions, queue: { type: 'string' } },
  run: queues,
};
