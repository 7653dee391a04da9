import { type PointerEvent, useRef } from 'react';
import {
  mostPoints,
  padHeight,
  padWidth,
  type Stroke,
} from '../../../shared/domain/consent-form/signature.ts';
import { Way } from '../../parts/closed-view/way.tsx';
import classes from './signing.module.css';

interface SignaturePadProps {
  readonly strokes: readonly Stroke[];
  readonly onChange: (strokes: readonly Stroke[]) => void;
}

const held = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)));

function pointOf(event: PointerEvent<SVGSVGElement>): readonly [number, number] {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return [
    held(((event.clientX - left) / width) * padWidth, padWidth),
    held(((event.clientY - top) / height) * padHeight, padHeight),
  ];
}

const lineOf = (stroke: Stroke): string =>
  `M${stroke.map(([x, y]) => `${x} ${y}`).join('L')}${stroke.length === 1 ? 'h1' : ''}`;

/** A place to sign with a finger, a pen or the mouse. */
export function SignaturePad({ strokes, onChange }: SignaturePadProps) {
  const drawing = useRef(false);
  const full = strokes.reduce((sum, { length }) => sum + length, 0) >= mostPoints;
  const begin = (event: PointerEvent<SVGSVGElement>): void => {
    if (full || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    onChange([...strokes, [pointOf(event)]]);
  };
  const draw = (event: PointerEvent<SVGSVGElement>): void => {
    const last = strokes.at(-1);
    if (!drawing.current || !last || full) return;
    onChange([...strokes.slice(0, -1), [...last, pointOf(event)]]);
  };
  const end = (): void => {
    drawing.current = false;
  };
  return (
    <>
      <svg
        className={classes.pad}
        viewBox={`0 0 ${padWidth} ${padHeight}`}
        role="img"
        aria-label={strokes.length === 0 ? 'Place to sign, empty' : 'Place to sign, signed'}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line className={classes.rule} x1={60} x2={padWidth - 60} y1={280} y2={280} />
        {strokes.map((stroke, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only ever added at the end
          <path key={place} d={lineOf(stroke)} className={classes.stroke} />
        ))}
      </svg>
      <Way disabled={strokes.length === 0} onClick={() => onChange([])}>
        Wipe it and sign again
      </Way>
    </>
  );
}
