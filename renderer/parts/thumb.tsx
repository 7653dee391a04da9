import { useContext, useEffect, useState } from 'react';
import { PictureRoom } from '../ui/pictures/picture-room.ts';
import { pace } from '../ui/pictures/rush.ts';
import { SmallPicture } from './small-picture.tsx';

interface ThumbProps {
  /** Relative address; null where there is nothing this person may see. */
  readonly src: string | null;
  /** Made of lines, as that of a sound: nothing is decoded of it, and only an image element shows it. */
  readonly drawing?: boolean;
  readonly className?: string | undefined;
}

/** A preview is made after its recording is stored; until then the picture is asked for again, ever more slowly. */
const firstWaitMs = 1_500;
const mostTries = 6;

/** A picture that leaves the page stops loading, and what was loaded is let go. */
const letGo = (image: HTMLImageElement | null) => () => image?.removeAttribute('src');

/** Whether a picture that came while others rush by still waits to be asked for. */
function useHeldBack(): boolean {
  const [held, setHeld] = useState(() => pace.get() !== 'slow');
  useEffect(() => {
    if (!held) return;
    const slowed = (): void => {
      if (pace.get() === 'slow') setHeld(false);
    };
    slowed();
    return pace.subscribe(slowed);
  }, [held]);
  return held;
}

/** A small picture without words of its own: what stands beside it says what it is. */
export function Thumb({ src, drawing = false, className }: ThumbProps) {
  const [tries, setTries] = useState(0);
  const [waiting, setWaiting] = useState(false);
  const room = useContext(PictureRoom);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address begins afresh
  useEffect(() => {
    setTries(0);
    setWaiting(false);
  }, [src]);
  useEffect(() => {
    if (!waiting || tries >= mostTries) return;
    const timer = setTimeout(
      () => {
        setTries(tries + 1);
        setWaiting(false);
      },
      firstWaitMs * 2 ** tries,
    );
    return () => clearTimeout(timer);
  }, [waiting, tries]);
  const heldBack = useHeldBack();
  if (src && heldBack) return <span className={className} />;
  if (!src || waiting) {
    return (
      <span className={className} data-blank>
        {src && tries < mostTries ? 'Picture follows' : 'No picture to show'}
      </span>
    );
  }
  // A picture of one address never stands for another while that one loads.
  const key = `${src} ${tries}`;
  const again = (): void => setWaiting(true);
  if (room && !drawing)
    return <SmallPicture key={key} src={src} room={room} className={className} onError={again} />;
  return (
    <img
      key={key}
      src={src}
      alt=""
      className={className}
      loading="lazy"
      decoding="async"
      draggable={false}
      ref={letGo}
      onError={again}
    />
  );
}
