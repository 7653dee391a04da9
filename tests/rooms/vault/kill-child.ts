import { openVault } from '../../../electron/vault/vault.ts';
import { type Id, isId } from '../../../shared/kernel/id.ts';

// Runs one put or destroy and kills itself, without warning, once the named step is done.
const [place = '', stepToDieAt = '', what = '', ...blobs] = process.argv.slice(2);
const { vault: folder, tmp, blobKeys, key } = JSON.parse(place);

const vault = openVault({
  vault: folder,
  tmp,
  blobKeys,
  key: Buffer.from(key, 'hex'),
  onStep(step) {
    if (step === stepToDieAt) process.kill(process.pid, 'SIGKILL');
  },
});

async function* source(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(300_000, 7);
  if (stepToDieAt === 'put:half') process.kill(process.pid, 'SIGKILL');
  yield Buffer.alloc(300_000, 8);
}

if (what === 'put') await vault.put(source());
else await vault.destroyMany(blobs.filter(isId) as Id[]);
vault.close();
