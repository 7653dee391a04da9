import { Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { identifiabilities } from '../../../shared/domain/policy/words.ts';
import { useAct } from '../../client/queries.ts';
import { Cite } from '../../parts/guidance.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening, type Way } from '../../parts/opening.ts';
import { useSession } from '../../parts/session.ts';
import { identifiabilityNames } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';

type Rendition = Output<'anonymise.signOff'>;

/** What can tell who somebody is, beside a name. */
const prompts = [
  'Face',
  'Eyes',
  'Tattoo',
  'Scar',
  'Jewellery',
  'Hair',
  'A rare condition',
  'The room',
  'Reflections',
  'A date',
  'Writing',
] as const;

interface SignOffSheetProps {
  readonly rendition: Rendition;
  readonly way: Way;
  readonly onClose: () => void;
}

function Copy({ rendition, way }: Pick<SignOffSheetProps, 'rendition' | 'way'>) {
  const { opened, error } = useOpening(rendition.id, way);
  if (opened) return <MediaView opened={opened} label="The anonymised copy" />;
  return <Failure error={error} />;
}

/** One sheet: what was looked at, the judgement, and whose word it is. */
export function SignOffSheet({ rendition, way, onClose }: SignOffSheetProps) {
  const { user } = useSession();
  const signOff = useAct('anonymise.signOff');
  const [lookedAt, setLookedAt] = useState<readonly string[]>([]);
  const [identifiability, setIdentifiability] = useState<Rendition['identifiability'] | null>(null);
  const all = lookedAt.length === prompts.length;
  const sign = (): void => {
    if (!identifiability) return;
    signOff.mutate(
      { rendition: rendition.id, lookedAt: [...lookedAt], identifiability },
      {
        onSuccess: () => {
          say('The anonymised copy is signed off.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} size="90rem" title="Sign off the anonymised copy">
      <Group align="flex-start" gap="lg" wrap="wrap">
        <div style={{ flex: '3 1 28rem' }}>
          <Copy rendition={rendition} way={way} />
        </div>
        <Stack gap="sm" style={{ flex: '2 1 20rem' }}>
          <Title order={3}>Looked for in the copy</Title>
          <Checkbox
            label="All of these"
            checked={all}
            indeterminate={!all && lookedAt.length > 0}
            onChange={() => setLookedAt(all ? [] : prompts)}
          />
          <Group gap="xs" pl="lg">
            {prompts.map((prompt) => (
              <Checkbox
                key={prompt}
                w="9.5rem"
                label={prompt}
                checked={lookedAt.includes(prompt)}
                onChange={({ currentTarget }) =>
                  setLookedAt(
                    currentTarget.checked
                      ? [...lookedAt, prompt]
                      : lookedAt.filter((other) => other !== prompt),
                  )
                }
              />
            ))}
          </Group>
          <Radio.Group
            label={
              <>
                Judgement <Cite paragraph="2002:10" />
              </>
            }
            value={identifiability}
            onChange={(value) => setIdentifiability(value as Rendition['identifiability'])}
          >
            <Stack gap={4} mt={4}>
              {identifiabilities.map((value) => (
                <Radio key={value} value={value} label={identifiabilityNames[value]} />
              ))}
            </Stack>
          </Radio.Group>
          <Text>
            Looked at by <strong>{user.name}</strong>
          </Text>
          <Text c="dimmed">Any later change to the copy voids this sign-off.</Text>
          <Failure error={signOff.error} />
          <Group>
            <Button onClick={sign} loading={signOff.isPending} disabled={!all || !identifiability}>
              Sign off
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Not now
            </Button>
          </Group>
        </Stack>
      </Group>
    </Dialog>
  );
}
