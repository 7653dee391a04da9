import { join } from 'node:path';

/** Where everything lies in a library's folder, `Name.custos/`. */
export type Layout = {
  readonly root: string;
  readonly manifest: string;
  readonly keys: string;
  readonly vault: string;
  readonly tmp: string;
  readonly catalogue: string;
  readonly blobKeys: string;
  readonly previews: string;
  /** A database that is never written: the lock on it is the library's lock. */
  readonly engineLock: string;
  /** How a command finds the running engine. */
  readonly engineLease: string;
};

export const folderEnding = '.custos';

export const layoutOf = (root: string): Layout => ({
  root,
  manifest: join(root, 'library.json'),
  keys: join(root, 'keys'),
  vault: join(root, 'vault'),
  tmp: join(root, 'tmp'),
  catalogue: join(root, 'catalogue.db'),
  blobKeys: join(root, 'blobkeys.db'),
  previews: join(root, 'previews.db'),
  engineLock: join(root, 'engine.lock'),
  engineLease: join(root, 'engine.json'),
});
