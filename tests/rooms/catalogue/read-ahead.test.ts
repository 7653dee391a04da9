import { expect, test } from 'vitest';
import { openReader } from '../../../electron/catalogue/sqlite/connection.ts';
import { ended, newTold, readAhead } from '../../../electron/catalogue/sqlite/read-ahead.ts';
import { idOf, newPlace, openAt, recording, testKey } from './made-up.ts';

async function filled(path: string) {
  const catalogue = openAt(path);
  await catalogue.write(async (writer) => {
    for (let number = 1; number <= 12; number += 1)
      await writer.recordings.add(recording(number, { fileName: 'knee.jpg' }));
  });
  return catalogue;
}

test('reading ahead comes to the end of what searches read, and stops when it is told to', async () => {
  const path = newPlace();
  await (await filled(path)).close();
  const reader = openReader({ path, key: testKey });
  expect(readAhead(reader.database, newTold())).toBe(true);
  const told = newTold();
  Atomics.store(told, ended, 1);
  expect(readAhead(reader.database, told)).toBe(false);
  reader.close();
});

test('a catalogue answers and is closed while it reads ahead', async () => {
  const catalogue = await filled(newPlace());
  const reading = catalogue.readAhead(0);
  const found = await catalogue.read(({ recordings }) => recordings.get(idOf(1)));
  expect(found?.fileName).toBe('knee.jpg');
  await catalogue.close();
  await reading;
});
