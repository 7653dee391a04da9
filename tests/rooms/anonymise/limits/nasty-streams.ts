import { sample } from '../witnesses.ts';
import { box, filled, fullBox, latin, type Nasty, u16, u32, u32le } from './nasty.ts';

/** Enough to show what costs more the longer a file is. */
const long = 256 * 1024;
const claimed = 5_900_000;

const type = box('ftyp', latin('isom\0\0\0\0isommp42'));
const picture = (coding: string): Buffer =>
  box(coding, Buffer.concat([u32(0), u16(0), u16(1), Buffer.alloc(70)]));

interface Table {
  readonly sizes: Buffer;
  readonly chunks: Buffer;
  readonly runs: Buffer;
}

const track = (coding: string, { sizes, chunks, runs }: Table): Buffer =>
  box(
    'trak',
    fullBox('tkhd', Buffer.alloc(8), u32(1), Buffer.alloc(76)),
    box(
      'mdia',
      fullBox('mdhd', u32(0, 0, 1_000, 0, 0)),
      fullBox('hdlr', u32(0), latin('vide'), Buffer.alloc(13)),
      box(
        'minf',
        box(
          'stbl',
          fullBox('stsd', u32(1), picture(coding)),
          fullBox('stts', u32(1, claimed, 1)),
          fullBox('stsc', runs),
          fullBox('stsz', sizes),
          fullBox('stco', chunks),
        ),
      ),
    ),
  );

const movie = (...parts: readonly Buffer[]): Buffer =>
  box('moov', fullBox('mvhd', u32(0, 0, 1_000, 0), Buffer.alloc(80)), ...parts);

/** One chunk of as many samples of one byte as are claimed. */
const endless: Table = { sizes: u32(1, claimed), chunks: u32(1, 40), runs: u32(1, 1, claimed, 1) };
const data = (length: number): Buffer => box('mdat', Buffer.alloc(length));
const film = (...parts: readonly Buffer[]): Buffer => Buffer.concat([type, ...parts]);

const mp4s: readonly Omit<Nasty, 'container'>[] = [
  {
    what: 'two hundred tracks of more than four million samples',
    make: () => film(data(64), movie(...Array.from({ length: 200 }, () => track('vp09', endless)))),
  },
  {
    what: 'a chunk for each of more than four million samples',
    make: () => {
      const chunks = Buffer.concat([u32(claimed), filled(u32(40), claimed * 4)]);
      return film(data(64), movie(track('vp09', { ...endless, chunks, runs: u32(1, 1, 1, 1) })));
    },
  },
  {
    what: 'fragments of more than four million samples without a row',
    make: () => {
      const empty: Table = { sizes: u32(0, 0), chunks: u32(0), runs: u32(0) };
      const defaults = box('mvex', fullBox('trex', u32(1, 1, 1, 1, 0)));
      const run = fullBox('trun', u32(claimed));
      const moof = box('moof', box('traf', fullBox('tfhd', u32(1)), run));
      return film(movie(track('vp09', empty), defaults), data(64), moof, data(claimed));
    },
  },
  {
    what: 'runs of chunks that go back and forth',
    make: () => {
      const [runs, chunks] = [60_000, 100_000];
      const table = {
        sizes: u32(1, claimed),
        chunks: Buffer.concat([u32(chunks), filled(u32(40), chunks * 4)]),
        runs: Buffer.concat([u32(runs), filled(u32(1, 1, 1, 0x7fffffff, 1, 1), runs * 12)]),
      };
      return film(data(64), movie(track('vp09', table)));
    },
  },
  {
    what: 'frames that are all the same 4 MB',
    make: () => {
      const frames = 20_000;
      const size = 4 * 1024 * 1024;
      const table = {
        sizes: u32(size, frames),
        chunks: Buffer.concat([u32(frames), filled(u32(40), frames * 4)]),
        runs: u32(1, 1, 1, 1),
      };
      return film(data(size + 64), movie(track('jpeg', table)));
    },
  },
  {
    what: 'tracks full of empty boxes',
    make: () => {
      const boxes = filled(box('free'), 400_000);
      const tracks = Array.from({ length: 20 }, () => box('trak', boxes));
      return film(data(64), movie(...tracks, track('vp09', endless)));
    },
  },
  {
    what: 'a million empty boxes',
    make: () => film(filled(box('free'), long), data(64), movie(track('vp09', endless))),
  },
  {
    what: 'boxes within boxes',
    make: () => {
      let inner: Buffer = Buffer.alloc(0);
      for (let depth = 0; depth < 3_000; depth += 1)
        inner = box(['moov', 'trak', 'meta', 'udta'][depth % 4] ?? '', inner);
      return film(data(64), movie(track('vp09', endless), inner));
    },
  },
];

