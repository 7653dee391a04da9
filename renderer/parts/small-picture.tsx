import { useEffect, useRef } from 'react';
import { fitted, type Room } from '../ui/pictures/picture-room.ts';

interface SmallPictureProps {
  readonly src: string;
  readonly room: Room;
  readonly className?: string | undefined;
  readonly onError: () => void;
}

async function draw(canvas: HTMLCanvasElement, src: string, room: Room, leaves: AbortSignal): Promise<void> {
  const answer = await fetch(src, { signal: leaves });
  if (!answer.ok) throw new Error(answer.statusText);
  const whole = await createImageBitmap(await answer.blob());
  if (!leaves.aborted) {
    const [width, height] = [room.width * devicePixelRatio, room.height * devicePixelRatio];
    Object.assign(canvas, fitted(whole, { width, height }));
    // In the window's own memory: on a graphics card each would be a layer of its own.
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context) {
      context.imageSmoothingQuality = 'medium';
      context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    }
  }
  whole.close();
}

/**
 * A picture drawn in the size in which it is shown. What an image element decodes the browser keeps, in full, until a
 * thousand others have come by; of this nothing is left when it leaves the page.
 */
export function SmallPicture({ src, room, className, onError }: SmallPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const failed = useRef(onError);
  failed.current = onError;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const leaves = new AbortController();
    const { signal } = leaves;
    // Each in a task of its own: a row of them at once would hold up the frame that brings it.
    setTimeout(() => {
      if (!signal.aborted)
        draw(element, src, room, signal).catch(() => {
          if (!signal.aborted) failed.current();
        });
    });
    return () => leaves.abort();
  }, [src, room]);
  return <canvas ref={canvas} className={className} width={1} height={1} aria-hidden />;
}
