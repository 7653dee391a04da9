/** The addresses of the window's places. They carry ids, never a name or a number that identifies. */
export const places = {
  library: '/',
  anonymise: '/anonymise',
  consent: '/consent',
  newAgreement: '/consent/new',
  subjects: '/consent/subjects',
  releases: '/releases',
  queues: '/queues',
  certificates: '/queues/certificates',
  trail: '/trail',
  settings: '/settings',
  recording: (id: string): string => `/recording/${id}`,
  bench: (id: string): string => `/recording/${id}/anonymise`,
  agreement: (id: string): string => `/consent/agreement/${id}`,
  subject: (id: string): string => `/consent/subject/${id}`,
  certificate: (id: string): string => `/queues/certificate/${id}`,
  job: (id: string): string => `/job/${id}`,
} as const;
