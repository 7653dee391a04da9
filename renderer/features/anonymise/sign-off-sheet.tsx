import { Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import { identifiabilities } from '../../../shared/domain/policy/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening, type Way } from '../../parts/opening.ts';
import { useSession } from '../../parts/session.ts';
import { identifiabilityNames } from '../../parts/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { signOffCommands } from './commands.ts';
import { Residue } from './residue.tsx';
import { prompts, useSignOff } from './use-sign-off.ts';

interface SignOffSheetProps {
  readonly rendition: Id;
  readonly way: Way;
  /** Which of how many, where several are signed one after another. */
  readonly progress?: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Copy({ rendition, way }: Pick<SignOffSheetProps, 'rendition' | 'way'>) {
  const { opened, error } = useOpening(rendition, way);
  if (opened) return <MediaView opened={opened} label="The anonymised copy" />;
  return <Failure error={error} />;
}

type Sheet = ReturnType<typeof useSignOff>;

function LookedFor({ sheet }: { readonly sheet: Sheet }) {
  const { all, lookedAt, tickAll, setLookedAt } = sheet;
  return (
    <div>
      <Title order={3}>Looked for in the copy</Title>
      <Checkbox
        my="xs"
        label={
          <Group gap={6}>
            All of these <KeyHint command={signOffCommands.all} />
          </Group>
        }
        aria-label="All of these"
        checked={all}
        indeterminate={!all && lookedAt.length > 0}
        onChange={tickAll}
      />
      <div className={classes.prompts}>
        {prompts.map((prompt) => (
          <Checkbox
            key={prompt}
            size="xs"
            label={prompt}
            checked={lookedAt.includes(prompt)}
            onChange={({ currentTarget }) =>
              setLookedAt(
                currentTarget.checked ? [...lookedAt, prompt] : lookedAt.filter((other) => other !== prompt),
              )
            }
          />
        ))}
      </div>
    </div>
  );
}

const judgementKeys = [signOffCommands.first, signOffCommands.second, signOffCommands.third] as const;

function Judgement({ sheet: { judgement, setJudgement } }: { readonly sheet: Sheet }) {
  return (
    <Radio.Group
      label={
        <>
          Judgement <Cite paragraph="10" />
        </>
      }
      value={judgement}
      onChange={(value) => setJudgement(value as typeof judgement)}
    >
      <Stack gap={4} mt={4}>
        {identifiabilities.map((value, at) => {
          const command = judgementKeys[at];
          return (
            <Radio
              key={value}
              value={value}
              aria-label={identifiabilityNames[value]}
              label={
                <Group gap={6}>
                  {identifiabilityNames[value]} {command && <KeyHint command={command} />}
                </Group>
              }
            />
          );
        })}
      </Stack>
    </Radio.Group>
  );
}

/** One sheet: what was looked at, what can still be read, the judgement, and whose word it is. */
export function SignOffSheet({ rendition, way, progress, onDone, onClose }: SignOffSheetProps) {
  const { user } = useSession();
  const sheet = useSignOff(rendition, onDone);
  const rules = useAsk('anonymise.rules', {});
  const title = `Sign off the anonymised copy${progress ? `, ${progress}` : ''}`;
  return (
    <Dialog onClose={onClose} size="90rem" title={title}>
      <div className={classes.sheet}>
        <Copy rendition={rendition} way={way} />
        <Stack gap="sm">
          <Residue sheet={sheet} />
          <LookedFor sheet={sheet} />
          <Judgement sheet={sheet} />
          <Text>
            Looked at by <strong>{user.name}</strong>
          </Text>
          <Text c="dimmed">
            {rules.data?.secondReader
              ? 'This library has two people look at each copy: it counts when both have said the same.'
              : 'Any later change to the copy voids this sign-off.'}{' '}
            Undo does not reach it; the copy can be judged again.
          </Text>
          <Failure error={sheet.error} />
          <Group>
            <Button
              onClick={sheet.sign}
              loading={sheet.pending}
              disabled={sheet.missing !== null}
              rightSection={<KeyHint command={signOffCommands.sign} />}
            >
              Sign off
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Not now
            </Button>
          </Group>
        </Stack>
      </div>
    </Dialog>
  );
}
