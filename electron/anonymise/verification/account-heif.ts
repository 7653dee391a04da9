import { type Account, emptyAccount } from './account.ts';
import { accountCodedUnits, accountProperty } from './account-heif-parts.ts';
import { accountSequence, isSequence, stillBehind } from './account-heif-sequence.ts';

interface Reading {
  readonly file: Buffer;
  readonly account: Account;
  /** Runs of the file that items name, and of the box of small data. */
  readonly inFile: [number, number][];
  readonly inside: [number, number][];
  readonly types: Map<number, string>;
  readonly places: Map<number, Buffer[]>;
  idat: Buffer;
}

const wrong = ({ account }: Reading, what: string): void => {
  account.residual.push({ where: 'HEIF', what });
};

/** Boxes of 32-bit length that fill the bytes exactly; null where they do not. */
function split(bytes: Buffer): { type: string; body: Buffer }[] | null {
  const out: { type: string; body: Buffer }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 8 > bytes.length ? -1 : at + bytes.readUInt32BE(at);
    if (end < at + 8 || end > bytes.length) return null;
    out.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, end) });
    at = end;
  }
  return out;
}

const handlerForm = Buffer.concat([Buffer.alloc(8), Buffer.from('pict', 'latin1'), Buffer.alloc(13)]);
const itemTypes = new Set(['hvc1', 'av01', 'avc1', 'jpeg', 'vvc1', 'j2k1', 'unci', 'grid', 'iovl', 'iden']);

function accountItems(reading: Reading, body: Buffer): void {
  const entries = split(body.subarray(6));
  if (!entries || entries.length !== body.readUInt16BE(4)) wrong(reading, 'a damaged list of items');
  for (const { type, body: entry } of entries ?? []) {
    const kind = entry.toString('latin1', 8, 12);
    const bare = type === 'infe' && entry.length === 13 && entry[0] === 2 && entry[12] === 0;
    if (!bare || !itemTypes.has(kind)) wrong(reading, `an item of kind ${kind}`);
    else reading.types.set(entry.readUInt16BE(4), kind);
  }
}

function accountPlaces(reading: Reading, body: Buffer): void {
  const count = body.readUInt16BE(6);
  if (body.length !== 8 + count * 16 || body.readUInt16BE(4) !== 0x4400 || body[0] !== 1) {
    wrong(reading, 'a list of places of another form');
    return;
  }
  for (let at = 8; at < body.length; at += 16) {
    const within = body.readUInt16BE(at + 2) === 1;
    const from = body.readUInt32BE(at + 8);
    const to = from + body.readUInt32BE(at + 12);
    (within ? reading.inside : reading.inFile).push([from, to]);
    reading.places.set(body.readUInt16BE(at), [(within ? reading.idat : reading.file).subarray(from, to)]);
  }
}

function accountProperties(reading: Reading, body: Buffer): void {
  const [list, table, ...more] = split(body) ?? [];
  const properties = list?.type === 'ipco' ? split(list.body) : null;
  if (!properties || table?.type !== 'ipma' || more.length > 0) {
    wrong(reading, 'a damaged list of properties');
    return;
  }
  for (const { type, body: content } of properties) accountProperty(type, content, reading.account);
  const used = new Set<number>();
  let at = 8;
  for (let left = table.body.readUInt32BE(4); left > 0 && at + 3 <= table.body.length; left -= 1) {
    const listed = table.body[at + 2] ?? 0;
    at += 3;
    for (let each = 0; each < listed && at + 2 <= table.body.length; each += 1, at += 2)
      used.add(table.body.readUInt16BE(at) & 0x7fff);
  }
  if (at !== table.body.length) wrong(reading, 'bytes behind the properties');
  if (properties.some((_, index) => !used.has(index + 1))) wrong(reading, 'a property of no item');
}

function accountReferences(reading: Reading, body: Buffer): void {
  for (const { type, body: entry } of split(body.subarray(4)) ?? [{ type: '', body: Buffer.alloc(4) }])
    if (!['dimg', 'auxl', 'prem'].includes(type) || entry.length !== 4 + 2 * entry.readUInt16BE(2))
      wrong(reading, `a reference of kind ${type}`);
}

