import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import { type Account, emptyAccount } from './account.ts';
import { accountJpeg } from './account-jpeg.ts';
import { accountProfile } from './account-profile.ts';
import { dicomForms, type ValueForm } from './dicom-forms.ts';
import { faultOfFrame } from './streams/account-units.ts';

const undefinedLength = 0xffffffff;
/** Representations with a length of four bytes behind two reserved ones. */
const wide = /^(?:O[BDFLVW]|S[QV]|U[CNRTV])$/;

/** What is read, how, and how far every byte so far is accounted for. */
interface Reading {
  readonly bytes: Buffer;
  readonly syntax: string;
  readonly implicit: boolean;
  readonly account: Account;
  /** The days that may stand in it. */
  readonly days: ReadonlySet<string>;
  reached: number;
}

const wrong = ({ account }: Reading, what: string): void => {
  account.residual.push({ where: 'DICOM', what });
};

/** Bytes of an element's head by the form of the data set it lies in. */
const headLength = (implicit: boolean, vr: string | undefined): number =>
  !implicit && vr !== undefined && wide.test(vr) ? 12 : 8;

/** Moves on over a run that must begin where the last one ended. */
function account(reading: Reading, from: number, to: number, what: string): void {
  if (from !== reading.reached) wrong(reading, `bytes before ${what} that belong to no element`);
  reading.reached = Math.max(reading.reached, to);
}

function accountText(reading: Reading, name: string, value: Buffer, form: Extract<ValueForm, RegExp>): void {
  if (!form.test(value.toString('latin1'))) wrong(reading, `${name} with a value that it may not have`);
}

/** A day that was moved as it should be, a time beside such days, or both; without them nothing. */
function accountDate(reading: Reading, name: string, value: Buffer, form: 'day' | 'time' | 'moment'): void {
  const text = value.toString('latin1').replace(/ $/, '');
  const [day, time] = form === 'time' ? [null, text] : [text.slice(0, 8), text.slice(8)];
  const dayHolds = day === null ? reading.days.size > 0 : reading.days.has(day);
  const timeHolds = form === 'day' ? time === '' : /^(?:\d{2}){0,3}$/.test(time);
  if (text !== '' && !(dayHolds && timeHolds)) wrong(reading, `${name} with a date that was not moved`);
}

function accountValue(reading: Reading, name: string, value: Buffer, form: ValueForm): void {
  const { account: into } = reading;
  if (form instanceof RegExp) accountText(reading, name, value, form);
  else if (form === 'day' || form === 'time' || form === 'moment') accountDate(reading, name, value, form);
  else if (form === 'empty') {
    if (value.length > 0) wrong(reading, `${name} with a value`);
  } else if (form === 'decimals') {
    if (!/^[-+0-9.eE\\ ]+$/.test(value.toString('latin1'))) wrong(reading, `${name} with other than numbers`);
    into.spans.push({ where: `DICOM ${name}`, bytes: value, kind: 'tables' });
  } else if (form === 'profile') {
    // A byte that makes the length even belongs to the element and not to the profile.
    const length = value.length >= 4 ? value.readUInt32BE(0) : 0;
    accountProfile(value.length - length === 1 ? value.subarray(0, length) : value, into);
  } else {
    const kind = form === 'table' ? 'samples' : 'structure';
    const most = typeof form === 'number' ? form : 131_072;
    if (value.length > most) wrong(reading, `${name} with more than it may hold`);
    into.spans.push({ where: `DICOM ${name}`, bytes: value, kind });
  }
}

/** Markers before the coded samples of JPEG-LS that may stand there (T.87 C.1.1): frame, parameters, restarts, scan. */
const lsMarkers = [0xf7, 0xf8, 0xdd, 0xda];

/** Markers up to the first scan or tile, with what lies behind each. */
function* segments(part: Buffer): Generator<[code: number, body: Buffer]> {
  for (let at = 2; at + 4 <= part.length && part[at] === 0xff; ) {
    const code = part[at + 1] ?? 0;
    const end = at + 2 + part.readUInt16BE(at + 2);
    yield [code, part.subarray(at + 4, end)];
    if (code === 0xda || code === 0x90 || end <= at + 2) return;
    at = end;
  }
}

/** The head of a frame: JPEG has several, JPEG-LS one (T.81 table B.1, T.87 C.1.1). */
const isFrameHead = (code: number): boolean =>
  code === 0xf7 || (code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code));

const isTransform = ([code, body]: [number, Buffer]): boolean =>
  code === 0xe8 && body.length === 5 && body.toString('latin1', 0, 4) === 'mrfx';

const startMark = Buffer.from([0, 0, 1]);
const userData = Buffer.from([0, 0, 1, 0xb2]);

/** A film as its bare stream: MPEG-2 by the first two numbers of its codings, HEVC by the last two. */
function accountFilm(reading: Reading, part: Buffer, coding: number): void {
  const at = part.indexOf(startMark);
  if (at < 0 || part.subarray(0, at).some((byte) => byte !== 0)) wrong(reading, 'a film that is no stream');
  else if (coding < 2 && part.includes(userData)) wrong(reading, 'notes between the frames');
  else if (coding >= 2) {
    const units = Buffer.concat([Buffer.alloc(1), part.subarray(at)]);
    const fault = faultOfFrame(coding < 7 ? 'avc' : 'hevc', units, 4, false);
    if (fault) wrong(reading, fault);
  }
}

