import type { Page } from 'playwright-core';
import type { Input, OperationName, Output } from '../../../shared/contract/contract.ts';

/**
 * A window of Custos, whichever host shows it. The chapters of a story know this and the page only; how files come
 * in and whether folders are asked for is the host's own affair.
 */
export interface StoryWindow {
  readonly page: Page;
  /** What the window is called in the names of its pictures. */
  readonly host: string;
  /** Presses the button that asks for files, and answers the dialog with these. */
  chooseFiles(paths: readonly string[]): Promise<void>;
  /** Names the folder for a release where the host asks for one, and answers nothing where it has its own. */
  nameReleaseFolder(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** Asks the engine as the page itself would, over whichever bridge the page has. @throws what the engine says. */
export async function ask<Name extends OperationName>(
  page: Page,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const reply = await page.evaluate(
    async ([operation, asked]) => {
      const native = (window as { custos?: { call(name: string, input: unknown): Promise<unknown> } }).custos;
      if (native) return native.call(operation, asked);
      const response = await fetch(`call/${operation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      return response.json() as Promise<unknown>;
    },
    [name, input] as const,
  );
  const { ok, value, error } = reply as {
    ok: boolean;
    value: Output<Name>;
    error: { code: string; message: string };
  };
  if (ok) return value;
  throw new Error(`${name}: ${error.code}: ${error.message}`);
}

/** The bytes behind an address of the window's own origin. */
export async function bytesOf(page: Page, address: string): Promise<Buffer> {
  const encoded = await page.evaluate(async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, address);
  return Buffer.from(encoded, 'base64');
}
