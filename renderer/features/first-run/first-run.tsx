import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { RecoveryKit } from '../../parts/recovery-kit.tsx';
import { SurveyPanel } from '../../parts/survey/survey-panel.tsx';
import { CardPage, flush } from '../../ui/card-page.tsx';
import { Demonstrate } from './demonstrate.tsx';
import { MakeLibrary } from './make-library.tsx';
import { OpenLibrary } from './open-library.tsx';
import { RestoreLibrary } from './restore-library.tsx';
import { type Way, Welcome } from './welcome.tsx';

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

/** From nothing to an open library: make one and keep its kit, open one that is there, or restore a backup. */
export function FirstRun({ elsewhere, onBegin, onOpened, onDone, onBack }: FirstRunProps) {
  const [made, setMade] = useState<Made | null>(null);
  const [way, setWay] = useState<Way | null>(elsewhere ? 'open' : null);
  const leave = onBack ?? (() => setWay(null));
  if (made) {
    return (
      <CardPage title="Keep the recovery kit" wide>
        <RecoveryKit kit={made.recoveryKit} onKept={() => onDone(made.session)} />
      </CardPage>
    );
  }
  if (way === null) {
    return (
      <CardPage title="Welcome to Custos">
        <Welcome onChoose={setWay} />
      </CardPage>
    );
  }
  if (way === 'demonstrate') {
    return (
      <CardPage title="Look round">
        <Demonstrate onBegin={onBegin} onDone={onDone} onBack={leave} />
      </CardPage>
    );
  }
  if (way === 'survey') {
    const back = (
      <Button variant="subtle" ml={flush} onClick={leave}>
        Back
      </Button>
    );
    return (
      <CardPage title="Survey a folder" wide>
        <SurveyPanel onTakeIn={null} back={back} />
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
          onDemonstrate={() => setWay('demonstrate')}
          onBack={leave}
          another={onBack !== null}
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
        onBack={elsewhere ? () => setWay('open') : leave}
      />
    </CardPage>
  );
}
