import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { RecoveryKit } from '../../parts/recovery-kit.tsx';
import { CardPage } from '../../ui/card-page.tsx';
import { MakeLibrary } from './make-library.tsx';
import { OpenLibrary } from './open-library.tsx';

type Made = Output<'library.create'>;

interface FirstRunProps {
  /** The library is made: the wizard must stay until the kit was kept. */
  readonly onBegin: () => void;
  readonly onOpened: () => void;
  readonly onDone: (session: Made['session']) => void;
}

/** From nothing to an open library: make one, keep its kit, begin. */
export function FirstRun({ onBegin, onOpened, onDone }: FirstRunProps) {
  const [made, setMade] = useState<Made | null>(null);
  const [opening, setOpening] = useState(false);
  if (made) {
    return (
      <CardPage title="Keep the recovery kit" wide>
        <RecoveryKit kit={made.recoveryKit} onKept={() => onDone(made.session)} />
      </CardPage>
    );
  }
  if (opening) {
    return (
      <CardPage title="Open a library">
        <OpenLibrary onOpened={onOpened} onBack={() => setOpening(false)} />
      </CardPage>
    );
  }
  return (
    <CardPage title="Make a library">
      <MakeLibrary
        onMade={(answer) => {
          onBegin();
          setMade(answer);
        }}
        onOpenInstead={() => setOpening(true)}
      />
    </CardPage>
  );
}
