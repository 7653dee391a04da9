import { z } from 'zod';
import { backupWarnings } from '../domain/backup/plan.ts';
import { editionNames } from '../domain/policy/case.ts';
import { operation } from './operation.ts';
import {
  day,
  id,
  instant,
  jurisdiction,
  nothing,
  passphrase,
  path,
  reason,
  role,
  shortText,
} from './values.ts';

/** The kit as text: headed sections, and the commands to type where there are any. It holds a secret. */
export const recoveryKit = z.object({
  title: z.string(),
  sections: z.array(
    z.object({ heading: z.string(), lines: z.array(z.string()), commands: z.array(z.string()) }),
  ),
});

export const session = z.object({
  user: z.object({ id, name: z.string(), role }),
  library: z.object({ id, name: z.string(), jurisdiction, zone: z.string(), edition: z.enum(editionNames) }),
  /** Minutes without a touch until the session locks itself. */
  autoLockMinutes: z.number().int().positive(),
  /** The library has a second person who may approve. */
  secondPersonPresent: z.boolean(),
  /** What the device shows while it is in a patient's hands; null while it is not. */
  inHand: z
    .discriminatedUnion('view', [
      z.object({ view: z.literal('signing') }),
      z.object({ view: z.literal('viewing'), agreement: id }),
    ])
    .nullable(),
});

export const verification = z.object({
  sound: z.boolean(),
  checked: z.object({ blobs: z.number(), trailEntries: z.number() }),
  faults: z.array(z.object({ where: z.string(), what: z.string(), wayForward: z.string() })),
});

/** Where and when the library is backed up by itself, in the library's own zone. */
export const backupPlan = z.object({
  destination: path,
  every: z.enum(['day', 'week']),
  /** 1 Monday to 7 Sunday. */
  weekday: z.number().int().min(1).max(7).default(1),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day (HH:MM)'),
});

export const libraryOperations = {
  /** By which edition of the guidance the library decides from now on; every recording is worked out anew. */
  'library.chooseEdition': operation(
    ['governance'],
    z.object({ edition: z.enum(editionNames), reason }),
    nothing,
    ['conflict'],
  ),
  'library.status': operation(
    'anyone',
    nothing,
    z.object({
      state: z.enum(['none', 'locked', 'unlocked']),
      place: z.string().nullable(),
      name: z.string().nullable(),
      users: z.array(z.object({ name: z.string() })),
      session: session.nullable(),
      /** What the host can do for the renderer: native dialogs with paths, or uploads and downloads. */
      files: z.enum(['dialogs', 'uploads']),
    }),
  ),
  /** Libraries that were opened on this machine and are still there, the last one first. */
  'library.recent': operation('anyone', nothing, z.array(z.object({ place: z.string(), name: z.string() }))),
  'library.create': operation(
    'anyone',
    z.object({
      place: path,
      name: shortText,
      user: shortText,
      /** The role of whoever makes the library: they take in and add colleagues, so `custodian` unless said otherwise. */
      role: role.default('custodian'),
      passphrase,
      jurisdiction: jurisdiction.default('england'),
      zone: z.string().default('Europe/London'),
    }),
    z.object({ session, recoveryKit }),
    ['conflict', 'unsupported', 'in-use'],
  ),
  'library.open': operation('anyone', z.object({ place: path }), nothing, [
    'not-found',
    'in-use',
    'damaged',
    'unsupported',
  ]),
  /** What lies in the vault: signed forms and renditions, with their sizes before encryption. */
  'library.size': operation(
    ['governance', 'administrator', 'custodian'],
    nothing,
    z.object({ files: z.number(), bytes: z.number() }),
  ),
  'library.verify': operation(
    ['governance', 'administrator', 'custodian'],
    z.object({ deep: z.boolean().default(false) }),
    verification,
  ),
  'session.unlock': operation('anyone', z.object({ user: shortText, passphrase }), session, [
    'wrong-passphrase',
    'not-found',
    'in-use',
    'damaged',
  ]),
  'session.lock': operation('session', nothing, nothing),
  'session.touch': operation('session', nothing, z.object({ locksAt: instant })),
  'session.changePassphrase': operation(
    'session',
    z.object({ current: passphrase, next: passphrase }),
    nothing,
    ['wrong-passphrase'],
  ),
  'session.recover': operation(
    'anyone',
    z.object({ libraryIdentity: z.string().max(200), user: shortText, passphrase }),
    session,
    ['wrong-passphrase', 'not-found'],
  ),
  'user.list': operation(
    'session',
    nothing,
    z.array(z.object({ id, name: z.string(), role, addedAt: instant, state: z.enum(['active', 'removed']) })),
  ),
  'user.add': operation(
    ['administrator', 'governance', 'custodian'],
    z.object({ name: shortText, role, passphrase }),
    z.object({ id, name: z.string(), role }),
    ['conflict'],
  ),
  'user.setRole': operation(['administrator', 'governance'], z.object({ user: id, role }), nothing, [
    'not-found',
    'conflict',
  ]),
  'user.remove': operation(
    ['administrator', 'governance', 'custodian'],
    z.object({ user: id }),
    z.object({ recoveryKit }),
    ['not-found', 'conflict'],
  ),
  'backup.make': operation(
    ['administrator', 'governance', 'custodian'],
    z.object({ destination: path }),
    z.object({
      place: z.string(),
      blobs: z.number(),
      copied: z.number(),
      verified: z.boolean(),
      madeAt: instant,
    }),
    ['conflict', 'damaged', 'not-found', 'too-large', 'unsupported', 'in-use', 'cancelled'],
  ),
  /** Makes a library from a backup at a new place, replays its ledger of erasures, verifies it and leaves it unlocked. */
  'backup.restore': operation(
    'anyone',
    z.object({ from: path, place: path, user: shortText, passphrase }),
    z.object({ session, replayed: z.number(), verification }),
    ['not-found', 'conflict', 'damaged', 'wrong-passphrase', 'in-use', 'unsupported'],
  ),
  'backup.list': operation(
    ['administrator', 'governance', 'custodian'],
    nothing,
    z.array(
      z.object({
        id,
        place: z.string(),
        lastMadeAt: instant.nullable(),
        /** When a backup here was last opened and read as a restore would. */
        verifiedAt: instant.nullable(),
        /** Why the last attempt came to nothing. */
        fault: z.string().nullable(),
        reachable: z.boolean(),
      }),
    ),
  ),
  /** When the library is backed up by itself, and what there is to say about its backups. */
  'backup.plan': operation(
    ['administrator', 'governance', 'custodian'],
    nothing,
    z.object({
      plan: backupPlan.nullable(),
      next: z.object({ day, time: z.string() }).nullable(),
      warning: z.enum(backupWarnings).nullable(),
    }),
  ),
  'backup.setPlan': operation(
    ['administrator', 'governance', 'custodian'],
    z.object({ plan: backupPlan.nullable() }),
    nothing,
    ['conflict', 'not-found', 'unsupported'],
  ),
};
