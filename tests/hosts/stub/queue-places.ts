import { button, pressed, type State, saying, seen } from './reaching.ts';
import { idOf } from './samples.ts';

/** The queues and what is made from them. */
export const queueStates: readonly State[] = [
  { name: 'the queues', at: '/queues', ready: seen('Approve erasure') },
  { name: 'empty queues', at: '/queues', scene: { empty: true }, ready: seen('All queues are empty') },
  { name: 'the calendar of duties', at: '/queues/calendar', ready: seen('due before this month') },
  { name: 'where the collection stands', at: '/queues/overview', ready: seen('Awaiting somebody') },
  {
    name: 'the history of a duty',
    at: '/queues',
    ready: pressed(/^History: /, 'Put a duty off'),
  },
  {
    name: 'a message of duties',
    at: '/queues',
    ready: async (page) => {
      await button(page, 'Print or send').click();
      await button(page, 'Write a message').click();
      await saying(page, 'Save the message');
    },
  },
  { name: 'an appraisal', at: '/queues', ready: pressed(/^Appraise/, 'Keep the recording') },
  { name: 'the certificates', at: '/queues/certificates', ready: seen('E-000001') },
  {
    name: 'the approval of an erasure',
    at: '/queues',
    scene: { role: 'governance' },
    ready: pressed(/^Review proposed/, 'Nobody can bring it back'),
  },
  {
    name: 'a certificate',
    at: `/queues/certificate/${idOf(11, 1)}`,
    scene: { role: 'governance' },
    ready: seen('How it was checked'),
  },
];