const element = (id: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x01, 0, 0, 0]), u32(body.length), body]);
const mkvTrack = element(
  '1654ae6b',
  element('ae', Buffer.concat([Buffer.from('d7810183810186', 'hex'), Buffer.from([0x85]), latin('V_VP8')])),
);
const mkvHead = element('1a45dfa3', element('4282', latin('matroska')));
const mkv = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([mkvHead, element('18538067', Buffer.concat([mkvTrack, ...parts]))]);
const block = Buffer.from('a38581000080ff', 'hex');

const mkvs: readonly Omit<Nasty, 'container'>[] = [
  {
    what: 'damage every five bytes',
    make: () => mkv(element('1f43b675', block), filled(Buffer.from('1f43b67500', 'hex'), long)),
  },
  {
    what: 'empty clusters',
    make: () => mkv(element('1f43b675', block), filled(Buffer.from('1f43b67580', 'hex'), long)),
  },
  {
    what: 'clusters of one block',
    make: () => mkv(filled(Buffer.concat([Buffer.from('1f43b67587', 'hex'), block]), long * 4)),
  },
  {
    what: 'more clusters of one block than a film has',
    make: () => mkv(filled(Buffer.concat([Buffer.from('1f43b67587', 'hex'), block]), 12 * 300_001)),
  },
  {
    what: 'groups of one block',
    make: () => mkv(element('1f43b675', filled(Buffer.from('a087a18581000080ff', 'hex'), long * 4))),
  },
  { what: 'blocks of a byte', make: () => mkv(element('1f43b675', filled(block, long * 4))) },
  {
    what: 'more elements of nothing than a film has',
    make: () => mkv(filled(Buffer.from('ec80', 'hex'), 2 * 4_000_001), element('1f43b675', block)),
  },
  {
    what: 'clusters without an end',
    make: () => mkv(filled(Buffer.concat([Buffer.from('1f43b675ff', 'hex'), block]), long)),
  },
];

const chunk = (name: string, body: Buffer): Buffer => Buffer.concat([latin(name), u32le(body.length), body]);
const list = (form: string, ...parts: readonly Buffer[]): Buffer =>
  chunk('LIST', Buffer.concat([latin(form), ...parts]));

function avi(movi: Buffer, ...behind: readonly Buffer[]): Buffer {
  const format = Buffer.concat([
    u32le(40, 1, 1),
    Buffer.from([1, 0, 24, 0]),
    latin('MJPG'),
    Buffer.alloc(20),
  ]);
  const stream = list(
    'strl',
    chunk('strh', Buffer.concat([latin('vidsMJPG'), Buffer.alloc(48)])),
    chunk('strf', format),
  );
  const body = Buffer.concat([
    latin('AVI '),
    list('hdrl', chunk('avih', Buffer.alloc(56)), stream),
    list('movi', movi),
    ...behind,
  ]);
  return Buffer.concat([latin('RIFF'), u32le(body.length), body]);
}

const avis: readonly Omit<Nasty, 'container'>[] = [
  { what: 'a chunk and damage by turns', make: () => avi(filled(latin('00dc\0\0\0\0zz'), long)) },
  { what: 'empty chunks', make: () => avi(filled(latin('00dc\0\0\0\0'), long * 8)) },
  {
    what: 'more chunks than a film has',
    make: () => avi(filled(latin('00dc\0\0\0\0'), 8 * 2_000_001)),
  },
  {
    what: 'one index behind another',
    make: () =>
      avi(
        latin('00dc\0\0\0\0'),
        ...Array.from({ length: 10 }, () => chunk('idx1', filled(latin('00dc'), long))),
      ),
  },
];

