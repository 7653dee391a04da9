import { useEffect, useState } from 'react';
import { playableUrl, waveformUrl } from '../../../shared/contract/media-url.ts';
import type { Opened } from '../opening.ts';

type Source =
  | { readonly state: 'ready'; readonly src: string }
  /** Coded anew for this window, which takes a while. */
  | { readonly state: 'making' }
  | { readonly state: 'failed' };

/** Where the bytes come from: the recording itself, or where no window plays that, a form that one does. */
export function useSource({ url, plays }: Opened): { source: Source; onFail: () => void } {
  const [own, setOwn] = useState(plays);
  const [source, setSource] = useState<Source>(plays ? { state: 'ready', src: url } : { state: 'making' });
  useEffect(() => {
    if (own) return;
    setSource({ state: 'making' });
    const gone = new AbortController();
    // Asked for without its bytes first: a player that waits for minutes gives up.
    fetch(playableUrl(url), { method: 'HEAD', signal: gone.signal }).then(
      ({ ok }) => setSource(ok ? { state: 'ready', src: playableUrl(url) } : { state: 'failed' }),
      () => !gone.signal.aborted && setSource({ state: 'failed' }),
    );
    return () => gone.abort();
  }, [own, url]);
  // What should have played and does not may still play in the other form.
  const onFail = (): void => (own ? setOwn(false) : setSource({ state: 'failed' }));
  return { source, onFail };
}

/** How loud it is over its length; null until that is there, where it is not asked for, and for a silent film. */
export function useWaveform({ url }: Opened, wanted: boolean): Int8Array | null {
  const [peaks, setPeaks] = useState<Int8Array | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const gone = new AbortController();
    fetch(waveformUrl(url), { signal: gone.signal })
      .then(async (answer) => {
        const measured = new Int8Array(answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0));
        if (measured.length > 0) setPeaks(measured);
      })
      .catch(() => undefined);
    return () => gone.abort();
  }, [url, wanted]);
  return peaks;
}