function accountMeta(reading: Reading, meta: Buffer): void {
  const boxes = split(meta.subarray(4));
  const seen = new Set<string>();
  if (!boxes || meta.readUInt32BE(0) !== 0) wrong(reading, 'a damaged table of contents');
  const idat = boxes?.find(({ type }) => type === 'idat');
  if (idat) reading.idat = idat.body;
  for (const { type, body } of boxes ?? []) {
    if (seen.has(type)) wrong(reading, `a second box ${type}`);
    seen.add(type);
    if (type === 'hdlr' ? !body.equals(handlerForm) : type === 'pitm' && body.length !== 6)
      wrong(reading, `further bytes in ${type}`);
    else if (type === 'iinf') accountItems(reading, body);
    else if (type === 'iloc') accountPlaces(reading, body);
    else if (type === 'iprp') accountProperties(reading, body);
    else if (type === 'iref') accountReferences(reading, body);
    else if (!['hdlr', 'pitm', 'idat'].includes(type)) wrong(reading, `the box ${type}`);
  }
}

/** Whether runs cover all from one place to another without a gap. */
function covers(runs: readonly [number, number][], from: number, to: number): boolean {
  let reached = from;
  for (const [start, end] of [...runs].sort(([a], [b]) => a - b)) {
    if (start > reached) return false;
    reached = Math.max(reached, end);
  }
  return reached === to;
}

function accountWhole(reading: Reading, behind: boolean): void {
  const { file, account } = reading;
  const boxes = split(file) ?? [];
  // Behind a sequence, whose two boxes are accounted for as a film's.
  if (behind) boxes.splice(1, 2);
  const [brands, meta, samples, ...more] = boxes;
  if (brands?.type !== 'ftyp' || meta?.type !== 'meta' || samples?.type !== 'mdat' || more.length > 0) {
    wrong(reading, 'boxes that are not needed, or none at all');
    return;
  }
  const names = brands.body.toString('latin1');
  if (brands.body.readUInt32BE(4) !== 0 || !/^(?:[a-zA-Z0-9]{4})+$/.test(names.slice(0, 4) + names.slice(8)))
    wrong(reading, 'brands of another form');
  accountMeta(reading, meta.body);
  if (!covers(reading.inFile, file.length - samples.body.length, file.length))
    wrong(reading, 'samples of no item');
  if (!covers(reading.inside, 0, reading.idat.length)) wrong(reading, 'small data of no item');
  for (const [id, contents] of reading.places) {
    const kind = reading.types.get(id);
    if (kind === undefined) wrong(reading, 'a place of no item');
    for (const bytes of contents) {
      account.spans.push({ where: `HEIF item ${id}`, bytes, kind: 'samples' });
      accountCodedUnits(kind ?? '', bytes, account);
    }
  }
}

function accountStill(file: Buffer, behind: boolean): Account {
  const reading: Reading = {
    file,
    account: emptyAccount(),
    inFile: [],
    inside: [],
    types: new Map(),
    places: new Map(),
    idat: Buffer.alloc(0),
  };
  try {
    accountWhole(reading, behind);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    wrong(reading, 'a box shorter than its form');
  }
  return reading.account;
}

async function accountBoth(file: Buffer, stillAt: number): Promise<Account> {
  const sequence = await accountSequence(file.subarray(0, stillAt));
  const still = accountStill(file, true);
  return {
    spans: [...sequence.spans, ...still.spans],
    residual: [...sequence.residual, ...still.residual],
  };
}

/** Accounts for every byte of a HEIC or AVIF, reading it without any help of what wrote it. */
export function accountHeif(file: Buffer): Account | Promise<Account> {
  if (isSequence(file)) return accountSequence(file);
  const stillAt = stillBehind(file);
  return stillAt === null ? accountStill(file, false) : accountBoth(file, stillAt);
}
