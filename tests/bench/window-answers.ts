import sharp from 'sharp';
import type { Catalogue, RecordingQuery, Viewer } from '../../electron/catalogue/catalogue.ts';
import { createCatalogue } from '../../electron/catalogue/sqlite/open.ts';
import type { OperationName, Output, Parsed } from '../../shared/contract/contract.ts';
import { thumbUrl } from '../../shared/contract/media-url.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { benchKey, largeCatalogue } from './large-library.ts';
import { seeded } from './seeded.ts';

type Asked = Partial<{ [Name in OperationName]: (input: Parsed<Name>) => Promise<Output<Name>> }>;

const custodian: Viewer = { user: 'f'.repeat(32) as Id, role: 'custodian' };

/** What a catalogue of so many recordings answers the window, as the engine would ask it. */
export interface LargeLibrary {
  readonly answers: Asked;
  readonly picture: (token: string) => Buffer;
  /** Milliseconds that each search took in the catalogue, since it was asked last. */
  readonly searches: () => number[];
  close(): Promise<void>;
}

const kinds = 24;

/** Thumbnails of the size and weight that the library keeps, all different enough to be decoded each for itself. */
async function makePictures(): Promise<Buffer[]> {
  const random = seeded(5);
  return Promise.all(
    Array.from({ length: kinds }, () => {
      const noise = { type: 'gaussian' as const, mean: 90 + random() * 80, sigma: 18 };
      return sharp({ create: { width: 512, height: 384, channels: 3, background: '#000', noise } })
        .blur(1.2)
        .jpeg({ quality: 78 })
        .toBuffer();
    }),
  );
}

function answersOf(catalogue: () => Catalogue, searches: number[]): Asked {
  const read = <Result>(work: Parameters<Catalogue['read']>[0]): Promise<Result> =>
    catalogue().read(work) as Promise<Result>;
  return {
    'recording.window': ({ query, offset, limit }) =>
      read(async ({ recordings }) => {
        const from = performance.now();
        const found = await recordings.window(custodian, query as RecordingQuery, offset, limit);
        if (query.text !== '') searches.push(performance.now() - from);
        const tiles = found.tiles.map(({ recording, labels }) => ({
          ...recording,
          number: `R-${String(recording.number).padStart(6, '0')}`,
          thumbnail: recording.kind === 'audio' ? null : thumbUrl(recording.id),
          labels: [...labels],
        }));
        return { total: found.total, offset, tiles, notes: [...found.notes] };
      }),
    'recording.counts': ({ query }) =>
      read(async ({ recordings }) => ({
        ...(await recordings.counts(custodian, query as RecordingQuery)),
        notes: [],
      })),
    'recording.suggest': ({ text }) =>
      read(async ({ recordings }) => [...(await recordings.suggest(custodian, text))]),
  };
}

/** The catalogue is opened when the library is unlocked, as the engine does. */
export async function openLargeLibrary(rows: number): Promise<LargeLibrary> {
  const path = await largeCatalogue(rows);
  const pictures = await makePictures();
  const searches: number[] = [];
  let opened: Catalogue | null = null;
  const catalogue = (): Catalogue => {
    opened ??= createCatalogue({ path, key: benchKey });
    return opened;
  };
  return {
    answers: answersOf(catalogue, searches),
    searches: () => searches.splice(0),
    picture: (token) => pictures[Number.parseInt(token.slice(-4), 16) % kinds] as Buffer,
    close: async () => opened?.close(),
  };
}
