import { rekeyDatabaseFile } from './files/encrypted-database.ts';
import { addUser, assertPassphrase, changePassphrase } from './keys/key-room.ts';
import type { LibraryKeys } from './keys/library-keys.ts';
import { recoveryKit } from './keys/recovery-kit.ts';
import { type ApplyKeyChange, removeUser } from './keys/remove-user.ts';
import type { Layout } from './library/layout.ts';
import { type Manifest, replaceCheckpointKey } from './library/manifest.ts';
import type { Keyring, Rooms } from './operations/context.ts';
import { sayKit } from './operations/say-kit.ts';

/** The keys of an open library; a removal of a person puts new ones in their place. */
export interface KeyHolder {
  keys: LibraryKeys;
}

/** Carries a change of keys out on closed databases: after a kill, before anything is opened. */
export const changeClosedKeys =
  (layout: Layout): ApplyKeyChange =>
  async ({ catalogue, previews, checkpointKey }) => {
    rekeyDatabaseFile(layout.catalogue, catalogue.from, catalogue.to);
    rekeyDatabaseFile(layout.blobKeys, catalogue.from, catalogue.to);
    rekeyDatabaseFile(layout.previews, previews.from, previews.to);
    await replaceCheckpointKey(layout.manifest, checkpointKey);
  };

const changeOpenKeys =
  (layout: Layout, rooms: Pick<Rooms, 'catalogue' | 'vault' | 'previews'>): ApplyKeyChange =>
  async ({ catalogue, previews, checkpointKey }) => {
    await rooms.catalogue.rekey(catalogue.to);
    rooms.vault.rekey(catalogue.to);
    rooms.previews.rekey(previews.to);
    await replaceCheckpointKey(layout.manifest, checkpointKey);
  };

/** The key files of an open library, as operations change them. */
export const keyringOf = (
  layout: Layout,
  manifest: Manifest,
  holder: KeyHolder,
  rooms: Pick<Rooms, 'catalogue' | 'vault' | 'previews'>,
): Keyring => ({
  async addUser(user, name, passphrase) {
    const { publicKey } = await addUser(layout.keys, holder.keys, { user, name, passphrase });
    return { publicKey };
  },
  assertPassphrase: (user, passphrase) => assertPassphrase(layout.keys, user, passphrase),
  changePassphrase: (user, current, next) => changePassphrase(layout.keys, user, current, next),
  async removeUser(user) {
    holder.keys = await removeUser(layout.keys, holder.keys, user, changeOpenKeys(layout, rooms));
    return { recoveryKit: sayKit(recoveryKit(manifest, holder.keys)) };
  },
});
