import { TemplatesDialog } from '../features/anonymise/templates-dialog.tsx';
import { DiscloseDialog } from '../features/disclosures/disclose-dialog.tsx';
import { ClassifyDialog } from '../features/intake/classify-dialog.tsx';
import { ImportDialog } from '../features/intake/import-dialog.tsx';
import { EraseDialog } from '../features/queues/erase-dialog.tsx';
import { ReleaseDialog } from '../features/releases/release-dialog.tsx';
import { currentAct, endAct } from '../parts/acts.ts';
import { useStore } from '../ui/store.ts';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette/palette.tsx';

/** The dialog of the act that a screen began; none at rest. */
export function ActDialogs() {
  const act = useStore(currentAct);
  switch (act?.kind) {
    case 'import':
      return <ImportDialog brought={act.brought} onClose={endAct} />;
    case 'classify':
      return <ClassifyDialog recordings={act.recordings} onClose={endAct} />;
    case 'release':
      return <ReleaseDialog recordings={act.recordings} onClose={endAct} />;
    case 'disclose':
      return <DiscloseDialog recordings={act.recordings} onClose={endAct} />;
    case 'erase':
      return <EraseDialog recordings={act.recordings} onProposed={act.onProposed} onClose={endAct} />;
    case 'templates':
      return <TemplatesDialog onClose={endAct} />;
    case 'keys':
      return <KeySheet onClose={endAct} />;
    case 'palette':
      return <Palette onClose={endAct} />;
    default:
      return null;
  }
}
