import type { z } from 'zod';
import { contract, type OperationName, type Output } from '../../shared/contract/contract.ts';
import { person } from '../../shared/contract/values.ts';
import { CustosError } from '../../shared/kernel/error.ts';

/**
 * Lecture mode, for a shared screen. The window then does not hold what identifies a patient: free words in the
 * engine's answers are replaced before any screen gets them, and what is not on the list below is not asked at all.
 * Nothing is changed in the mode, so that no replaced word ever goes back into the library. It does not look into the
 * pictures: what stands in one is seen.
 */
let on = false;
const listeners = new Set<() => void>();

export const lectureOn = (): boolean => on;

export function setLecture(next: boolean): void {
  on = next;
  for (const listener of listeners) listener();
}

export function onLecture(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is shown in the place of what is hidden. */
export const hidden = 'Hidden';

/** Words of the library's own making, wherever they stand. They carry opaque numbers at most. */
const plain = [
  'cites',
  'codecs',
  'container',
  'hash',
  'local',
  'noun',
  'number',
  'offset',
  'paragraph',
  'reasons',
  'release',
  'remedies',
  'sha256',
  'signature',
  'thumbnail',
  'type',
  'url',
] as const;

/**
 * What may be asked in lecture mode, and which free words of the answer are shown beside the plain ones. `all`: it
 * says nothing of patients; `none`: a list of words that people chose, shown as empty. An operation that is not here is refused: whatever changes something, and whatever
 * shows nothing but who somebody is.
 */
const open: Readonly<Partial<Record<OperationName, 'all' | 'none' | readonly string[]>>> = {
  'library.status': 'all',
  'library.verify': 'all',
  'session.unlock': 'all',
  'session.lock': 'all',
  'session.touch': 'all',
  'session.recover': 'all',
  'user.list': 'all',
  'user.preferences': 'all',
  'user.prefer': 'all',
  'backup.list': 'all',
  'backup.plan': 'all',
  'job.list': [],
  'job.show': [],
  'recording.window': [],
  'recording.ids': [],
  'recording.byNumber': [],
  'recording.counts': [],
  'recording.timeline': [],
  'recording.similar': [],
  'recording.together': [],
  'label.list': 'none',
  'collection.list': 'none',
  'view.list': 'none',
  'recording.twins': [],
  'recording.show': [],
  'recording.answers': [],
  'recording.history': ['what', 'entered'],
  'open.custody': [],
  'open.use': [],
  'open.renew': [],
  'agreement.list': [],
  'agreement.show': [],
  'form.list': ['title'],
  'form.templates': 'all',
  'release.list': [],
  'bench.list': [],
  'anonymise.rules': 'all',
  'retention.schedule': 'all',
  'notice.list': 'all',
  'queue.counts': 'all',
  'queue.items': ['reason'],
  'queue.overview': ['reason'],
  'queue.calendar': 'all',
  'erasure.certificates': ['why', 'destroyed', 'verifiedHow'],
  'erasure.certificate': ['why', 'destroyed', 'verifiedHow'],
  'trail.window': ['kind', 'says'],
  'trail.verify': ['what'],
};

/** Days that tell who somebody is. */
const tellingDays = ['bornOn', 'diedOn'];

const innerOf = (schema: z.ZodType): z.ZodType | null => {
  const { innerType, out } = schema.def as { innerType?: z.ZodType; out?: z.ZodType };
  return innerType ?? out ?? null;
};

type Hider = (schema: z.ZodType, value: unknown, key: string) => unknown;

function hideObject(hide: Hider, shape: Record<string, z.ZodType>, value: object): unknown {
  // A member that the contract does not name has no place in an answer.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const form = shape[key];
      return form ? [[key, hide(form, inner, key)]] : [];
    }),
  );
}

/** Replaces every free word but those shown; closed words, ids, moments and numbers stay. */
function hider(shown: ReadonlySet<string>): Hider {
  const hide: Hider = (schema, value, key) => {
    if (value === null || value === undefined || schema === person) return value;
    const { type } = schema.def;
    if (type === 'enum' || type === 'literal' || typeof value === 'number' || typeof value === 'boolean')
      return value;
    if (type === 'custom') return tellingDays.includes(key) ? null : value;
    if (type === 'string') return shown.has(key) ? value : hidden;
    if (type === 'nullable' || type === 'optional') {
      const inner = hide(innerOf(schema) ?? schema, value, key);
      return inner === hidden && type === 'nullable' ? null : inner;
    }
    const { shape, element, valueType, options } = schema.def as {
      shape?: Record<string, z.ZodType>;
      element?: z.ZodType;
      valueType?: z.ZodType;
      options?: readonly z.ZodType[];
    };
    if (shape && typeof value === 'object') return hideObject(hide, shape, value);
    if (element && Array.isArray(value)) {
      const inner = value.map((each) => hide(element, each, key));
      // Several hidden words say no more than one.
      return inner.every((each) => each === hidden) ? inner.slice(0, 1) : inner;
    }
    if (valueType && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, hide(valueType, each, name)]),
      );
    const option = options?.find((each) => each.safeParse(value).success);
    if (option) return hide(option, value, key);
    const inner = innerOf(schema);
    return inner ? hide(inner, value, key) : hidden;
  };
  return hide;
}

const hiders = new Map<OperationName, Hider>();

/** Whether lecture mode leaves an operation alone or answers it in part. */
export const lectureAllows = (name: OperationName): boolean => open[name] !== undefined;

export const lectureRefusal =
  'In lecture mode nothing is changed, and nothing is shown that says who a patient is. Please leave lecture mode first.';

/** @throws CustosError where lecture mode is on and the operation is not for it. */
export function checkLecture(name: OperationName): void {
  if (on && !lectureAllows(name)) throw new CustosError('not-allowed', lectureRefusal, {});
}

/** The answer as lecture mode shows it; as it is where the mode is off. */
export function forLecture<Name extends OperationName>(name: Name, answer: Output<Name>): Output<Name> {
  const rule = open[name];
  if (!on || rule === 'all' || rule === undefined) return answer;
  if (rule === 'none') return [] as unknown as Output<Name>;
  const hide = hiders.get(name) ?? hider(new Set([...plain, ...rule]));
  hiders.set(name, hide);
  return hide(contract[name].output, answer, '') as Output<Name>;
}
