import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  chainStart,
  commitTo,
  entryText,
  hashEntry,
  noPrevious,
  walkChain,
} from '../../../shared/domain/trail/chain.ts';
import { checkpointText } from '../../../shared/domain/trail/checkpoint.ts';
import type { TrailEntry } from '../../../shared/domain/trail/entry.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const id = 'ab'.repeat(16) as Id;

const entry = (facts: Partial<TrailEntry> = {}): TrailEntry => ({
  sequence: 1,
  at: '2026-03-01T12:00:00.000Z' as Instant,
  by: id,
  kind: 'recording.stored',
  about: [{ noun: 'recording', id }],
  facts: { bytes: 12, kind: 'photo' },
  textCommitment: null,
  previous: noPrevious,
  ...facts,
});

test('the text that is hashed has one spelling, which any program can make again', () => {
  expect(entryText(entry())).toBe(
    `{"about":[{"id":"${id}","noun":"recording"}],"at":"2026-03-01T12:00:00.000Z","by":"${id}","facts":{"bytes":12,"kind":"photo"},"kind":"recording.stored","previous":"${noPrevious}","sequence":1,"textCommitment":null}`,
  );
});

test('an entry is hashed after a zero byte, so that no other text can stand for it', () => {
  const bytes = Buffer.concat([Buffer.from([0]), Buffer.from(entryText(entry()))]);
  expect(hashEntry(entry(), sha256)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('every member of an entry is bound by its hash', () => {
  const whole = hashEntry(entry(), sha256);
  const others: Partial<TrailEntry>[] = [
    { sequence: 2 },
    { at: '2026-03-01T12:00:00.001Z' as Instant },
    { by: null },
    { kind: 'recording.held' },
    { about: [] },
    { facts: { bytes: 13, kind: 'photo' } },
    { textCommitment: 'x' },
    { previous: '1'.repeat(64) },
  ];
  for (const other of others) expect(hashEntry(entry(other), sha256)).not.toBe(whole);
});

test('a commitment depends on salt and words both', () => {
  const commitment = commitTo('salt', 'words', sha256);
  expect(commitTo('salu', 'words', sha256)).not.toBe(commitment);
  expect(commitTo('salt', 'word', sha256)).not.toBe(commitment);
  expect(commitTo('salt\nwords', '', sha256)).not.toBe(commitment);
});

test('a chain that follows on has no fault, walked at once or in portions', () => {
  const first = entry();
  const one = { ...first, hash: hashEntry(first, sha256) };
  const second = entry({ sequence: 2, previous: one.hash });
  const two = { ...second, hash: hashEntry(second, sha256) };
  expect(walkChain([one, two], chainStart, sha256).faults).toEqual([]);
  const half = walkChain([one], chainStart, sha256);
  expect(walkChain([two], half.place, sha256).faults).toEqual([]);
});

test('what is signed of a checkpoint names what it is', () => {
  const text = checkpointText({ library: id, sequence: 7, hash: 'f'.repeat(64), at: entry().at });
  expect(text.startsWith('custos trail checkpoint\n{')).toBe(true);
  expect(text).not.toBe(checkpointText({ library: id, sequence: 8, hash: 'f'.repeat(64), at: entry().at }));
});
