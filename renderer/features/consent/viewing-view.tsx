import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { boxes } from '../../../shared/domain/consent-form/template.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { ClosedView } from '../../parts/closed-view/closed-view.tsx';
import { TakeBack } from '../../parts/closed-view/take-back.tsx';
import { Way } from '../../parts/closed-view/way.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening } from '../../parts/opening.ts';
import { useToday } from '../../parts/session.ts';
import { Failure } from '../../ui/failure.tsx';
import classes from './viewing.module.css';

type Shown = Output<'round.viewing'>['forms'][number] & { readonly rendition: Id };
type Box = (typeof boxes)[number];
type Said = Readonly<Record<Id, Box | undefined>>;

const labels = { yes: 'Yes', no: 'No' } as const;

/** One recording as it will be shown; it counts as seen when it has been opened. */
function OneForm({ form, onSeen }: { readonly form: Shown; readonly onSeen: () => void }) {
  const { opened, error } = useOpening(form.rendition, { kind: 'custody', purpose: 'consentWork' });
  const [told, setTold] = useState(false);
  if (opened && !told) {
    setTold(true);
    onSeen();
  }
  if (error) return <Failure error={error} />;
  return opened && <MediaView opened={opened} label="The recording as it will be shown" />;
}

interface AskedProps {
  readonly said: Box | undefined;
  readonly onSay: (said: Box | undefined) => void;
}

/** The same button twice, as on the form. */
const Asked = ({ said, onSay }: AskedProps) => (
  <fieldset className={classes.asked}>
    <legend>May it be shown in this form? You may also go on without an answer.</legend>
    {boxes.map((box) => (
      <Way
        key={box}
        aria-pressed={said === box}
        leftSection={
          <span className={classes.tick}>{said === box && <IconCheck size={24} aria-hidden />}</span>
        }
        onClick={() => onSay(said === box ? undefined : box)}
      >
        {labels[box]}
      </Way>
    ))}
  </fieldset>
);

function Looking({ agreement, forms }: { readonly agreement: Id; readonly forms: readonly Shown[] }) {
  const today = useToday() as Day;
  const enter = useAct('round.shown');
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState<readonly Id[]>([]);
  const [said, setSaid] = useState<Said>({});
  const [back, setBack] = useState(false);
  const form = forms[at];
  const finish = (): void =>
    enter.mutate({
      agreement,
      on: today,
      renditions: [...seen],
      answers: seen.flatMap((rendition) => {
        const answer = said[rendition];
        return answer ? [{ rendition, answer }] : [];
      }),
    });
  if (enter.isSuccess)
    return (
      <TakeBack says="It is noted that you have seen the recordings, and what you said." onGoOn={null} />
    );
  if (back || !form)
    return <TakeBack says="Nothing that you answered is kept." onGoOn={form ? () => setBack(false) : null} />;
  const last = at + 1 === forms.length;
  return (
    <ClosedView
      wide
      title="As it will be shown"
      place={`${at + 1} of ${forms.length}`}
      foot={
        <>
          {at > 0 ? <Way onClick={() => setAt(at - 1)}>Back</Way> : <span />}
          <Way onClick={() => setBack(true)}>Hand the device back</Way>
          {last ? (
            <Way loading={enter.isPending} disabled={seen.length < forms.length} onClick={finish}>
              Finish
            </Way>
          ) : (
            <Way onClick={() => setAt(at + 1)}>Go on</Way>
          )}
        </>
      }
    >
      <div className={classes.looking}>
        <Asked
          said={said[form.rendition]}
          onSay={(answer) => setSaid((before) => ({ ...before, [form.rendition]: answer }))}
        />
        <div className={classes.picture}>
          <OneForm
            key={form.rendition}
            form={form}
            onSeen={() => setSeen((before) => [...new Set([...before, form.rendition])])}
          />
        </div>
        {last && (
          <p className={classes.last}>
            Finish keeps what you said, and it cannot be taken back here. You may say something else at any
            time.
          </p>
        )}
        <Failure error={enter.error} />
      </div>
    </ClosedView>
  );
}

/** Recordings in a patient's hands, in the form in which they will be shown [14c], and nothing beside them. */
export function ViewingView({ agreement }: { readonly agreement: Id }) {
  const viewing = useAsk('round.viewing', { agreement }, { fresh: true });
  if (viewing.data) {
    const forms = viewing.data.forms.filter((form): form is Shown => form.rendition !== null);
    return <Looking agreement={agreement} forms={forms} />;
  }
  return viewing.error ? <TakeBack says={viewing.error.message} onGoOn={null} /> : null;
}