const adts = Buffer.from([0xff, 0xf1, 0x50, 0x80, 0, 0xff, 0xfc]);
const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)]);
const page = Buffer.concat([latin('OggS\0'), Buffer.alloc(22)]);

/** Marks and lengths that begin one structure after another in a sound. */
const sounds: readonly Nasty[] = [
  {
    container: 'ogg',
    what: 'pages of nothing',
    make: () => Buffer.concat([sample('lofty-rs__issue_37.ogg').subarray(0, 9_000), filled(page, long)]),
  },
  {
    container: 'ogg',
    what: 'marks of pages',
    make: () =>
      Buffer.concat([sample('lofty-rs__issue_37.ogg').subarray(0, 9_000), filled(latin('OggS'), long)]),
  },
  {
    container: 'mp3',
    what: 'marks of frames',
    make: () => Buffer.concat([frame, frame, filled(Buffer.from([0xff, 0xfb, 0x90]), long)]),
  },
  {
    container: 'mp3',
    what: 'tags of ten bytes',
    make: () => Buffer.concat([filled(latin('ID3\x03\0\0\0\0\0\0'), long), frame, frame]),
  },
  { container: 'aac', what: 'frames of nothing', make: () => filled(adts, long) },
  {
    container: 'aac',
    what: 'marks of frames',
    make: () => Buffer.concat([adts, adts, adts, filled(Buffer.from([0xff, 0xf1]), long)]),
  },
  {
    container: 'flac',
    what: 'marks of frames',
    make: () =>
      Buffer.concat([
        sample('lofty-rs__flac_with_id3v2.flac'),
        filled(Buffer.from([0xff, 0xf8, 0x19, 0x18, 0]), long),
      ]),
  },
  {
    container: 'wav',
    what: 'empty chunks',
    make: () => Buffer.concat([sample('tika__testWAV.wav'), filled(latin('LIST\0\0\0\0'), long)]),
  },
  {
    container: 'aiff',
    what: 'empty chunks',
    make: () => Buffer.concat([latin('FORM'), u32(long), latin('AIFF'), filled(latin('ANNO\0\0\0\0'), long)]),
  },
  {
    container: 'caf',
    what: 'empty chunks',
    make: () =>
      Buffer.concat([latin('caff\0\x01\0\0'), filled(Buffer.concat([latin('info'), Buffer.alloc(8)]), long)]),
  },
  {
    container: 'amr',
    what: 'frames of nothing',
    make: () => Buffer.concat([latin('#!AMR\n'), filled(Buffer.from([0x7c]), long)]),
  },
];

const pack = Buffer.from('000001ba44000400040100008300', 'hex');
const transport = Buffer.concat([Buffer.from([0x47, 0x40, 0, 0x10, 0]), Buffer.alloc(183, 0xff)]);
const packets: readonly Nasty[] = [
  {
    container: 'mpeg-ps',
    what: 'packets of nothing',
    make: () => Buffer.concat([pack, filled(Buffer.from('000001e00000', 'hex'), long)]),
  },
  {
    container: 'mpeg-ps',
    what: 'marks of packets',
    make: () => Buffer.concat([pack, filled(Buffer.from('000001', 'hex'), long)]),
  },
  {
    container: 'mpeg-ts',
    what: 'tables that begin and never end',
    make: () => filled(transport, 188 * 10_000),
  },
];

const inside = (container: string, all: readonly Omit<Nasty, 'container'>[]): Nasty[] =>
  all.map((each) => ({ container, ...each }));

export const nastyStreams: readonly Nasty[] = [
  ...inside('mp4', mp4s),
  ...inside('mkv', mkvs),
  ...inside('avi', avis),
  ...sounds,
  ...packets,
];
