import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { RecoveryKit } from '../../parts/recovery-kit.tsx';
import { CardPage } from '../../ui/card-page.tsx';
import { MakeLibrary } from './make-library.tsx';
import { OpenLibrary } from './open-library.tsx';
import { RestoreLibrary } from './restore-library.tsx';

type Made = Output<'library.create'>;

interface FirstRunProps {
  /** Somebody has a library already and looks for another. */
  readonly elsewhere: boolean;
  /** The library is made: the wizard must stay until the kit was kept, or the restored library looked at. */
  readonly onBegin: () => void;
  readonly onOpened: () => void;
  readonly onDone: (session: Made['session']) => void;
  /** Back to the library from where somebody came; there is none on the very first run. */
  readonly onBack: (() => void) | null;
}

type Way = 'make' | 'open' | 'restore';

/** From nothing to an open library: make one and keep its kit, open one that is there, or restore a backup. */
export function FirstRun({ elsewhere, onBegin, onOpened, onDone, onBack }: FirstRunProps) {
  const [made, setMade] = useState<Made | null>(null);
  const [way, setWay] = useState<Way>(elsewhere ? 'open' : 'make');
  if (made) {
    return (
      <CardPage title="Keep the recovery kit" wide>
        <RecoveryKit kit={made.recoveryKit} onKept={() => onDone(made.session)} />
      </CardPage>
    );
  }
  if (way === 'restore') {
    return (
      <CardPage title="Restore from a backup">
        <RestoreLibrary onBegin={onBegin} onDone={onDone} onBack={() => setWay('open')} />
      </CardPage>
    );
  }
  if (way === 'open') {
    return (
      <CardPage title="Open a library">
        <OpenLibrary
          onOpened={onOpened}
          onRestore={() => setWay('restore')}
          onMake={() => setWay('make')}
          onBack={onBack}
        />
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
        onOpenInstead={() => setWay('open')}
      />
    </CardPage>
  );
}
