import { CustosError, isCustosError } from '../../shared/kernel/error.ts';

type Said = readonly [code: CustosError['code'], sentence: (place: string) => string];

const full: Said = [
  'too-large',
  (place) => `The disk at ${place} is full. Please free some room there, or choose another disk.`,
];
const closed: Said = [
  'unsupported',
  (place) => `Custos may not write at ${place}. Please choose a folder that you may write to.`,
];
const missing: Said = [
  'not-found',
  (place) => `There is no folder at ${place}. Please connect the disk, or choose another folder.`,
];
const silent: Said = [
  'not-found',
  (place) =>
    `The disk or network place at ${place} stopped answering. What was copied stays there and is gone on with next time. Please connect it again.`,
];

/** What the system says of a disk, and what SQLite says of it. */
const said: Readonly<Record<string, Said>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  SQLITE_FULL: full,
  EACCES: closed,
  EPERM: closed,
  EROFS: closed,
  SQLITE_READONLY: closed,
  ENOENT: missing,
  ENOTDIR: missing,
  EEXIST: missing,
  EIO: silent,
  ENODEV: silent,
  ENXIO: silent,
  ENOTCONN: silent,
  ENETDOWN: silent,
  ENETUNREACH: silent,
  EHOSTDOWN: silent,
  EHOSTUNREACH: silent,
  ETIMEDOUT: silent,
  ESTALE: silent,
  EREMOTEIO: silent,
  SQLITE_IOERR: silent,
};

/** Why a backup could not be made, in words; what this list does not know is passed on as it is. */
export function backupFault(error: unknown, place: string): CustosError {
  if (isCustosError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = said[code] ?? said[code.split('_').slice(0, 2).join('_')];
  if (known) return new CustosError(known[0], known[1](place), {}, error);
  return new CustosError(
    'internal',
    'The backup could not be made. The library itself is as it was. Please try again, or choose another disk.',
    {},
    error,
  );
}
