import { Switch } from '@mantine/core';
import { useAct, useAsk } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Section } from './section.tsx';

/** Whether one person or two look at a copy before it counts as anonymised. */
export function SecondReader() {
  const may = useMay();
  const rules = useAsk('anonymise.rules', {});
  const set = useAct('anonymise.setRules');
  const change = (secondReader: boolean): void =>
    set.mutate(
      { secondReader },
      {
        onSuccess: () =>
          say(
            secondReader
              ? 'From now on two people look at each copy.'
              : 'From now on one person signs a copy off.',
          ),
      },
    );
  return (
    <Section
      title="Signing off anonymised copies"
      says="It holds for copies that are signed off from now on. What counts already goes on counting."
    >
      <Answered query={rules}>
        {({ secondReader }) => (
          <Switch
            label="A second person looks at each copy"
            description={
              may('anonymise.setRules')
                ? 'A copy then counts as signed off when two people have looked at it and judged the same. Until the second has, it opens nothing. At least two people here must be able to sign off.'
                : 'A copy then counts as signed off when two people have looked at it and judged the same. Whoever looks after governance or users here may change this.'
            }
            checked={set.isPending ? set.variables.secondReader : secondReader}
            disabled={!may('anonymise.setRules') || set.isPending}
            onChange={({ currentTarget }) => change(currentTarget.checked)}
          />
        )}
      </Answered>
      <Failure error={set.error} />
    </Section>
  );
}
