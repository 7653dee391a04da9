import { beginAct } from '../../parts/acts.ts';
import { useMay } from '../../parts/session.ts';
import { SurveyPanel } from '../../parts/survey/survey-panel.tsx';
import { Page } from '../../ui/page.tsx';

/** Looks through a folder before anything of it is taken in. */
export function SurveyPage() {
  const may = useMay();
  const takeIn = (place: string): void =>
    beginAct({ kind: 'import', brought: { kind: 'paths', paths: [place] } });
  return (
    <Page title="Survey a folder">
      <SurveyPanel onTakeIn={may('import.start') ? takeIn : null} />
    </Page>
  );
}
