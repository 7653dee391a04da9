import type { Browser, CDPSession } from 'playwright-core';

type Answer = {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/** What a driver may ask of a page without being told of everything that it loads. */
export interface UnwatchedPage {
  send<Result = unknown>(method: string, params?: object): Promise<Result>;
  /** Runs a function in the page; what it is given and what it gives are plain values. */
  evaluate<Given, Result>(work: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
  /** Waits until the function says so. */
  until(work: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Commands to one page, through the session of the browser. */
async function attached(browser: CDPSession, targetId: string): Promise<UnwatchedPage['send']> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  browser.on('Target.receivedMessageFromTarget', (event) => {
    const { id, result, error } = JSON.parse(event.message) as Answer;
    const asked = event.sessionId === sessionId ? waiting.get(id) : undefined;
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  let last = 0;
  return <Result>(method: string, params: object = {}) =>
    new Promise<Result>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
      const message = JSON.stringify({ id: last, method, params });
      browser.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

interface Evaluated<Result> {
  readonly result: { readonly value: Result };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

/**
 * A page that Playwright does not know of. Of one that it knows it has the browser keep a copy of up to 200 MB of all
 * that was loaded, in the page's own process, which would be taken for the page's memory.
 */
export async function openUnwatched(
  browser: Browser,
  url: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<UnwatchedPage> {
  const session = await browser.newBrowserCDPSession();
  const { browserContextId } = await session.send('Target.createBrowserContext');
  const { targetId } = await session.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
    width,
    height,
  });
  const send = await attached(session, targetId);
  const evaluate: UnwatchedPage['evaluate'] = async <Given, Result>(
    work: (given: Given) => Result | Promise<Result>,
    given: Given,
  ) => {
    const { result, exceptionDetails } = await send<Evaluated<Result>>('Runtime.evaluate', {
      expression: `(${work})(${JSON.stringify(given)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setFocusEmulationEnabled', { enabled: true });
  const features = [{ name: 'prefers-reduced-motion', value: 'reduce' }];
  await send('Emulation.setEmulatedMedia', { features });
  await send('Page.navigate', { url });
  return {
    send,
    evaluate,
    async until(work) {
      const from = performance.now();
      while (!(await evaluate(work, null).catch(() => false))) {
        if (performance.now() - from > 30_000) throw new Error(`Never came: ${work}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    close: async () => {
      await session.send('Target.disposeBrowserContext', { browserContextId });
      await session.detach();
    },
  };
}
