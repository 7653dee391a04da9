import type { Id } from '../../shared/kernel/id.ts';
import type { LibraryKeys } from './library-keys.ts';

/** The kit as text, to be printed and locked away. It holds the library identity, which opens everything. */
export type RecoveryKit = {
  readonly title: string;
  readonly sections: readonly KitSection[];
};

/** Lines to read, then commands to type, in a POSIX shell inside the library's folder. */
export type KitSection = {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly commands: readonly string[];
};

export type KitSubject = { readonly id: Id; readonly name: string; readonly createdAt: string };

const keyFile = 'recovery-key.txt';

const whatItIs = (library: KitSubject): KitSection => ({
  heading: 'What this is',
  lines: [
    `The recovery kit of the library "${library.name}" (${library.id}), made ${library.createdAt.slice(0, 10)}.`,
    'Whoever holds it and a copy of the library can open every recording in it. Keep it on paper, locked away, apart from the computer. Do not photograph it or store it as a file.',
    'It is shown once. After a user has been removed, the library gets a new kit: keep this one only for backups made before that day.',
  ],
  commands: [],
});

const inCustos = (libraryIdentity: string): KitSection => ({
  heading: 'Library identity',
  lines: [
    libraryIdentity,
    'In Custos: choose "Use the recovery kit" on the unlock screen, type the line above, and set a new passphrase for yourself.',
  ],
  commands: [],
});

const withoutCustos = (libraryIdentity: string): readonly KitSection[] => [
  {
    heading: 'Without Custos, step 1: put the identity in a file',
    lines: [
      'You need the programs age (age-encryption.org, any version from 1.0) and sqlcipher (SQLCipher, version 4). Open a shell in the library’s folder, the one that ends in ".custos". The file made here opens everything: delete it when you have finished.',
    ],
    commands: [`(umask 077; echo '${libraryIdentity}' > ${keyFile})`],
  },
  {
    heading: 'Step 2: get the key of the catalogue',
    lines: [
      'Either command prints the same 64 hexadecimal digits. They open catalogue.db and blobkeys.db. (keys/previews.age is opened in the same way and holds the key of previews.db; Custos can make previews again.)',
    ],
    commands: [
      `age -d -i ${keyFile} keys/catalogue.age | xxd -p -c 64`,
      `age -d -i ${keyFile} keys/catalogue.age | od -An -v -tx1 | tr -d ' \\n'`,
    ],
  },
  {
    heading: 'Step 3: read the catalogue',
    lines: [
      'Start "sqlcipher catalogue.db" and type these, with the 64 digits of step 2 in place of DIGITS. The tables tell which recording has which blob (32 hexadecimal digits).',
    ],
    commands: [`PRAGMA key = "x'DIGITS'";`, `SELECT name, sql FROM sqlite_master;`],
  },
  {
    heading: 'Step 4: get the key of a recording',
    lines: [
      'Start "sqlcipher blobkeys.db" and type these, with the digits of step 2 in place of DIGITS and the recording’s blob in place of BLOB. The answer begins with AGE-SECRET-KEY-1. Put it in a file, blob-key.txt.',
    ],
    commands: [`PRAGMA key = "x'DIGITS'";`, `SELECT identity FROM blob_key WHERE blob = 'BLOB';`],
  },
  {
    heading: 'Step 5: open the recording',
    lines: ['With the blob in place of BLOB and its first two digits in place of AB.'],
    commands: ['age -d -i blob-key.txt -o recording vault/AB/BLOB.age'],
  },
];

/** The recovery kit of an unlocked library. */
export const recoveryKit = (library: KitSubject, keys: LibraryKeys): RecoveryKit => ({
  title: `Recovery kit of ${library.name}`,
  sections: [whatItIs(library), inCustos(keys.libraryIdentity), ...withoutCustos(keys.libraryIdentity)],
});
