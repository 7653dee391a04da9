import type { NoticeKind, NoticeMeans } from '../../../shared/domain/notice/notice.ts';

export const noticeMeansNames: Readonly<Record<NoticeMeans, string>> = {
  announcement: 'Announcement before the call is put through',
  tone: 'Tone repeated during the call',
  staff: 'Said by whoever speaks with them',
  letter: 'Letter or appointment card',
  directory: 'Entry in the directory or on the website',
  poster: 'Poster',
  leaflet: 'Leaflet',
  website: 'Website',
};

interface KindWords {
  readonly title: string;
  readonly paragraph: string;
  readonly says: string;
  readonly enter: string;
  readonly where: string;
  readonly whereHint: string;
}

export const noticeKindWords: Readonly<Record<NoticeKind, KindWords>> = {
  telephone: {
    title: 'How callers are told that calls are recorded',
    paragraph: '2002:21',
    says: 'A recorded call made on a day outside every period is not used, and stands in the queue Put right.',
    enter: 'Enter how callers are told',
    where: 'For which lines',
    whereHint: 'Numbers or extensions, or all of them',
  },
  unconscious: {
    title: 'How people are told that unconscious patients may be recorded',
    paragraph: '2002:20',
    says: 'The policy is made known where patients come in. It permits nothing by itself: what is recorded so is asked about afterwards.',
    enter: 'Enter how visitors are told',
    where: 'Where',
    whereHint: 'The place where it hangs, lies or is said',
  },
};
