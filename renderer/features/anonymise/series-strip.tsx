import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { places } from '../../parts/places.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { Mono } from '../../ui/numbers.tsx';
import classes from './anonymise.module.css';

type Series = Output<'bench.open'>['series'];

const stageWords: Readonly<Record<Series[number]['stage'], string>> = {
  toMake: 'waits for a copy',
  toSign: 'waits for its sign-off',
  toReadAgain: 'waits for a second reader',
  done: 'done',
};

/** The pictures of the same visit and frame, the one on the bench among them. */
export function SeriesStrip({ series, here }: { readonly series: Series; readonly here: Id }) {
  if (series.length < 2) return null;
  return (
    <nav aria-label="Series" className={classes.strip}>
      {series.map(({ id, number, thumbnail, stage }) => (
        <a
          key={id}
          href={`#${places.bench(id)}`}
          aria-label={`${number}, ${stageWords[stage]}`}
          aria-current={id === here ? 'true' : undefined}
          data-stage={stage}
        >
          <Veil picture={id} small>
            <Thumb src={thumbnail} className={classes.stripPicture} />
          </Veil>
          <Mono>{number}</Mono>
        </a>
      ))}
    </nav>
  );
}
