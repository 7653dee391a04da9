import { beginAct } from '../parts/acts.ts';
import { useGo } from '../parts/go.tsx';
import { places } from '../parts/places.ts';
import { selection } from '../parts/selection.ts';
import { useMay } from '../parts/session.ts';
import { say } from '../ui/announce.tsx';
import { useHotkeys } from '../ui/hotkeys.ts';

const chooseFirst = 'Please choose a recording first.';

/** The keys that mean the same on every screen. */
export function useGlobalKeys(): void {
  const go = useGo();
  const may = useMay();
  useHotkeys({
    '/': () => document.getElementById('search')?.focus(),
    '?': () => beginAct({ kind: 'keys' }),
    a: () => {
      if (!may('anonymise.make')) return say('Anonymising is done by the custodians of the library.');
      const [first] = selection.get();
      if (first) go(places.bench(first));
      else say(chooseFirst);
    },
    c: () => {
      if (!may('agreement.create'))
        return say('Agreements are entered by clinicians, custodians and governance.');
      go(places.newAgreement);
    },
    r: () => {
      const recordings = selection.get();
      if (recordings.length > 0) beginAct({ kind: 'release', recordings });
      else say(chooseFirst);
    },
    i: () => {
      if (may('import.start')) beginAct({ kind: 'import', brought: null });
    },
    Escape: () => {
      if (window.location.hash !== '#/') window.history.back();
    },
  });
}
