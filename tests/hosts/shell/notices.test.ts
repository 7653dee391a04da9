import { expect, test } from 'vitest';
import { noticeOf, noticeOfQueues } from '../../../electron/shell/notices.ts';
import type { EngineEvent } from '../../../shared/contract/event.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const job = (
  state: 'running' | 'done' | 'failed',
  outcomes: Record<string, number>,
  kind: 'import' | 'anonymise' | 'previews' = 'import',
): EngineEvent => ({
  kind: 'job',
  job: {
    id: '0'.repeat(32) as Id,
    kind,
    state,
    startedAt: '2026-03-10T09:00:00.000Z' as Instant,
    endedAt: null,
    done: 1,
    total: 1,
    bytesDone: 1,
    bytesTotal: 1,
    outcomes,
  },
});

test('the end of a job is told in numbers', () => {
  expect(noticeOf(job('done', { stored: 1_212, setAside: 3, duplicate: 5, cancelled: 0 }))).toEqual({
    title: 'Taking in is done',
    body: '1,212 stored and checked, 3 set aside, 5 here already.',
  });
  expect(noticeOf(job('failed', {}))).toEqual({
    title: 'Taking in has stopped',
    body: 'No file was stored.',
  });
  expect(noticeOf(job('done', { stored: 1 }, 'anonymise'))).toEqual({
    title: 'Making anonymised copies is done',
    body: '1 stored and checked.',
  });
});

test('nothing else is told', () => {
  expect(noticeOf(job('running', { stored: 5 }))).toBeNull();
  expect(noticeOf(job('done', { stored: 5 }, 'previews'))).toBeNull();
  expect(noticeOf({ kind: 'locked', why: 'screen' })).toBeNull();
  expect(noticeOf({ kind: 'changed', nouns: ['recording', 'queue'] })).toBeNull();
});

test('the queues are told of when more waits than before', () => {
  expect(noticeOfQueues(null, 5)).toBeNull();
  expect(noticeOfQueues(5, 5)).toBeNull();
  expect(noticeOfQueues(5, 4)).toBeNull();
  expect(noticeOfQueues(0, 1)?.body).toBe('1 thing waits.');
  expect(noticeOfQueues(5, 9)?.body).toBe('9 things wait.');
});
