import type { Context } from '../context.ts';
import { aboutInHand } from './hand-over.ts';

/** Opens the window again for whoever handed it over, by their own passphrase. @throws CustosError `wrong-passphrase` */
export async function takeBack({ rooms, caller }: Context, passphrase: string): Promise<void> {
  await rooms.keyring.assertPassphrase(caller.user, passphrase);
  const inHand = rooms.handedOver.of(caller.session);
  if (!inHand) return;
  const finished = rooms.handedOver.isFinished(caller.session);
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'session.takenBack',
      by: caller.user,
      about: aboutInHand(inHand),
      facts: { view: inHand.view, finished },
    }),
  );
  rooms.tokens.revokeSession(caller.session);
  rooms.handedOver.end(caller.session);
}
