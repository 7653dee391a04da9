import { PageTabs } from './page-tabs.tsx';
import { places } from './places.ts';

const tabs = [
  { to: places.consent, name: 'Agreements' },
  { to: places.forms, name: 'Forms' },
  { to: places.round, name: 'Asking afterwards' },
  { to: places.subjects, name: 'Patients' },
  { to: places.notices, name: 'Notices' },
  { to: places.sealed, name: 'Sealed' },
];

/** The parts of Consent. */
export const ConsentTabs = () => <PageTabs of="Consent" tabs={tabs} />;
