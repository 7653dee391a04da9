import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { disclosureNames } from '../../../shared/domain/disclosure/words.ts';
import { DecisionView } from '../../parts/decision-view.tsx';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useNames } from '../../parts/words.ts';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';

type Found = Output<'copies.find'>;
type Copy = Found['copies'][number];
type Left = Copy['releases'][number];

const states: Readonly<Record<Left['state'], string>> = {
  out: 'still out',
  recalled: 'recalled',
  returned: 'entered as returned',
  destroyed: 'entered as destroyed',
};

const hows: Readonly<Record<Copy['how'], string>> = {
  same: 'The same file',
  alike: 'Looks the same',
  perhaps: 'May be the same',
};

const kindNames = { original: 'the original', anonymised: 'an anonymised copy' } as const;

/** What only looks the same may be another picture, on which nothing was decided. */
function titleOf({ how, decision }: Copy): string {
  if (decision.outcome === 'refuse')
    return how === 'perhaps'
      ? 'If it is this picture, it may not be shown so today'
      : 'It may not be shown so today';
  return how === 'same' ? 'It may be shown so today' : 'If it is this picture, it may be shown so today';
}

/** The use that copies were released for, or the disclosure under which they were given. */
const whatFor = ({ use, disclosure }: Left): string =>
  disclosure
    ? `disclosure ${disclosure.number} (${disclosureNames[disclosure.kind].toLowerCase()})`
    : `for ${use ? useNames[use].toLowerCase() : 'no use'}`;

function LeftIn({ left }: { readonly left: Left }) {
  const whom = [left.recipient, left.organisation].filter((part) => part !== '').join(', ');
  return (
    <Text component="li">
      <Mono>{left.number}</Mono> to {whom}, {whatFor(left)}
      {left.purpose && ` (${left.purpose})`},{' '}
      {left.until ? `until ${dayText(left.until)}` : 'with no last day'}: {states[left.state]}
      {left.exact && '. It is this very file that left'}.
    </Text>
  );
}

function FoundCopy({ copy }: { readonly copy: Copy }) {
  const { recording, kind, releases, how } = copy;
  return (
    <Stack component="section" gap="xs" aria-label={`${hows[how]}: ${recording.number}`}>
      <Group gap="sm">
        <Badge variant={how === 'same' ? 'filled' : 'outline'}>{hows[how]}</Badge>
        <Go to={places.recording(recording.id)}>{recording.number}</Go>
        <Text>{kind ? kindNames[kind] : 'a copy that is no longer kept'}</Text>
      </Group>
      {how !== 'same' && (
        <Text c="dimmed">
          {how === 'alike'
            ? 'Please look whether it is the same picture: others of the same series may look alike.'
            : 'It agrees in much and not in all, as another picture of the same series does. Please look whether it is the same.'}
        </Text>
      )}
      {releases.length === 0 ? (
        <Text>No release of this rendition is known to you.</Text>
      ) : (
        <ul style={{ margin: 0 }}>
          {releases.map((left) => (
            <LeftIn key={left.id} left={left} />
          ))}
        </ul>
      )}
      <DecisionView decision={copy.decision} title={titleOf(copy)} />
    </Stack>
  );
}

/** Of which recordings a file found elsewhere is a copy, and what may be done with it. */
export function FoundCopies({ found }: { readonly found: Found }) {
  const { copies, note, erased } = found;
  return (
    <Stack gap="lg" aria-live="polite">
      {note && <Notice>{note}</Notice>}
      {erased && (
        <Notice tone="grave" title="This content was erased from the library">
          It was that of {erased.number}. Whoever holds the file should be asked to destroy it.
        </Notice>
      )}
      {copies.length === 0 && !erased && (
        <Empty title="No copy of a recording is recognised">
          {note
            ? 'Only the content was compared, and nothing that you may see has it. Whether it looks like a recording is not known.'
            : 'Nothing that you may see has this content or looks like it. A picture that was changed much, or cut to a small part, is not recognised.'}
        </Empty>
      )}
      {copies.map((copy) => (
        <FoundCopy key={copy.rendition} copy={copy} />
      ))}
    </Stack>
  );
}
