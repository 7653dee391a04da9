import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { classFields, fieldsFor } from '../../../shared/domain/recording/classification.ts';
import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { useMay, useSession } from '../../parts/session.ts';
import {
  categoryNames,
  circumstanceNames,
  kindNames,
  madeSourceNames,
  recordKindNames,
  stateNames,
  useNames,
} from '../../parts/words.ts';
import { bytesText, durationText } from '../../ui/amounts.ts';
import { dayText, momentText } from '../../ui/dates.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { spanText } from '../../ui/span-text.ts';
import { clockText, codecText } from './file-words.ts';

const notEntered = 'Not entered';

const factNames = {
  callerNotice: 'Callers informed',
  colleagueConsulted: 'Colleague consulted',
  medicoLegalInvestigation: 'Under investigation',
  coronerDiscussed: 'Coroner consulted',
  externalFilming: 'Filmed from outside',
  bodiesInformed: 'Bodies informed',
} as const;

function madeText({ earliest, latest, local, offset, source }: Detail['made']): string {
  if (!earliest && !latest) return 'Not known';
  // The clock of a device says nothing about a day that somebody entered.
  const byDevice = source === 'camera' || source === 'container';
  const time = byDevice && local ? `, ${local.slice(11, 16)}${offset ? ` ${clockText(offset)}` : ''}` : '';
  return (spanText({ earliest, latest }) ?? '') + (earliest === latest ? time : '');
}

function fileFacts(detail: Detail, zone: string): Fact[] {
  const { kind, container, codecs, width, height, durationMs, bytes, made, addedAt, addedBy, fileName } =
    detail;
  const known = made.earliest !== null || made.latest !== null;
  return [
    {
      name: 'Kind',
      value: [
        kindNames[kind],
        container.toUpperCase(),
        ...(kind === 'photo' ? [] : codecs.map(codecText)),
      ].join(', '),
      source: 'by its content',
    },
    ...(width && height ? [{ name: 'Size', value: `${width} × ${height} pixels` }] : []),
    ...(durationMs !== null ? [{ name: 'Length', value: durationText(durationMs) }] : []),
    { name: 'Amount', value: bytesText(bytes) },
    { name: 'Made', value: madeText(made), ...(known ? { source: madeSourceNames[made.source] } : {}) },
    {
      name: 'Taken in',
      value: momentText(addedAt, zone),
      ...(addedBy ? { source: `by ${addedBy.name}` } : {}),
    },
    ...(fileName ? [{ name: 'File', value: fileName }] : []),
  ];
}

/** A call on a day for which the register has no period is marked [21, 22]. */
function callersFact({ callersTold }: Detail): Fact[] {
  if (!callersTold?.byRegister) return [];
  const { told } = callersTold;
  return [
    {
      name: factNames.callerNotice,
      value: told ? (
        'Yes'
      ) : (
        <Text component="span" fw={600} c="var(--needs-ink)">
          No: made outside every period of the register
        </Text>
      ),
      source: told ? 'by the register of notices' : '(Consent, Notices)',
    },
  ];
}

type Events = Output<'recording.history'>;

/** Who entered a fact of the classification, and when; nothing where the trail that is known here does not say. */
function sourceOf(field: string, events: Events, zone: string): Pick<Fact, 'source'> {
  const event = events.find(({ entered }) => entered.includes(field));
  return event?.by ? { source: `by ${event.by.name}, ${momentText(event.at, zone)}` } : {};
}

function classFacts(detail: Detail, events: Events, zone: string): Fact[] {
  const { kind, classification, callersTold } = detail;
  const { category, madeFor, circumstances, records } = classification;
  const asked = fieldsFor({ ...classification, kinds: [kind] });
  const fact = (name: string, field: string, value: string | null): Fact =>
    value === null ? { name, value: notEntered } : { name, value, ...sourceOf(field, events, zone) };
  return [
    fact('Category', 'category', category && categoryNames[category]),
    fact('Made for', 'madeFor', madeFor && useNames[madeFor]),
    fact('Circumstances', 'circumstances', circumstances && circumstanceNames[circumstances]),
    ...(records && madeFor === 'care' ? [fact('Kind of record', 'records', recordKindNames[records])] : []),
    ...classFields
      .filter((field) => asked.includes(field))
      // Where the register speaks, what was ticked counts for nothing.
      .filter((field) => field !== 'callerNotice' || !callersTold?.byRegister)
      .map((field) => fact(factNames[field], field, classification[field] ? 'Yes' : 'No')),
    ...callersFact(detail),
  ];
}

/** How long it is kept, and what says so. */
function keptFacts({ retention }: Detail): Fact[] {
  if (retention === null) return [];
  const { until, rule, source, appraised } = retention;
  const value = until === null ? 'For good' : `To ${dayText(until)}`;
  return [{ name: 'Kept', value, source: appraised ? 'decided in an appraisal' : `${rule}; ${source}` }];
}

const listed = (items: readonly { id: string; node: ReactNode }[]): ReactNode =>
  items.length === 0 ? 'None entered' : items.map(({ id, node }) => <div key={id}>{node}</div>);

/** What is known of the recording, each with where it comes from. */
const heldBy = ({ by, senior, until }: NonNullable<Detail['hold']>): string =>
  [`by ${by.name}`, senior && `with ${senior}`, until && `to be looked at after ${dayText(until)}`]
    .filter(Boolean)
    .join(', ');

export function RecordingFacts({ detail }: { readonly detail: Detail }) {
  const { library } = useSession();
  const may = useMay();
  const events = useAsk('recording.history', { recording: detail.id }).data ?? [];
  const people = detail.subjects.map(({ id, number, name }) => ({
    id,
    node: may('subject.show') ? <Go to={places.subject(id)}>{name || number}</Go> : name || number,
  }));
  const agreements = detail.agreements.map(({ id, number }) => ({
    id,
    node: may('agreement.show') ? <Go to={places.agreement(id)}>{number}</Go> : number,
  }));
  const facts: Fact[] = [
    { name: 'State', value: stateNames[detail.state] },
    ...(detail.hold ? [{ name: 'On hold', value: detail.hold.reason, source: heldBy(detail.hold) }] : []),
    ...keptFacts(detail),
    { name: 'Patients', value: listed(people) },
    { name: 'Agreements', value: listed(agreements) },
    ...(detail.duplicates.length > 0
      ? [
          {
            name: 'Same file as',
            value: listed(
              detail.duplicates.map(({ id, number }) => ({
                id,
                node: <Go to={places.recording(id)}>{number}</Go>,
              })),
            ),
          },
        ]
      : []),
  ];
  return (
    <section aria-labelledby="facts">
      <Stack gap="xs">
        <Title order={2} id="facts">
          Facts
        </Title>
        <Facts
          facts={[...facts, ...classFacts(detail, events, library.zone), ...fileFacts(detail, library.zone)]}
        />
      </Stack>
    </section>
  );
}
