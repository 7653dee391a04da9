import { useEffect, useRef } from 'react';
import { giveBack, showOn } from '../ui/pictures/canvases.ts';
import { land } from '../ui/pictures/landing.ts';
import { fitted, type Room } from '../ui/pictures/picture-room.ts';
import classes from '../ui/pictures/pictures.module.css';

interface SmallPictureProps {
  readonly src: string;
  readonly room: Room;
  readonly className?: string | undefined;
  readonly onError: () => void;
}

/** The picture of an address in the size in which it fits the room, decoded beside the page. */
async function sized(src: string, room: Room, leaves: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(src, { signal: leaves });
  if (!answer.ok) throw new Error(answer.statusText);
  const whole = await createImageBitmap(await answer.blob());
  const { width, height } = fitted(whole, {
    width: room.width * devicePixelRatio,
    height: room.height * devicePixelRatio,
  });
  if (leaves.aborted || width === whole.width) return whole;
  const small = createImageBitmap(whole, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'medium',
  });
  return small.finally(() => whole.close());
}

/**
 * A picture drawn in the size in which it is shown. What an image element decodes the browser keeps, in full, until a
 * thousand others have come by; of this nothing is left when it leaves the page.
 */
export function SmallPicture({ src, room, className, onError }: SmallPictureProps) {
  const place = useRef<HTMLSpanElement>(null);
  const failed = useRef(onError);
  failed.current = onError;
  useEffect(() => {
    const leaves = new AbortController();
    const { signal } = leaves;
    let shown: HTMLCanvasElement | null = null;
    const show = (picture: ImageBitmap): void => {
      if (signal.aborted || !place.current) picture.close();
      else shown = showOn(place.current, picture, classes.drawn);
    };
    // Each in a task of its own: a row of them at once would hold up the frame that brings it.
    setTimeout(() => {
      if (signal.aborted) return;
      sized(src, room, signal).then(
        (picture) => land(() => show(picture)),
        () => {
          if (!signal.aborted) failed.current();
        },
      );
    });
    return () => {
      leaves.abort();
      if (shown) giveBack(shown);
    };
  }, [src, room]);
  return <span ref={place} className={className} aria-hidden />;
}
