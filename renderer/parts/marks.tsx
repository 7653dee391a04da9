import { IconMovie, IconPhoto, IconVolume } from '@tabler/icons-react';
import type { Kind, Standing } from '../../shared/domain/recording/state.ts';
import { Unseen } from '../ui/unseen.tsx';
import classes from './marks.module.css';
import { kindNames, standingNames } from './words.ts';

const kindIcons = { photo: IconPhoto, video: IconMovie, audio: IconVolume } as const;

/** What a recording is: a small picture with its word for those who cannot see it. */
export function KindMark({ kind, word = false }: { readonly kind: Kind; readonly word?: boolean }) {
  const Icon = kindIcons[kind];
  return (
    <span className={classes.kind}>
      <Icon size={15} aria-hidden />
      {word ? kindNames[kind] : <Unseen>{kindNames[kind]}</Unseen>}
    </span>
  );
}

type Tone = 'needs' | 'fine' | 'plain' | 'grave';

/** Each standing has a shape of its own beside its word and colour. */
const shapes: Readonly<Record<Standing, { tone: Tone; path: string }>> = {
  needsClass: { tone: 'needs', path: 'M6 1 11 6 6 11 1 6Z' },
  needsAgreement: { tone: 'needs', path: 'M6 1 11.5 11H.5Z' },
  needsAnonymising: { tone: 'needs', path: 'M1 1H11V11H1ZM3 4.5V7.5H9V4.5Z' },
  ready: { tone: 'fine', path: 'M1 6 4.5 10 11 2.5 9.7 1.4 4.4 7.5 2.2 4.9Z' },
  limited: { tone: 'plain', path: 'M6 1A5 5 0 1 1 6 11A5 5 0 0 1 6 1ZM6 2.5V9.5A3.5 3.5 0 0 0 6 2.5Z' },
  quarantined: { tone: 'grave', path: 'M4 .5H8L11.5 4V8L8 11.5H4L.5 8V4ZM2.5 5V7H9.5V5Z' },
};

export function StandingMark({ standing }: { readonly standing: Standing }) {
  const { tone, path } = shapes[standing];
  return (
    <span className={classes.standing} data-tone={tone}>
      <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
        <path d={path} fill="currentColor" fillRule="evenodd" />
      </svg>
      {standingNames[standing]}
    </span>
  );
}
