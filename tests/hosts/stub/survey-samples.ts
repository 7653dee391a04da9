import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { idOf } from './samples.ts';
import type { Scene } from './scenes.ts';

type SurveyName = Extract<OperationName, `survey.${string}`>;

const counts: Output<'survey.show'>['counts'] = {
  files: 8_412,
  bytes: 41_300_000_000,
  kinds: { photo: 7_903, video: 311, audio: 42 },
  containers: { jpeg: 6_900, tiff: 1_003, mp4: 311, wav: 42 },
  years: {
    1991: { name: 120 },
    1994: { name: 310, camera: 2 },
    1999: { camera: 411 },
    2006: { camera: 1_204, container: 20 },
    2012: { camera: 2_210, container: 120 },
    2021: { camera: 1_980, container: 171 },
    undated: { fileSystem: 1_300, unknown: 408 },
  },
  dateSources: { camera: 5_807, container: 311, name: 430, fileSystem: 1_300, unknown: 408 },
  legacy: { before: 2, perhaps: 430, after: 6_116, unknown: 1_708, share: 0.052 },
  metadata: {
    read: 6_900,
    notReadYet: 1_356,
    identifying: 6_511,
    givesAway: {
      who: 1_904,
      where: 212,
      when: 6_307,
      device: 5_980,
      text: 880,
      picture: 5_100,
      other: 6_400,
    },
  },
  annotations: { looked: 8_214, likely: 640 },
  inNames: { numbers: 214, words: 1_320 },
  duplicates: { files: 388, bytes: 1_820_000_000, looksLike: 51 },
  unreadable: { files: 156, reasons: { unsupported: 90, truncated: 21, unrecognised: 45 } },
  passedOver: { hidden: 12, system: 40, sidecar: 611, link: 3, library: 0 },
};

type File = Output<'survey.files'>['files'][number];

const file = (at: number, more: Partial<File>): File => ({
  file: `Dermatology/1994/Slide ${at}.tif`,
  bytes: 21_000_000,
  kind: 'photo',
  container: 'tiff',
  width: 3_000,
  height: 2_000,
  durationSeconds: null,
  date: '1994',
  dateSource: 'name',
  legacy: 'perhaps',
  metadata: { read: false, findings: 0, givesAway: [] },
  annotations: { likely: false, lines: 0 },
  inName: { number: false, words: false },
  sha256: null,
  duplicateOf: null,
  looksLike: null,
  error: null,
  ...more,
});

const surveyOf = (scene: Scene): Output<'survey.show'> => {
  const under = scene.surveying;
  return {
    id: idOf(13, 1),
    place: '/srv/pictures/Medical Illustration old server',
    state: under ? 'running' : 'done',
    done: under ? 3_204 : 8_412,
    total: 8_412,
    bytesDone: under ? 15_700_000_000 : 41_300_000_000,
    bytesTotal: 41_300_000_000,
    worked: under ? 402_000 : 1_056_000,
    counts,
    error: null,
  };
};

/** A folder of an old server, as the engine would tell of it. */
export const surveyAnswers = (
  scene: Scene,
): { [Name in SurveyName]: (input: Parsed<Name>) => Output<Name> } => ({
  'survey.start': () => ({ survey: idOf(13, 1) }),
  'survey.list': () => (scene.surveying ? [surveyOf(scene)] : []),
  'survey.show': () => surveyOf(scene),
  'survey.files': () => ({
    total: 2,
    files: [
      file(117, {}),
      file(118, {
        error: { code: 'truncated', message: 'The picture ends before all of it could be read.' },
      }),
    ],
  }),
  'survey.pause': () => ({}),
  'survey.resume': () => ({}),
  'survey.cancel': () => ({}),
  'survey.forget': () => ({}),
  'survey.report': () => ({ file: '/home/illustration/Downloads/Survey of old server 2026-03-10.html' }),
});
