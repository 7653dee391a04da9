import { isCustosError } from '../../../shared/kernel/error.ts';
import type { Context } from '../context.ts';
import { aboutInHand } from './hand-over.ts';

/** Whoever has the window in their hands tried to open it: that is seen afterwards, as somebody may have guessed. */
async function noteRefusal({ rooms, caller }: Context): Promise<void> {
  const inHand = rooms.handedOver.of(caller.session);
  if (!inHand) return;
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'session.refused',
      by: null,
      about: [...aboutInHand(inHand), { noun: 'user', id: caller.user }],
      facts: { view: inHand.view },
    }),
  );
}

/** Opens the window again for whoever handed it over, by their own passphrase. @throws CustosError `wrong-passphrase` */
export async function takeBack(context: Context, passphrase: string): Promise<void> {
  const { rooms, caller } = context;
  try {
    await rooms.keyring.assertPassphrase(caller.user, passphrase);
  } catch (error) {
    if (isCustosError(error) && error.code === 'wrong-passphrase') await noteRefusal(context);
    throw error;
  }
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
