import { Group, Select, TextInput } from '@mantine/core';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import { type Authority, type AuthorityGround, groundsOf } from '../../shared/domain/agreement/authority.ts';
import { DayField } from '../ui/day-field.tsx';
import { groundNames } from './words.ts';

type Stated = Pick<Terms, 'givenBy' | 'authority'>;

interface AuthorityFieldsProps {
  readonly stated: Stated;
  readonly onChange: (part: Pick<Stated, 'authority'>) => void;
}

const nothingSeen = { document: '', reference: '', seenBy: '', seenOn: null } as const;

/** The document by which whoever agrees for the patient showed that they may. */
function Evidence({
  authority,
  onChange,
}: {
  readonly authority: Authority;
  readonly onChange: (authority: Authority) => void;
}) {
  const write = (part: Partial<Authority>): void => onChange({ ...authority, ...part });
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label="Document seen"
          description="Its kind, such as a birth certificate or a court’s order. Empty: none was seen."
          maxLength={200}
          value={authority.document}
          onChange={({ currentTarget }) => write({ document: currentTarget.value })}
        />
        <TextInput
          label="Its reference"
          description="Number or date, as far as it has one."
          maxLength={200}
          value={authority.reference}
          onChange={({ currentTarget }) => write({ reference: currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label="Seen by"
          maxLength={200}
          value={authority.seenBy}
          onChange={({ currentTarget }) => write({ seenBy: currentTarget.value })}
        />
        <DayField label="Seen on" value={authority.seenOn} onChange={(seenOn) => write({ seenOn })} />
      </Group>
    </>
  );
}

/** By what right somebody agrees for the patient [2-4]; nothing where the patient agrees themself. */
export function AuthorityFields({ stated: { givenBy, authority }, onChange }: AuthorityFieldsProps) {
  const grounds = groundsOf[givenBy];
  if (grounds.length === 0) return null;
  return (
    <>
      <Select
        label="By what right they agree"
        placeholder="Not entered"
        clearable
        data={grounds.map((value) => ({ value, label: groundNames[value] }))}
        value={authority?.ground ?? null}
        onChange={(ground) =>
          onChange({
            authority: ground && { ...(authority ?? nothingSeen), ground: ground as AuthorityGround },
          })
        }
      />
      {authority && <Evidence authority={authority} onChange={(next) => onChange({ authority: next })} />}
    </>
  );
}
