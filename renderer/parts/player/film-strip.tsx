import { useEffect, useRef } from 'react';
import classes from './player.module.css';

const pictures = 12;
const height = 54;

const once = (element: HTMLElement, event: string, signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => element.addEventListener(event, resolve, { once: true, signal }));

/** Draws a picture from the middle of each part of the film, one after another. */
async function drawStrip(canvas: HTMLCanvasElement, src: string, signal: AbortSignal): Promise<void> {
  const film = document.createElement('video');
  Object.assign(film, { muted: true, preload: 'auto', src });
  signal.addEventListener('abort', () => film.removeAttribute('src'));
  await once(film, 'loadeddata', signal);
  const width = Math.round((height * film.videoWidth) / Math.max(1, film.videoHeight));
  Object.assign(canvas, { width: width * pictures, height });
  const sheet = canvas.getContext('2d');
  for (let part = 0; part < pictures && !signal.aborted; part += 1) {
    film.currentTime = ((part + 0.5) / pictures) * film.duration;
    await once(film, 'seeked', signal);
    sheet?.drawImage(film, part * width, 0, width, height);
  }
  film.removeAttribute('src');
}

/** What is seen when: small pictures along the timeline. What cannot be drawn is left empty. */
export function FilmStrip({ src }: { readonly src: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const gone = new AbortController();
    if (canvas.current) drawStrip(canvas.current, src, gone.signal).catch(() => undefined);
    return () => gone.abort();
  }, [src]);
  return <canvas ref={canvas} className={classes.strip} />;
}
