import type { Kind, Standing } from '../../shared/domain/recording/state.ts';
import classes from './marks.module.css';
import { kindNames, standingNames } from './words.ts';

/** A picture of hills, a film in its frame, the waves of a sound: one path each, as hundreds scroll by. */
const kindShapes: Readonly<Record<Kind, string>> = {
  photo: 'M1 2.5H15V13.5H1ZM2.5 4V10L6 6.8 9.6 10.2 11.2 9 13.5 10.8V4Z',
  video: 'M1 3H15V13H1ZM2.5 4.5V11.5H13.5V4.5ZM6.5 5.6 11 8 6.5 10.4Z',
  audio: 'M1.5 6.5H3V9.5H1.5ZM4.5 4.5H6V11.5H4.5ZM7.5 2H9V14H7.5ZM10.5 5H12V11H10.5ZM13.5 6.5H15V9.5H13.5Z',
};

/** What a recording is: a small picture, named for those who cannot see it, with its word where there is room. */
export function KindMark({ kind, word = false }: { readonly kind: Kind; readonly word?: boolean }) {
  const shape = (
    <svg
      role="img"
      aria-label={kindNames[kind]}
      aria-hidden={word || undefined}
      className={classes.shape}
      width="15"
      height="15"
      viewBox="0 0 16 16"
    >
      <path d={kindShapes[kind]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
  if (!word) return shape;
  return (
    <span className={classes.kind}>
      {shape}
      {kindNames[kind]}
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
