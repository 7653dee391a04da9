import { Button } from '@mantine/core';
import { useState } from 'react';
import { roleDuties, roleNames } from '../../../shared/domain/user/role.ts';
import { useAsk } from '../../client/queries.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { jurisdictionNames } from '../../parts/words.ts';
import { bytesText, counted } from '../../ui/amounts.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { ChooseEdition } from './choose-edition.tsx';
import { editionNames } from './edition-names.ts';
import { Section } from './section.tsx';

/** Where the library is, how large it is, what it goes by, and who the person is in it. */
export function ThisLibrary() {
  const { user, library, autoLockMinutes } = useSession();
  const may = useMay();
  const [choosing, setChoosing] = useState(false);
  const place = useAsk('library.status', {}).data?.place;
  const size = useAsk('library.size', {}, { enabled: may('library.size') }).data;
  const facts: Fact[] = [
    { name: 'Name', value: library.name },
    ...(place ? [{ name: 'Place', value: place }] : []),
    ...(size ? [{ name: 'Size', value: `${counted(size.files, 'file')}, ${bytesText(size.bytes)}` }] : []),
    { name: 'Guidance', value: editionNames[library.edition] },
    { name: 'Country', value: jurisdictionNames[library.jurisdiction] },
    { name: 'You are', value: `${user.name}, ${roleNames[user.role]}` },
    { name: 'Your role', value: roleDuties[user.role] },
    { name: 'Locks itself', value: `after ${autoLockMinutes} minutes without a touch` },
  ];
  return (
    <Section title="This library">
      <Facts facts={facts} />
      {may('library.chooseEdition') && (
        <Button variant="default" mt="sm" onClick={() => setChoosing(true)}>
          Choose another edition of the guidance
        </Button>
      )}
      {choosing && <ChooseEdition onClose={() => setChoosing(false)} />}
    </Section>
  );
}
