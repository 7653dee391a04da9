import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { demonstrationName, demonstrationPassphrase } from '../../../shared/domain/library/demonstration.ts';
import { queueNames } from '../../../shared/domain/obligation/obligation.ts';
import { roles } from '../../../shared/domain/user/role.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { benchAnswers } from './bench-answers.ts';
import { circumstanceAnswers } from './circumstance-answers.ts';
import {
  certificateOf,
  dutyHistory,
  jobItems,
  jobs,
  overviewOf,
  queueItems,
  recoveryKit,
  trailEntryOf,
  visits,
} from './desk-samples.ts';
import { disclosureAnswers } from './disclosure-answers.ts';
import { formAnswers } from './form-answers.ts';
import { lectureAnswers } from './lecture-answers.ts';
import { noticeAnswers } from './notice-answers.ts';
import { organiseAnswers } from './organise-answers.ts';
import { effectOfEvent, roundAnswers } from './round-answers.ts';
import {
  agreementOf,
  anonymisedRendition,
  answersOf,
  decisionOf,
  detailOf,
  findings,
  history,
  idOf,
  indexOf,
  originalRendition,
  people,
  releaseOf,
  scheduleLines,
  subjectOf,
  tileOf,
} from './samples.ts';
import type { Scene } from './scenes.ts';
import { sealAnswers } from './seal-answers.ts';
import { surveyAnswers } from './survey-samples.ts';

type Answers = { [Name in OperationName]: (input: Parsed<Name>) => Output<Name> };

const inMinutes = (minutes: number): Instant =>
  new Date(Date.now() + minutes * 60_000).toISOString() as Instant;

const numbers = (total: number, offset: number, limit: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, step) => offset + step);

function windowOf(
  scene: Scene,
  { query, offset, limit }: Parsed<'recording.window'>,
): Output<'recording.window'> {
  if (scene.empty || query.text === 'nothing') return { total: 0, offset, tiles: [], notes: [] };
  const total = query.standings.length > 0 || query.subject ? 40 : scene.total;
  const standing = query.standings[0];
  const tiles = numbers(total, offset, limit).map((index) => ({
    ...tileOf(index),
    ...(standing ? { standing } : {}),
  }));
  const unknown = /(\w+):/.exec(query.text)?.[1] === 'colour';
  return { total, offset, tiles, notes: unknown ? ['There is no field called “colour”.'] : [] };
}

