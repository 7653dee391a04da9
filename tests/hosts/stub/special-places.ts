import { pressed, type State, seen } from './reaching.ts';
import { idOf } from './samples.ts';

/** The states of the screens on special circumstances. */
export const specialStates: readonly State[] = [
  { name: 'the register of notices', at: '/consent/notices', ready: seen('Main switchboard') },
  {
    name: 'no notices',
    at: '/consent/notices',
    scene: { empty: true },
    ready: seen('Nothing is entered'),
  },
  {
    name: 'entering how callers are told',
    at: '/consent/notices',
    ready: pressed('Enter how callers are told', 'For which lines'),
  },
  {
    name: 'ending a notice',
    at: '/consent/notices',
    ready: pressed(/^Enter its last day: Main switchboard/, 'judged anew'),
  },
  {
    name: 'attempts to reach a patient',
    at: '/queues',
    ready: pressed(/^Attempts: /, 'To be settled by'),
  },
  {
    name: 'attempts to reach a patient, beside the recording',
    at: `/recording/${idOf(1, 40)}`,
    ready: seen('To be settled by'),
  },
  {
    name: 'a call that no notice covers',
    at: `/recording/${idOf(1, 41)}`,
    ready: seen('No: made outside every period of the register'),
  },
  {
    name: 'replacing a recording of an old collection',
    at: '/queues',
    ready: pressed(/^Replace: /, 'In common: left hand'),
  },
  {
    name: 'who was consulted about a death',
    at: '/queues',
    ready: pressed('Put right: R-000010', 'medico-legal investigation'),
  },
  {
    name: 'filming by people from outside',
    at: '/queues',
    ready: pressed('Put right: R-000011', 'bodies that answer'),
  },
  { name: 'the sealed recordings', at: '/consent/sealed', ready: seen('R-000041') },
  {
    name: 'being asked to open a sealed recording',
    at: '/',
    scene: { asked: true },
    ready: seen('A colleague asks you to open a sealed recording with them.'),
  },
  {
    name: 'sealed recordings and nobody to open them with',
    at: '/consent/sealed',
    scene: { alone: true },
    ready: seen('There is nobody to open one with you'),
  },
  {
    name: 'nothing sealed',
    at: '/consent/sealed',
    scene: { empty: true },
    ready: seen('Nothing is sealed that you may know of'),
  },
  {
    name: 'asking to open a sealed recording',
    at: '/consent/sealed',
    ready: pressed('Ask to open it: R-000041', 'opened by two people'),
  },
  {
    name: 'opening a sealed recording together',
    at: '/consent/sealed',
    ready: pressed('Open it together: R-000042', 'You are the second person'),
  },
  {
    name: 'closing a sealed recording',
    at: '/consent/sealed',
    ready: pressed('Close it: R-000043', 'It is sealed again at once'),
  },
  {
    name: 'entering a consultation',
    at: '/consent/sealed',
    ready: pressed('Enter the consultation: R-000041', 'an experienced colleague is consulted'),
  },
  {
    name: 'letting somebody know of a sealed recording',
    at: '/consent/sealed',
    ready: pressed('Let somebody know: R-000041', 'nobody forgets'),
  },
];
