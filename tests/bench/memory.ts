import { existsSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/**
 * Memory of the page's own process, in millions of bytes. `own` is what it alone has; `shared` what it has in common with
 * the browser's other processes and no program needs, counted in full: decoded pictures and what is painted. `whole` is
 * what the system counts for it: these, and of the browser's program and libraries the part that falls to this process.
 */
export interface Memory {
  readonly own: number;
  readonly shared: number;
  readonly whole: number;
}

interface Mapped {
  readonly path: string;
  readonly kilobytes: (name: string) => number;
}

/** What Linux says of each part of a process's memory: a line of addresses and the file, then its figures. */
function mapped(process: number): Mapped[] {
  const parts = readFileSync(`/proc/${process}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return parts.map((part) => ({
    path: part.slice(0, part.indexOf('\n')).split(/\s+/).slice(5).join(' '),
    kilobytes: (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(part)?.[1] ?? 0),
  }));
}

/** Memory that the browser's processes hand one another lies in files without a name, or in ones deleted at once. */
const isHandedOn = ({ path }: Mapped): boolean => /^\/memfd:|^\/dev\/shm\/|\(deleted\)$/.test(path);

function weigh(process: number): Memory {
  const parts = mapped(process);
  const sum = (of: readonly Mapped[], name: string): number =>
    of.reduce((all, { kilobytes }) => all + kilobytes(name) * 1_024, 0) / 1e6;
  const shared = sum(parts.filter(isHandedOn), 'Rss');
  const others = parts.filter((part) => !isHandedOn(part));
  return { own: sum(others, 'Anonymous'), shared, whole: shared + sum(others, 'Pss') };
}

/** The memory of the browser's largest page; null where the system does not say. */
export async function memoryOf(browser: Browser): Promise<Memory | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo
    .filter(({ type, id }) => type === 'renderer' && existsSync(`/proc/${id}/smaps`))
    .map(({ id }) => weigh(id))
    .sort((one, other) => other.whole - one.whole);
  return pages[0] ?? null;
}