/** Canned answers to every operation of the contract; nothing is remembered but how the window is to look. */
export function answersFor(scene: Scene): Answers {
  let preferred: Output<'user.preferences'> = null;
  const me = { ...people[0]!, role: scene.role };
  const session: NonNullable<Output<'library.status'>['session']> = {
    user: me,
    library: {
      id: idOf(14, 1),
      name: 'Darlunio Meddygol Ysbyty Gwynedd',
      jurisdiction: 'wales',
      zone: 'Europe/London',
      edition: 'gmc-2002',
    },
    autoLockMinutes: 10,
    secondPersonPresent: true,
    inHand: scene.inHand,
  };
  const some = (total: number): number => (scene.empty ? 0 : total);
  const opened = (rendition: string): Output<'open.custody'> => {
    const { kind, width, height, durationMs } = tileOf(indexOf(rendition));
    return {
      url: `media/${rendition}`,
      expiresAt: inMinutes(5),
      type: 'image/svg+xml',
      kind,
      width,
      height,
      durationMs,
      tiles: null,
      plays: true,
    };
  };
  const relinked = { recordings: [], decisions: 3, signOffs: [], releases: [], agreementsLeft: [] };
  return {
    'library.status': () => ({
      state: scene.library,
      place: scene.library === 'none' ? null : '/srv/Darlunio.custos',
      name: scene.library === 'none' ? null : session.library.name,
      users: scene.library === 'none' || scene.inHand ? [] : people.map(({ name }) => ({ name })),
      session: scene.library === 'unlocked' ? session : null,
      files: 'uploads',
    }),
    'library.create': () => ({ session, recoveryKit }),
    'library.open': () => ({}),
    ...surveyAnswers(scene),
    'demonstration.make': ({ place }) => ({
      id: idOf(9, 9),
      name: demonstrationName,
      place: `${place}.custos`,
      passphrase: demonstrationPassphrase,
      users: people.map((person, at) => ({ ...person, role: roles[at] ?? 'clinician' })),
      recordings: [],
    }),
    'library.chooseEdition': () => ({}),
    'retention.schedule': () => ({ rules: scheduleLines }),
    'retention.setSchedule': () => ({}),
    'library.verify': () => ({ sound: true, checked: { blobs: 812, trailEntries: 9_120 }, faults: [] }),
    'session.unlock': ({ passphrase }) => {
      if (passphrase !== 'correct') {
        throw new CustosError(
          'wrong-passphrase',
          'That is not the passphrase of this person. Please try again.',
        );
      }
      return session;
    },
    'session.lock': () => ({}),
    'session.touch': () => ({ locksAt: inMinutes(10) }),
    'session.changePassphrase': () => ({}),
    'session.recover': () => session,
    'user.list': () =>
      people.map((person, index) => ({
        ...person,
        role: index === 0 ? scene.role : 'clinician',
        addedAt: '2024-01-02T09:00:00.000Z' as Instant,
        state: index === 2 ? 'removed' : 'active',
      })),
    'user.preferences': () => preferred,
    'user.prefer': ({ preferences }) => {
      preferred = preferences;
      return {};
    },
    'user.add': ({ name, role }) => ({ id: idOf(9, 4), name, role }),
    'user.setRole': () => ({}),
    'user.remove': () => ({ recoveryKit }),
    'backup.make': ({ destination }) => ({
      place: destination,
      blobs: 812,
      copied: 12,
      verified: true,
      madeAt: inMinutes(0),
    }),
    'backup.restore': () => ({
      session,
      replayed: 0,
      verification: { sound: true, checked: { blobs: 812, trailEntries: 9_120 }, faults: [] },
    }),
    'backup.list': () =>
      scene.empty
        ? []
        : [
            {
              id: idOf(15, 1),
              place: '/media/backup',
              lastMadeAt: '2024-06-01T18:00:00.000Z' as Instant,
              verifiedAt: '2024-06-01T18:02:00.000Z' as Instant,
              fault:
                'The disk at /media/backup is full. Please free some room there, or choose another disk.',
              reachable: false,
            },
          ],
    'library.recent': () =>
      scene.empty
        ? []
        : [
            { place: '/srv/Ysbyty Gwynedd.custos', name: 'Darlunio Meddygol Ysbyty Gwynedd' },
            { place: '/srv/Dermatology.custos', name: 'Dermatology' },
          ],
    'library.size': () => ({ files: 812, bytes: 34_567_890_123 }),
    'backup.plan': () =>
      scene.empty
        ? { plan: null, next: null, warning: 'never' }
        : {
            plan: { destination: '/media/backup', every: 'week', weekday: 5, at: '12:30' },
            next: { day: '2026-11-27' as Day, time: '12:30' },
            warning: 'failed',
          },
    'backup.setPlan': () => ({}),
    'import.start': () => ({ job: idOf(12, 1), passedOver: 0 }),
    'job.list': () => (scene.empty ? [] : jobs),
    'job.show': ({ troubled }) => ({
      job: jobs[0]!,
      items: troubled ? jobItems.filter(({ error }) => error !== null) : jobItems,
    }),
    'job.visits': () => visits,
    'job.pause': () => ({}),
    'job.resume': () => ({}),
    'job.cancel': () => ({}),
    'job.clear': () => ({}),
    'recording.window': (input) => windowOf(scene, input),
    'recording.ids': ({ limit }) => numbers(some(scene.total), 0, limit).map((index) => idOf(1, index)),
    'recording.byNumber': ({ numbers: asked }) =>
      scene.knownNumbers ? asked.map((number) => ({ id: idOf(1, Number(number.slice(2)) - 1), number })) : [],
    'recording.counts': () =>
      scene.empty
        ? { kinds: {}, standings: {}, notes: [] }
        : {
            kinds: { photo: 6_667, video: 1_667, audio: 1_666 },
            standings: { needsClass: 1_667, needsAnonymising: 40, ready: 1_667 },
            notes: [],
          },
    ...organiseAnswers(scene),
    'recording.show': ({ recording }) => detailOf(indexOf(recording)),
    'recording.classify': ({ recordings }) => ({ changed: recordings.length, change: idOf(18, 1) }),
    'recording.hold': () => ({}),
    'recording.answers': ({ recording }) => answersOf(indexOf(recording)),
    'recording.history': () => history,
    'recording.findings': ({ rendition }) => (rendition.startsWith('00000004') ? [] : findings),
    'open.use': ({ rendition }) => {
      const decision = decisionOf(indexOf(rendition));
      return { decision, opened: decision.outcome === 'permit' ? opened(rendition) : null };
    },
    'open.custody': ({ rendition }) => opened(rendition),
    'open.export': ({ rendition, file }) => ({ decision: decisionOf(indexOf(rendition)), file }),
    'open.renew': () => ({ expiresAt: inMinutes(5) }),
    'subject.find': ({ text }) => (text.startsWith('zz') ? [] : [0, 1, 2].map(subjectOf)),
    'subject.show': ({ subject }) => subjectOf(indexOf(subject)),
    'subject.create': () => ({ id: idOf(5, 7), number: 'S-000008' }),
    'subject.noteStatus': () => ({}),
    'subject.change': () => ({}),
    'subject.careTeam': () => ({}),
    'subject.move': () => relinked,
    'subject.merge': () => relinked,
    'subject.separate': () => relinked,
    'subject.discard': () => ({}),
    'subject.split': () => ({ ...relinked, created: { id: idOf(5, 8), number: 'S-000009' } }),
    'agreement.create': () => ({ id: idOf(6, 0), number: 'A-000001' }),
    'agreement.discard': () => ({}),
    'agreement.show': ({ agreement }) => agreementOf(indexOf(agreement)),
    'agreement.list': ({ offset, limit }) => ({
      total: some(12),
      agreements: numbers(some(12), offset, limit).map(agreementOf),
    }),
    'agreement.link': () => ({}),
    'agreement.unlink': () => ({}),
    'agreement.effect': () => effectOfEvent,
    'agreement.record': () => effectOfEvent,
    ...roundAnswers(scene),
    'agreement.attach': () => ({ scan: idOf(7, 9) }),
    'agreement.openScan': ({ scan }) => ({
      url: `media/${scan}`,
      type: 'image/svg+xml',
      expiresAt: inMinutes(5),
    }),
    'anonymise.make': ({ recording }) => ({
      rendition: anonymisedRendition(indexOf(recording), false),
      findingsBefore: findings,
      findingsAfter: [],
    }),
    'anonymise.start': () => ({ job: idOf(12, 1) }),
    'anonymise.signOff': ({ rendition }) => anonymisedRendition(indexOf(rendition), true),
    'anonymise.discard': () => ({}),
    ...benchAnswers(scene),
    ...disclosureAnswers(scene),
    ...sealAnswers(scene),
    ...noticeAnswers(scene),
    ...circumstanceAnswers,
    ...formAnswers(scene),
    'release.preview': ({ recordings }) => ({
      items: recordings.map((id) => {
        const decision = decisionOf(indexOf(id));
        const going = decision.outcome === 'permit';
        return {
          recording: { id, number: tileOf(indexOf(id)).number },
          rendition: going ? originalRendition(indexOf(id)).id : null,
          kind: going ? 'anonymised' : null,
          container: going ? originalRendition(indexOf(id)).container : null,
          decision,
        };
      }),
    }),
    'release.make': ({ recordings }) => ({
      release: releaseOf(0),
      items: recordings.map((id) => ({
        recording: { id, number: tileOf(indexOf(id)).number },
        rendition: null,
        kind: null,
        container: null,
        decision: decisionOf(indexOf(id)),
      })),
      folder: null,
      download: `media/${idOf(16, 1)}`,
    }),
    'release.list': ({ offset, limit }) => ({
      total: some(3),
      releases: numbers(some(3), offset, limit).map(releaseOf),
    }),
    'release.recallLetter': ({ release }) => ({ url: `media/${release}`, expiresAt: inMinutes(5) }),
    'release.settle': () => ({}),
    ...lectureAnswers(),
    'copies.find': () => {
      const { items, by: _by, at: _at, ...release } = releaseOf(0);
      return {
        note: null,
        copies: items.map(({ recording, rendition, state }, index) => ({
          how: index === 0 ? ('same' as const) : ('alike' as const),
          agreement: index === 0 ? null : 0.98,
          recording,
          rendition,
          kind: 'anonymised' as const,
          releases: [{ ...release, state, exact: index === 0 }],
          decision: decisionOf(index),
        })),
        erased: null,
      };
    },
    'queue.counts': () =>
      Object.fromEntries(
        queueNames.map((name) => [name, some(queueItems.filter(({ queue }) => queue === name).length)]),
      ),
    'queue.items': ({ queue }) => {
      const items = scene.empty ? [] : queueItems.filter((item) => !queue || item.queue === queue);
      return { total: items.length, items, behind: false };
    },
    'queue.whole': ({ queue }) => {
      const duties = queueItems
        .filter((item) => !queue || item.queue === queue)
        .map(({ id, recording, action }) => ({ id, recording: recording.id, action }));
      return { total: duties.length, duties };
    },
    'queue.overview': () => overviewOf(some),
    'queue.calendar': ({ from }) => ({
      before: some(14),
      days: scene.empty ? [] : [3, 8, 9, 17, 24].map((day) => ({ day: addDays(from, day), count: day * 7 })),
    }),
    'queue.history': () => ({ entries: dutyHistory }),
    'queue.worklist': () => ({ url: `media/${idOf(15, 1)}`, expiresAt: inMinutes(5) }),
    'queue.draft': () => ({
      url: `media/${idOf(15, 2)}`,
      expiresAt: inMinutes(5),
      subject: 'Custos: 2 duties',
      body: 'R-000003  Ask after recording, due 24 November 2026\n    The patient has not been asked. [14a]',
    }),
    'queue.assign': ({ items }) => ({ assigned: items.length, settled: 0, refused: [] }),
    'queue.putOff': ({ items }) => ({ putOff: items.length, settled: 0 }),
    'queue.settle': () => ({}),
    'erasure.propose': ({ recordings }) => ({
      proposed: recordings.map((id) => ({ id, number: tileOf(indexOf(id)).number })),
    }),
    'erasure.withdraw': () => ({}),
    'erasure.approve': ({ recordings }) => ({
      certificates: recordings.map((id) => certificateOf(indexOf(id))),
      refused: [],
    }),
    'erasure.certificates': ({ offset, limit }) => ({
      total: some(4),
      certificates: numbers(some(4), offset, limit).map(certificateOf),
    }),
    'erasure.certificate': ({ certificate }) => certificateOf(indexOf(certificate)),
    'erasure.certificatePdf': ({ certificate }) => ({ url: `media/${certificate}`, expiresAt: inMinutes(5) }),
    'trail.window': ({ offset, limit }) => ({
      total: some(9_120),
      entries: numbers(some(9_120), offset, limit).map((index) => trailEntryOf(index + 1)),
    }),
    'trail.verify': () => ({ sound: true, entries: 9_120, faults: [] }),
    'trail.checkpoint': () => ({
      library: idOf(14, 1),
      sequence: 9_120,
      hash: 'd'.repeat(64),
      at: inMinutes(0),
      signature: 'e'.repeat(128),
    }),
  };
}
