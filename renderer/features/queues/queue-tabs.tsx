import { PageTabs } from '../../parts/page-tabs.tsx';
import { places } from '../../parts/places.ts';

const tabs = [
  { to: places.queues, name: 'What is owed' },
  { to: places.calendar, name: 'Calendar' },
  { to: places.overview, name: 'Where the collection stands' },
];

/** The parts of Queues. */
export const QueueTabs = () => <PageTabs of="Queues" tabs={tabs} />;
