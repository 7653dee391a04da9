import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { tagsOf } from '../../../electron/media/lecture/tags.ts';
import { cleanLecture, unpackLecture } from '../../../electron/media/lecture/take-apart.ts';
import { pdfOf, presentation } from '../../operations/lecture-files.ts';
import { sample } from '../../operations/rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-lecture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const london = readFileSync(sample('media__london-512.jpg'));
const png = readFileSync(sample('qr-code.png'));

let count = 0;
function put(bytes: Uint8Array): { path: string; into: string } {
  count += 1;
  const [path, into] = [join(folder, `lecture-${count}`), join(folder, `into-${count}`)];
  writeFileSync(path, bytes);
  mkdirSync(into);
  return { path, into };
}

async function unpacked(bytes: Uint8Array) {
  const { path, into } = put(bytes);
  return unpackLecture(path, into);
}

async function lectureOf(bytes: Uint8Array) {
  const lecture = await unpacked(bytes);
  if (lecture?.outcome !== 'ok') throw new Error(JSON.stringify(lecture));
  return lecture;
}

const parts: Readonly<Record<string, string | Buffer>> = {
  '_rels/.rels':
    '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="p.xml"/></Relationships>',
  'p.xml':
    '<p:presentation xmlns:p="p"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
  '_rels/p.xml.rels':
    '<Relationships><Relationship Id="r1" Type="x/slide" Target="/s/one.xml"/></Relationships>',
  's/one.xml': '<p:sld xmlns:p="p"/>',
};

async function zipOf(more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries({ ...parts, ...more }))
    zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const written: Buffer[] = [];
  for await (const part of zip.outputStream) written.push(part as Buffer);
  return Buffer.concat(written);
}

/** The same bytes with one name in the place of another of the same length, in both of its headers. */
const renamed = (zip: Buffer, from: string, to: string): Buffer =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

/** Sets what the directory says of its first entry: flags, or the size unfolded (APPNOTE 6.3.10, 4.3.12). */
function directory(zip: Buffer, offset: number, value: number, bytes: 2 | 4): Buffer {
  const at = zip.indexOf('PK\x01\x02', 0, 'latin1') + offset;
  const out = Buffer.from(zip);
  if (bytes === 2) out.writeUInt16LE(value, at);
  else out.writeUInt32LE(value, at);
  return out;
}

test('a minimal presentation is read, so that the hostile ones fail for their own reason', async () => {
  const rels = '<Relationships><Relationship Id="r9" Type="x/image" Target="../M/A.PNG"/></Relationships>';
  const lecture = await lectureOf(
    await zipOf({ 's/_rels/one.xml.rels': rels, 'm/a.png': png, 'm/b.png': png }),
  );
  expect(lecture.parts.map(({ name, places }) => [name, places])).toEqual([
    ['m/a.png', [{ what: 'slide', numbers: [1] }]],
    ['m/b.png', [{ what: 'nowhere', numbers: [] }]],
  ]);
});

const doctype = '<!DOCTYPE a [<!ENTITY b "bb">]><p:presentation/>';
const hostile: readonly (readonly [what: string, bytes: () => Promise<Buffer>, reason: string])[] = [
  [
    'a name that leads out',
    async () => renamed(await zipOf({ 'aaaaaa/x': 'x' }), 'aaaaaa/x', '../../xx'),
    'hostile',
  ],
  [
    'an absolute name',
    async () => renamed(await zipOf({ 'aaaaaa/x': 'x' }), 'aaaaaa/x', '/etc/xxx'),
    'hostile',
  ],
  [
    'two parts of one name',
    async () => renamed(await zipOf({ 's/two.xml': 'x' }), 's/two.xml', 'S/ONE.xml'),
    'hostile',
  ],
  ['what states a size beyond bounds', async () => directory(await zipOf(), 24, 0xfffffff0, 4), 'hostile'],
  ['what unfolds to more than it states', async () => directory(await zipOf(), 24, 3, 4), 'unreadable'],
  ['a bomb', async () => zipOf({ 'm/bomb.bin': Buffer.alloc(70 * 1024 ** 2) }), 'hostile'],
  ['a password', async () => directory(await zipOf(), 8, 0x801, 2), 'unsupported'],
  ['another way of packing', async () => directory(await zipOf(), 10, 12, 2), 'unsupported'],
  ['a file cut short', async () => (await zipOf()).subarray(0, 300), 'unreadable'],
  ['a document type', async () => zipOf({ 'p.xml': doctype }), 'unreadable'],
  [
    'a part in another coding',
    async () => zipOf({ 'p.xml': Buffer.from('\xff\xfe<\0', 'latin1') }),
    'unreadable',
  ],
  ['another document', async () => zipOf({ 'p.xml': '<w:document/>' }), 'unsupported'],
  ['an archive of anything', async () => zipOf({ '_rels/.rels': '<Relationships/>' }), 'unsupported'],
  [
    'an older PowerPoint',
    async () => Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
    'unsupported',
  ],
  ['a PDF of nothing', async () => Buffer.from('%PDF-1.7\nnothing'), 'unreadable'],
];

