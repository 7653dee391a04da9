import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouteComponent,
} from '@tanstack/react-router';
import { BenchList } from '../features/anonymise/bench-list.tsx';
import { BenchPage } from '../features/anonymise/bench-page.tsx';
import { AgreementPage } from '../features/consent/agreement-page.tsx';
import { AgreementsPage } from '../features/consent/agreements-page.tsx';
import { NewAgreementPage } from '../features/consent/new-agreement-page.tsx';
import { RoundPage } from '../features/consent/round-page.tsx';
import { SubjectPage } from '../features/consent/subject-page.tsx';
import { SubjectsPage } from '../features/consent/subjects-page.tsx';
import { ViewingPage } from '../features/consent/viewing-page.tsx';
import { CopiesPage } from '../features/copies/copies-page.tsx';
import { DisclosurePage } from '../features/disclosures/disclosure-page.tsx';
import { DisclosuresPage } from '../features/disclosures/disclosures-page.tsx';
import { FormPage } from '../features/forms/form-page.tsx';
import { FormsPage } from '../features/forms/forms-page.tsx';
import { JobPage } from '../features/intake/job-page.tsx';
import { LecturePage } from '../features/lecture/lecture-page.tsx';
import { LibraryPage } from '../features/library/library-page.tsx';
import { TwinsPage } from '../features/library/twins-page.tsx';
import { LightTablePage } from '../features/light-table/light-table-page.tsx';
import { NoticesPage } from '../features/notices/notices-page.tsx';
import { CalendarPage } from '../features/queues/calendar-page.tsx';
import { CertificatePage } from '../features/queues/certificate-page.tsx';
import { CertificatesPage } from '../features/queues/certificates-page.tsx';
import { OverviewPage } from '../features/queues/overview-page.tsx';
import { QueuesPage } from '../features/queues/queues-page.tsx';
import { RecordingPage } from '../features/recording/recording-page.tsx';
import { ReleasesPage } from '../features/releases/releases-page.tsx';
import { SealedPage } from '../features/sealed/sealed-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { SurveyPage } from '../features/survey/survey-page.tsx';
import { TrailPage } from '../features/trail/trail-page.tsx';
import type { helpTexts } from './help/help-texts.ts';
import { NoSuchPlace } from './no-such-place.tsx';
import { Shell } from './shell.tsx';

/** Every place of the window and the screen that stands there. Each has its text in help/help-texts.ts. */
const screens: Readonly<Record<keyof typeof helpTexts, RouteComponent>> = {
  '/': LibraryPage,
  '/light-table': LightTablePage,
  '/twins': TwinsPage,
  '/recording/$id': RecordingPage,
  '/recording/$id/anonymise': BenchPage,
  '/anonymise': BenchList,
  '/consent': AgreementsPage,
  '/consent/new': NewAgreementPage,
  '/consent/agreement/$id': AgreementPage,
  '/consent/agreement/$id/viewing': ViewingPage,
  '/consent/round': RoundPage,
  '/consent/forms': FormsPage,
  '/consent/form/$id': FormPage,
  '/consent/subjects': SubjectsPage,
  '/consent/subject/$id': SubjectPage,
  '/consent/notices': NoticesPage,
  '/consent/sealed': SealedPage,
  '/releases': ReleasesPage,
  '/releases/found': CopiesPage,
  '/releases/lecture': LecturePage,
  '/releases/disclosures': DisclosuresPage,
  '/releases/disclosure/$id': DisclosurePage,
  '/queues': QueuesPage,
  '/queues/calendar': CalendarPage,
  '/queues/overview': OverviewPage,
  '/queues/certificates': CertificatesPage,
  '/queues/certificate/$id': CertificatePage,
  '/job/$id': JobPage,
  '/survey': SurveyPage,
  '/trail': TrailPage,
  '/settings': SettingsPage,
};

/** Addresses stand behind the hash, so that the host serves one page only. */
export function makeRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPlace });
  const routes = Object.entries(screens).map(([path, component]) =>
    createRoute({ getParentRoute: () => root, path, component }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    history: createHashHistory(),
    scrollRestoration: false,
  });
}
