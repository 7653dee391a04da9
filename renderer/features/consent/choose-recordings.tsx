import { Checkbox, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { Answered } from '../../ui/answered.tsx';
import { spanText } from '../../ui/span-text.ts';
import classes from './consent.module.css';

interface ChooseRecordingsProps {
  readonly subject: Id;
  readonly chosen: readonly Id[];
  readonly onChange: (chosen: readonly Id[]) => void;
}

/** Which of a patient's recordings are meant, by their pictures: whom one shows is seen and not read off a number. */
export function ChooseRecordings({ subject, chosen, onChange }: ChooseRecordingsProps) {
  const asked = useAsk('recording.window', { query: { subject, sort: 'number' }, offset: 0, limit: 500 });
  return (
    <Answered query={asked}>
      {({ tiles }) =>
        tiles.length === 0 ? (
          <Text c="dimmed">There is none.</Text>
        ) : (
          <ul className={classes.choosing} aria-label="Which recordings">
            {tiles.map(({ id, number, category, made, thumbnail }) => (
              <li key={id} className={classes.thumb}>
                <Veil picture={id} category={category}>
                  <Thumb src={thumbnail} className={classes.picture} />
                </Veil>
                <div>
                  <Checkbox
                    label={number}
                    description={spanText(made) ?? 'Day not known'}
                    checked={chosen.includes(id)}
                    onChange={({ currentTarget }) =>
                      onChange(
                        currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                      )
                    }
                  />
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Answered>
  );
}
