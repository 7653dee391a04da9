import { Button, Collapse, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/queries.ts';
import { FindingsTable } from '../../parts/findings-table.tsx';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import type { Detail, Rendition } from '../../parts/renditions.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { identifiabilityNames } from '../../parts/words.ts';
import { bytesText, counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { FindingsCompared } from './findings-compared.tsx';
import classes from './recording.module.css';

function Findings({ rendition }: { readonly rendition: Rendition }) {
  const findings = useAsk('recording.findings', { rendition: rendition.id });
  return <Answered query={findings}>{(data) => <FindingsTable findings={data} />}</Answered>;
}

/** What was done to make a copy, a line a step. */
function Recipe({ recipe }: { readonly recipe: Rendition['recipe'] }) {
  if (!recipe) return 'As it was taken in; nothing was changed';
  const { clean, regions, kept, notes } = recipe;
  const removed = counted(clean.removed.length, 'piece of metadata', 'pieces of metadata');
  const sources = [...new Set(regions.map(({ source }) => source))].join(', ');
  const steps = [
    `${removed} removed`,
    regions.length === 0 ? 'No region filled' : `${counted(regions.length, 'region')} filled (${sources})`,
    ...(kept ? [`Cut to ${kept.w} × ${kept.h} pixels`] : []),
    clean.lossless ? 'No other pixel touched' : 'Decoded and encoded afresh',
    ...notes,
  ];
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function verificationText({ verification }: Rendition): string {
  if (!verification) return 'Not verified';
  if (verification.residual.length > 0) return `Left over: ${verification.residual.join('; ')}`;
  if (verification.toLookAt.length > 0) return `To look at: ${verification.toLookAt.join('; ')}`;
  return verification.verified ? 'Read back: nothing left over' : 'Not verified';
}

interface RenditionCardProps {
  readonly rendition: Rendition;
  /** What it was made from; null for the original. */
  readonly parent: Rendition | null;
}

function RenditionCard({ rendition, parent }: RenditionCardProps) {
  const { library } = useSession();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const original = rendition.kind === 'original';
  const { signOff } = rendition;
  const size = rendition.width && rendition.height ? `, ${rendition.width} × ${rendition.height}` : '';
  return (
    <div className={classes.rendition}>
      <Group justify="space-between" align="center">
        <Title order={3}>{original ? 'Original' : 'Anonymised copy'}</Title>
        {may('recording.findings') && (
          <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide what it says' : parent ? 'Before and after' : 'What it says about itself'}
          </Button>
        )}
      </Group>
      <Facts
        facts={[
          {
            name: 'Form',
            value: `${rendition.container.toUpperCase()}${size}, ${bytesText(rendition.bytes)}`,
          },
          {
            name: 'Made',
            value: momentText(rendition.madeAt, library.zone),
            ...(rendition.madeBy ? { source: `by ${rendition.madeBy.name}` } : {}),
          },
          { name: 'Recipe', value: <Recipe recipe={rendition.recipe} /> },
          ...(original
            ? []
            : [
                { name: 'Verification', value: verificationText(rendition) },
                {
                  name: 'Sign-off',
                  value: signOff
                    ? `${signOff.valid ? '' : 'No longer valid: '}${signOff.by.name}, ${momentText(signOff.at, library.zone)}; looked at ${signOff.lookedAt.join(', ').toLowerCase()}`
                    : 'Not signed off',
                },
                { name: 'Judgement', value: identifiabilityNames[rendition.identifiability] },
              ]),
        ]}
      />
      <Collapse expanded={open} transitionDuration={0}>
        {open &&
          (parent ? (
            <FindingsCompared original={parent.id} copy={rendition.id} />
          ) : (
            <Findings rendition={rendition} />
          ))}
      </Collapse>
    </div>
  );
}

/** What was made from a rendition, each with what was made from that in turn. */
function Branch({ detail, parent }: { readonly detail: Detail; readonly parent: Rendition | null }) {
  const known = new Set(detail.renditions.map(({ id }) => id));
  // Where somebody may see a copy and not what it was made from, the copy stands at the root.
  const children = detail.renditions.filter((each) =>
    parent ? each.parent === parent.id : each.parent === null || !known.has(each.parent),
  );
  if (children.length === 0) return null;
  return (
    <ul className={classes.branch} data-inner={parent !== null || undefined}>
      {children.map((rendition) => (
        <li key={rendition.id}>
          <RenditionCard rendition={rendition} parent={parent} />
          <Branch detail={detail} parent={rendition} />
        </li>
      ))}
    </ul>
  );
}

/** The original and what was made from it. */
export function Renditions({ detail }: { readonly detail: Detail }) {
  const may = useMay();
  const go = useGo();
  return (
    <section aria-labelledby="renditions">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="renditions">
            Original and copies
          </Title>
          {may('anonymise.make') && detail.state === 'active' && (
            <Button variant="default" onClick={() => go(places.bench(detail.id))}>
              Anonymise
            </Button>
          )}
        </Group>
        {detail.renditions.length === 0 && <Text c="dimmed">Nothing is left of it.</Text>}
        <Branch detail={detail} parent={null} />
      </Stack>
    </section>
  );
}
