import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { anonymisedRendition, idOf, indexOf, people, tileOf } from './samples.ts';
import type { Scene } from './scenes.ts';

const names = [
  'anonymise.propose',
  'anonymise.preview',
  'anonymise.residue',
  'anonymise.rules',
  'anonymise.setRules',
  'bench.list',
  'bench.open',
  'bench.decide',
  'template.list',
  'template.learn',
  'template.rename',
  'template.remove',
  'template.export',
  'template.import',
] as const satisfies readonly OperationName[];

type Answers = { [Name in (typeof names)[number]]: (input: Parsed<Name>) => Output<Name> };

const moment = '2024-03-04T09:12:00.000Z' as Instant;
const waiting = 40;

const proposals: Output<'bench.open'>['proposals'] = [
  {
    ...{ x: 40, y: 30, w: 620, h: 52, sources: ['overlay', 'reading'], score: 0.97, kind: 'text' },
    ...{ text: 'SZCZEPAŃSKA-KRZYŻANOWSKA, Wilhelmina', critical: true },
  },
  {
    ...{ x: 1_180, y: 34, w: 360, h: 46, sources: ['overlay', 'reading'], score: 0.93, kind: 'text' },
    ...{ text: 'Ysbyty Gwynedd', critical: false },
  },
  {
    ...{ x: 1_240, y: 1_110, w: 300, h: 44, sources: ['overlay'], score: 0.71, kind: 'text' },
    ...{ text: null, critical: false },
  },
  {
    ...{ x: 770, y: 300, w: 34, h: 40, sources: ['reading'], score: 0.8, kind: 'marker' },
    ...{ text: 'L', critical: false },
  },
];

const template = {
  ...{
    name: 'Obstetrics, left room',
    maker: 'GE Healthcare',
    model: 'Voluson E8',
    width: 1_600,
    height: 1_200,
  },
  regions: [{ x: 0, y: 0, w: 1_600, h: 96 }],
};

/** The bench as it stands when everything was searched ahead. */
export function benchAnswers(scene: Scene): Answers {
  const total = scene.empty ? 0 : waiting;
  const item = (index: number): Output<'bench.list'>['items'][number] => {
    const made = index % 9 === 8;
    return {
      recording: { ...tileOf(index), standing: 'needsAnonymising' },
      stage: made ? 'toSign' : 'toMake',
      copy: made ? anonymisedRendition(index, false).id : null,
      search: index < 12 ? 'ready' : 'waiting',
      regions: index < 12 ? 3 : 0,
      critical: index < 12 ? 1 : 0,
    };
  };
  return {
    'anonymise.propose': ({ recordings }) => ({ waiting: recordings.length }),
    'anonymise.preview': ({ recording }) => ({ url: `media/${recording}`, expiresAt: moment }),
    'anonymise.residue': () => ({ search: 'ready', residue: [] }),
    'anonymise.rules': () => ({ secondReader: false }),
    'anonymise.setRules': () => ({}),
    'bench.list': ({ offset, limit }) => ({
      total,
      perHour: scene.empty ? null : 214,
      items: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
        item(offset + at),
      ),
    }),
    'bench.open': ({ recording }) => ({
      rendition: idOf(3, indexOf(recording)),
      search: 'ready',
      fault: null,
      proposals: indexOf(recording) === 0 ? [] : proposals,
      device: { maker: 'GE Healthcare', model: 'Voluson E8', width: 1_600, height: 1_200 },
      templates: [],
      draft: null,
      series: Array.from({ length: 6 }, (_, at) => {
        const { id, number, thumbnail } = tileOf(indexOf(recording) + at);
        return { id, number, thumbnail, stage: at === 1 ? 'done' : 'toMake' };
      }),
      next: idOf(1, indexOf(recording) + 1),
      left: waiting,
    }),
    'bench.decide': () => ({}),
    'template.list': () =>
      scene.empty ? [] : [{ ...template, id: idOf(17, 1), madeBy: people[0]!, madeAt: moment }],
    'template.learn': () => ({ id: idOf(17, 2) }),
    'template.rename': () => ({}),
    'template.remove': () => ({}),
    'template.export': () => ({ format: 'custos-device-templates', version: 1, templates: [template] }),
    'template.import': ({ document }) => ({ added: document.templates.length, known: 0 }),
  };
}
