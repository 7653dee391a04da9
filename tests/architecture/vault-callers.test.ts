import { expect, test } from 'vitest';
import { productSources } from './sources.ts';

/** Who may read a recording's bytes out of the vault: the gate, and the workers that no person looks through. */
const callers = [
  'electron/operations/open.ts',
  'electron/operations/previews.ts',
  'electron/operations/anonymise/film-copy.ts',
  'electron/operations/verify-library.ts',
  'electron/operations/backup.ts',
  // Asks for what it has just destroyed, to see that nothing comes.
  'electron/operations/erase-recording.ts',
];

const opening = /\bvault\s*(\?\.|\.)\s*open\b|\bvault\s*\[|\{[^}]*\bopen\b[^}]*\}\s*=\s*[\w.]*\bvault\b/;

test('only the gate and the listed workers open the vault', () => {
  const found = productSources().filter(
    ({ name, text }) => !name.startsWith('electron/vault/') && opening.test(text),
  );
  expect(found.map(({ name }) => name).filter((name) => !callers.includes(name))).toEqual([]);
});

test('only the rules and the table of disclosures say that something may leave', () => {
  const saying = /outcome\s*:\s*['"]permit['"]/;
  const found = productSources().filter(
    ({ name, text }) => name.startsWith('electron/') && saying.test(text),
  );
  expect(found.map(({ name }) => name)).toEqual(['electron/operations/disclosures/gate.ts']);
});

test('the lint sees each way of naming it', () => {
  const ways = [
    'rooms.vault.open(id)',
    'const read = vault.open;',
    'context.vault?.open(id)',
    "vault['open'](id)",
    'const { open } = rooms.vault;',
  ];
  for (const way of ways) expect(way).toMatch(opening);
  expect('vault.put(bytes)').not.toMatch(opening);
});