test.each(hostile)('is refused in words: %s', async (_, bytes, reason) => {
  const refused = await unpacked(await bytes());
  expect(refused).toMatchObject({
    outcome: 'set-aside',
    reason,
    message: expect.stringMatching(/^[A-Z].*\.$/),
  });
});

test('what is neither presentation nor PDF is a file by itself', async () => {
  expect(await unpacked(london)).toBeNull();
});

test('a document within the document is told unless it holds numbers alone', async () => {
  const book = await zipOf({ 'xl/media/image1.png': png });
  const lecture = await lectureOf(await zipOf({ 'e/numbers.xlsx': await zipOf(), 'e/pictures.xlsx': book }));
  expect(lecture.parts.map(({ name, path, note }) => [name, path, /looked into/.test(note ?? '')])).toEqual([
    ['e/pictures.xlsx', null, true],
  ]);
});

test('what is linked and not in the file is told', async () => {
  const link = 'Type="x/video" Target="file:///C:/films/knee.mp4" TargetMode="External"';
  const rels = `<Relationships><Relationship Id="r9" ${link}/></Relationships>`;
  const lecture = await lectureOf(await zipOf({ 's/_rels/one.xml.rels': rels }));
  expect(lecture.parts).toMatchObject([{ path: null, places: [{ what: 'slide', numbers: [1] }] }]);
});

test('a cleaned presentation keeps every other part byte for byte, and forgets what was said of the picture', async () => {
  const { path } = put(await presentation([{ pictures: [london], words: 'Kept' }, { pictures: [png] }]));
  const names = ['ppt/media/image-1-1.jpeg'];
  const to = join(folder, 'cleaned.pptx');
  expect(await cleanLecture(path, names, to)).toMatchObject({ outcome: 'ok', replaced: 1, emptied: [] });
  const [before, after] = [await partsOf(path), await partsOf(to)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  const changed = [...before.keys()].filter((name) => !before.get(name)?.equals(after.get(name) as Buffer));
  expect(changed).toEqual(
    ['ppt/slides/slide1.xml', ...names].sort(
      (a, b) => [...before.keys()].indexOf(a) - [...before.keys()].indexOf(b),
    ),
  );
  const { data, info } = await sharp(after.get(names[0] as string))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 512, height: 384 });
  expect(new Set(data).size).toBe(1);
  const slide = after.get('ppt/slides/slide1.xml')?.toString() ?? '';
  expect(before.get('ppt/slides/slide1.xml')?.toString()).toContain('Londonderry');
  expect(slide).not.toContain('Londonderry');
  expect(slide).toContain('Kept');
  expect([...tagsOf(slide)].length).toBe(
    [...tagsOf(before.get('ppt/slides/slide1.xml')?.toString() ?? '')].length,
  );
});

async function partsOf(path: string): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(readFileSync(path), { lazyEntries: true });
  const found = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const bytes: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) bytes.push(part as Buffer);
    found.set(entry.fileName, Buffer.concat(bytes));
  }
  return found;
}

test('pictures of a PDF come out as they were put in, and PNG sample for sample', async () => {
  const grey = await sharp(png).greyscale().resize(40, 30).png({ palette: false }).toBuffer();
  const palette = await sharp(london).resize(60).png({ palette: true }).toBuffer();
  const lecture = await lectureOf(await pdfOf([[london], [grey, palette]]));
  const [jpeg, ...others] = lecture.parts.map(({ path }) => readFileSync(path as string));
  expect(jpeg?.equals(london)).toBe(true);
  for (const [at, was] of [grey, palette].entries()) {
    const raw = (bytes: Buffer | undefined) =>
      sharp(bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
    expect((await raw(others[at])).equals(await raw(was))).toBe(true);
  }
});

test('what a PDF draws within its text is told, since it cannot be looked at', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage();
  const content = 'q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q';
  page.node.set(
    PDFName.of('Contents'),
    document.context.register(
      PDFRawStream.of(document.context.obj({ Length: content.length }), Buffer.from(content)),
    ),
  );
  const lecture = await lectureOf(await document.save());
  expect(lecture.parts).toMatchObject([{ path: null, places: [{ what: 'page', numbers: [1] }] }]);
});

test('a cleaned PDF holds nothing of what was taken out, and poppler still finds the rest', async () => {
  const { path } = put(await pdfOf([[london], [png]]));
  const [first] = (await lectureOf(readFileSync(path))).parts;
  const to = join(folder, 'cleaned.pdf');
  expect(await cleanLecture(path, [first?.name as string], to)).toMatchObject({ outcome: 'ok', replaced: 1 });
  const cleaned = readFileSync(to);
  expect(cleaned.includes(london.subarray(1_000, 1_200))).toBe(false);
  const { parts } = await lectureOf(cleaned);
  const grey = await sharp(readFileSync(parts[0]?.path as string))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(grey.info).toMatchObject({ width: 512, height: 384 });
  expect(new Set(grey.data).size).toBe(1);
  const [first512, ...others] = execFileSync('pdfimages', ['-list', to], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(2);
  expect(first512).toMatch(/ 512 +384 .* jpeg /);
  expect(others.length).toBeGreaterThan(0);
});