function accountPicture(reading: Reading, part: Buffer): void {
  const { account: into, syntax } = reading;
  // Run lengths have no mark in front of each frame.
  const isMarked = part[0] === 0xff && (part[1] === 0xd8 || part[1] === 0x4f);
  const film = /^1\.2\.840\.10008\.1\.2\.4\.10(\d)/.exec(syntax)?.[1];
  if (film !== undefined) accountFilm(reading, part, Number(film));
  else if (!isMarked && syntax !== '1.2.840.10008.1.2.5' && part.length > 0)
    wrong(reading, 'a coded picture without its mark');
  const heads = part[0] === 0xff ? [...segments(part)] : [];
  const isLs = heads.find(([code]) => isFrameHead(code))?.[0] === 0xf7;
  if (part[0] === 0xff && part[1] === 0xd8 && !isLs) {
    const odd = part[part.length - 1] === 0 && part[part.length - 2] === 0xd9;
    const inner = accountJpeg(odd ? part.subarray(0, -1) : part);
    for (const each of inner.residual) into.residual.push(each);
    for (const each of inner.spans) into.spans.push(each);
    return;
  }
  const foreign = isLs
    ? heads.some((head) => !lsMarkers.includes(head[0]) && !isTransform(head))
    : part[1] === 0x4f && heads.some(([code]) => code === 0x64);
  if (foreign) wrong(reading, 'a comment or other data in a coded picture');
  into.spans.push({ where: 'DICOM coded picture', bytes: part, kind: 'samples' });
}

/** Fragments of coded pictures: the table of their places first, each behind a head of eight bytes. */
function accountFragments(reading: Reading, element: Element): void {
  const { bytes } = reading;
  let at = element.dataOffset;
  for (let index = 0; at + 8 <= bytes.length; index += 1) {
    const name = bytes.readUInt32LE(at);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 0xe0ddfffe && length === 0) {
      reading.reached = at + 8;
      return;
    }
    const part = bytes.subarray(at + 8, at + 8 + length);
    if (name !== 0xe000fffe || part.length !== length) break;
    if (index > 0) accountPicture(reading, part);
    else if (length % 4 !== 0) wrong(reading, 'a table of places that is none');
    at += 8 + length;
  }
  wrong(reading, 'fragments without an end');
}

function accountItems(reading: Reading, element: Element, path: string): void {
  for (const item of element.items ?? []) {
    account(reading, item.dataOffset - 8, item.dataOffset, 'an item');
    if (item.dataSet) accountSet(reading, item.dataSet, `${path}/`, reading.implicit);
  }
  account(
    reading,
    element.dataOffset + element.length,
    element.dataOffset + element.length,
    'the end of a sequence',
  );
}

function accountContent(reading: Reading, element: Element, path: string, form: ValueForm): void {
  const open = element.length === undefinedLength || element.hadUndefinedLength === true;
  if (form === 'items') accountItems(reading, element, path);
  else if (form === 'pixels' && open) accountFragments(reading, element);
  else {
    const end = element.dataOffset + element.length;
    const value = reading.bytes.subarray(element.dataOffset, end);
    reading.reached = end;
    if (form !== 'pixels') accountValue(reading, path, value, form);
    else reading.account.spans.push({ where: 'DICOM samples', bytes: value, kind: 'samples' });
  }
}

function accountElement(reading: Reading, element: Element, path: string, implicit: boolean): void {
  account(reading, element.dataOffset - headLength(implicit, element.vr), element.dataOffset, path);
  const form = dicomForms.get(path);
  if (form !== undefined) accountContent(reading, element, path, form);
  else {
    wrong(reading, `element ${path}, which is not needed`);
    reading.reached = Math.min(element.dataOffset + element.length, reading.bytes.length);
  }
}

/** Elements in the order in which they lie; `path` is the chain of sequences that leads to them. */
function accountSet(reading: Reading, set: DataSet, path: string, implicit: boolean): void {
  const elements = Object.values(set.elements).sort((one, other) => one.dataOffset - other.dataOffset);
  for (const element of elements)
    accountElement(
      reading,
      element,
      path + element.tag.slice(1),
      implicit && !element.tag.startsWith('x0002'),
    );
}

/** Accounts for every byte of a DICOM file, reading it with a reader that did not write it. */
export function accountDicom(bytes: Buffer, days: ReadonlySet<string> = new Set()): Account {
  const into = emptyAccount();
  const stop = (what: string): Account => {
    into.residual.push({ where: 'DICOM', what });
    return into;
  };
  if (bytes.toString('latin1', 128, 132) !== 'DICM') return stop('no mark');
  if (bytes.subarray(0, 128).some((byte) => byte !== 0)) return stop('bytes before the mark');
  try {
    const set = dicomParser.parseDicom(bytes);
    const syntax = set.string('x00020010') ?? '';
    const implicit = syntax === '1.2.840.10008.1.2';
    const reading: Reading = { bytes, syntax, implicit, account: into, days, reached: 132 };
    accountSet(reading, set, '', implicit);
    if (reading.reached !== bytes.length) wrong(reading, 'bytes behind the last element');
    return into;
  } catch {
    return stop('it cannot be read back');
  }
}
