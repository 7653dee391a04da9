import { Button, List, Stack, Title } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useIdInPlace } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText, momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import classes from './queues.module.css';

type Certificate = Output<'erasure.certificate'>;

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <Title order={2}>{title}</Title>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </section>
  );
}

function CertificateView({ certificate }: { readonly certificate: Certificate }) {
  const { library } = useSession();
  const copies = certificate.copiesOut.map(
    ({ release, recipient, releasedOn }) => `${release} to ${recipient} on ${dayText(releasedOn)}`,
  );
  return (
    <article className={`${classes.certificate} printed`}>
      <Stack gap="md">
        <Facts
          facts={[
            { name: 'Certificate', value: <Mono>{certificate.number}</Mono> },
            { name: 'Recording', value: <Mono>{certificate.recording.number}</Mono> },
            {
              name: 'Why',
              value: (
                <>
                  {certificate.why} <Cite paragraph={certificate.paragraph} />
                </>
              ),
            },
            { name: 'Erased', value: momentText(certificate.erasedAt, library.zone) },
            { name: 'Proposed by', value: certificate.proposedBy.name },
            { name: 'Approved by', value: certificate.approvedBy.name },
          ]}
        />
        {certificate.secondPersonMissing && (
          <Notice tone="needs">
            {certificate.proposedBy.id === certificate.approvedBy.id
              ? 'The library had no second person, so one person proposed and approved.'
              : 'The library had no independent second person: whoever approved was added by whoever proposed, or less than a day before.'}
          </Notice>
        )}
        <Lines title="What was destroyed" lines={certificate.destroyed} />
        <Lines title="How it was checked" lines={certificate.verifiedHow} />
        <Lines title="Copies that are out" lines={copies} />
        <Lines title="Out of our reach" lines={certificate.outOfReach} />
      </Stack>
    </article>
  );
}

function PdfLink({ id }: { readonly id: Id }) {
  const pdf = useAct('erasure.certificatePdf');
  const url = pdf.data?.url;
  if (url) return <PaperLink href={url}>Open the PDF</PaperLink>;
  return (
    <>
      <Button variant="default" loading={pdf.isPending} onClick={() => pdf.mutate({ certificate: id })}>
        Make the PDF
      </Button>
      <Failure error={pdf.error} />
    </>
  );
}

function ShownCertificate({ id }: { readonly id: Id }) {
  const asked = useAsk('erasure.certificate', { certificate: id });
  const number = asked.data?.number;
  return (
    <Page
      title={number ? `Certificate ${number}` : 'Certificate'}
      actions={
        number && (
          <>
            <Button variant="default" onClick={() => window.print()}>
              Print
            </Button>
            <PdfLink id={id} />
          </>
        )
      }
    >
      {asked.error?.code === 'not-found' ? (
        <Empty title="No such certificate" />
      ) : (
        <Answered query={asked}>{(certificate) => <CertificateView certificate={certificate} />}</Answered>
      )}
    </Page>
  );
}

/** The proof of one erasure. */
export function CertificatePage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Certificate">
        <Empty title="No such certificate" />
      </Page>
    );
  }
  return <ShownCertificate key={id} id={id} />;
}
