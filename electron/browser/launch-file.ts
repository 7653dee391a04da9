import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserHost } from './browser-host.ts';

/** A file that opens the application for whoever may read it, which is its owner. */
export interface LaunchFile {
  readonly url: string;
  remove(): Promise<void>;
}

/** The page that brings the ticket in. It is sent by a form, so that it is in no address and no history. */
const pageOf = (origin: string, ticket: string): string => `<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Custos</title>
<form method="post" action="${origin}/enter"><input type="hidden" name="ticket" value="${ticket}"></form>
<script>document.forms[0].submit()</script></html>
`;

/** Writes a launch file with a new ticket: the list of processes shows its name and not the ticket. */
export async function writeLaunchFile(host: BrowserHost): Promise<LaunchFile> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-launch-'));
  const path = join(folder, 'open.html');
  await writeFile(path, pageOf(host.origin, host.ticket()), { mode: 0o600, flag: 'wx' });
  return { url: pathToFileURL(path).href, remove: () => rm(folder, { recursive: true, force: true }) };
}
