import { useAsk } from '../../client/queries.ts';
import { KindMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import classes from './anonymise.module.css';

/** As many as a morning holds; the library's filter shows the rest. */
const atOnce = 200;

/** The recordings that wait to be anonymised. */
export function BenchList() {
  const waiting = useAsk('recording.window', {
    query: { standings: ['needsAnonymising'] },
    offset: 0,
    limit: atOnce,
  });
  return (
    <Page title="Anonymise">
      <Answered query={waiting}>
        {({ total, tiles }) =>
          total === 0 ? (
            <Empty title="Nothing waits to be anonymised">Every recording that needs a copy has one.</Empty>
          ) : (
            <>
              <p className={classes.lead}>
                {counted(total, 'recording')} {total === 1 ? 'waits' : 'wait'} for an anonymised copy.
              </p>
              <ul className={classes.waiting}>
                {tiles.map(({ id, number, kind, category, thumbnail }) => (
                  <li key={id}>
                    <a href={`#${places.bench(id)}`} className={classes.waitingLink}>
                      <Veil picture={id} category={category}>
                        <Thumb src={thumbnail} className={classes.waitingPicture} />
                      </Veil>
                      <KindMark kind={kind} /> <Mono>{number}</Mono>
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answered>
    </Page>
  );
}
