import { Switch } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { Answered } from '../../ui/answered.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Section } from './section.tsx';

const told = (secondReader: boolean): string =>
  secondReader ? 'From now on two people look at each copy.' : 'From now on one person signs a copy off.';

const ruleAgain =
  (secondReader: boolean) =>
  async (client: QueryClient): Promise<string> => {
    await call('anonymise.setRules', { secondReader });
    invalidateAfter(client, 'anonymise.setRules');
    return told(secondReader);
  };

/** Whether one person or two look at a copy before it counts as anonymised. */
export function SecondReader() {
  const may = useMay();
  const rules = useAsk('anonymise.rules', {});
  const set = useAct('anonymise.setRules');
  const sayWithWayBack = useSayWithWayBack();
  const change = (secondReader: boolean): void =>
    set.mutate(
      { secondReader },
      {
        onSuccess: () => sayWithWayBack(told(secondReader), ruleAgain(!secondReader)),
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
