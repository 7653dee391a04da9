import { Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Stroke } from '../../../shared/domain/consent-form/signature.ts';
import { Way } from '../../parts/closed-view/way.tsx';
import type { Signature } from './pages.ts';
import { SignaturePad } from './signature-pad.tsx';
import classes from './signing.module.css';

interface Typed {
  readonly name: string;
  readonly witness: string;
}

interface SignPageProps {
  readonly onSign: (signature: Signature) => void;
  readonly signing: boolean;
}

/** For who cannot draw: the name is typed, and somebody who saw it is named. */
function TypedName({
  typed,
  onChange,
}: {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}) {
  return (
    <Stack gap="md">
      <TextInput
        size="xl"
        label="Your name"
        autoComplete="off"
        maxLength={200}
        value={typed.name}
        onChange={({ currentTarget }) => onChange({ ...typed, name: currentTarget.value })}
      />
      <TextInput
        size="xl"
        label="Name of the person who is with you and saw you type it"
        autoComplete="off"
        maxLength={200}
        value={typed.witness}
        onChange={({ currentTarget }) => onChange({ ...typed, witness: currentTarget.value })}
      />
    </Stack>
  );
}

function signatureOf(means: Signature['means'], strokes: readonly Stroke[], typed: Typed): Signature | null {
  if (means === 'typed') {
    const [name, witness] = [typed.name.trim(), typed.witness.trim()];
    return name && witness ? { means, name, witness } : null;
  }
  const drawn = strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y]));
  return strokes.some(({ length }) => length > 1) ? { means, strokes: drawn } : null;
}

/** Signing says that these are the answers, whatever they are. */
export function SignPage({ onSign, signing }: SignPageProps) {
  const [means, setMeans] = useState<Signature['means']>('drawn');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [typed, setTyped] = useState<Typed>({ name: '', witness: '' });
  const signature = signatureOf(means, strokes, typed);
  return (
    <>
      <p>
        Your signature says that these are your answers. If you would rather not sign, hand the device back:
        then nothing is kept.
      </p>
      {means === 'drawn' ? (
        <SignaturePad strokes={strokes} onChange={setStrokes} />
      ) : (
        <TypedName typed={typed} onChange={setTyped} />
      )}
      <div className={classes.ways}>
        <Way onClick={() => setMeans(means === 'drawn' ? 'typed' : 'drawn')}>
          {means === 'drawn' ? 'Type my name instead' : 'Draw it instead'}
        </Way>
        <Way disabled={!signature} loading={signing} onClick={() => signature && onSign(signature)}>
          Sign and finish
        </Way>
      </div>
    </>
  );
}
