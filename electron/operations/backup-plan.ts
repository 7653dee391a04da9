import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { backupPlan } from '../../shared/contract/library.ts';
import { instant } from '../../shared/contract/values.ts';
import { backupWarning, type CivilTime, isDue, nextDue } from '../../shared/domain/backup/plan.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { assertOutside, makeBackup } from './backup.ts';
import { noteOutcome, readOutcomes } from './backup-outcome.ts';
import type { Context, Handlers, Output, Parsed, Rooms } from './context.ts';

const name = 'backup.plan';
const form = z.object({ plan: backupPlan, since: instant });

/** A destination that failed is tried again after this time, in milliseconds. */
const tryAgainAfter = 3_600_000;

/** Instants as the clock on a wall in that zone shows them. */
function wallClock(zone: string): (at: Instant) => CivilTime {
  // The Swedish form of a date is the ISO one.
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => {
    const [day, time] = shown.format(new Date(at)).split(' ') as [Day, string];
    return { day, time };
  };
}

async function readPlan(reader: CatalogueReader): Promise<z.output<typeof form> | null> {
  const text = await reader.settings.get(name);
  return text === null || text === 'null' ? null : form.parse(JSON.parse(text));
}

async function standing({ rooms }: Context): Promise<Output<'backup.plan'>> {
  const kept = await rooms.catalogue.read(async (reader) => ({
    plan: (await readPlan(reader))?.plan ?? null,
    backups: await reader.settings.backups(),
    outcomes: await readOutcomes(reader),
  }));
  const civil = wallClock(rooms.settings.zone);
  const now = civil(rooms.clock.now());
  const made = kept.backups.flatMap(({ lastMadeAt }) => lastMadeAt ?? []).sort();
  const newest = made.at(-1);
  const warning = backupWarning({
    plan: kept.plan,
    made: newest ? civil(newest) : null,
    failed: kept.plan !== null && Boolean(kept.outcomes[kept.plan.destination]?.fault),
    now,
  });
  return { plan: kept.plan, next: kept.plan && nextDue(kept.plan, now), warning };
}

/** @throws CustosError `not-found` where there is no such folder: one made instead would lie on the wrong disk. */
async function assertThere(destination: string): Promise<void> {
  const found = await stat(destination).catch(() => null);
  if (found?.isDirectory()) return;
  throw new CustosError(
    'not-found',
    `There is no folder at ${destination}. Please connect the disk, or choose another folder.`,
  );
}

async function setPlan(
  { rooms, caller }: Context,
  input: Parsed<'backup.setPlan'>,
): Promise<Output<'backup.setPlan'>> {
  const plan = input.plan && { ...input.plan, destination: resolve(input.plan.destination) };
  if (plan) {
    assertOutside(rooms, plan.destination);
    await assertThere(plan.destination);
  }
  await rooms.catalogue.write(async (writer) => {
    const value = plan && { plan, since: rooms.clock.now() };
    await writer.settings.set(name, JSON.stringify(value));
    await rooms.record(writer, {
      kind: 'backup.planned',
      by: caller.user,
      about: [],
      facts: plan ? { every: plan.every, weekday: plan.weekday, at: plan.at } : { every: 'never' },
    });
  });
  rooms.emit({ kind: 'changed', nouns: ['library', 'trail'] });
  return {};
}

/**
 * Makes the planned backup where it is due; called every minute while the library is open. What went wrong is noted
 * and shown to whoever looks after backups, and tried again in an hour.
 */
export async function backUpWhenDue(rooms: Rooms, signal: AbortSignal): Promise<void> {
  const kept = await rooms.catalogue.read(async (reader) => ({
    planned: await readPlan(reader),
    backups: await reader.settings.backups(),
    outcomes: await readOutcomes(reader),
  }));
  if (!kept.planned) return;
  const { plan, since } = kept.planned;
  const civil = wallClock(rooms.settings.zone);
  const now = rooms.clock.now();
  const madeAt = kept.backups.find(({ place }) => place === plan.destination)?.lastMadeAt;
  const outcome = kept.outcomes[plan.destination];
  if (outcome?.fault && Date.parse(now) - Date.parse(outcome.triedAt) < tryAgainAfter) return;
  if (!outcome?.fault && !isDue(plan, civil(since), madeAt ? civil(madeAt) : null, civil(now))) return;
  await makePlanned(rooms, plan.destination, signal);
}

async function makePlanned(rooms: Rooms, destination: string, signal: AbortSignal): Promise<void> {
  try {
    await assertThere(destination);
  } catch (error) {
    await noteOutcome(rooms, destination, { fault: (error as CustosError).message });
    rooms.emit({ kind: 'changed', nouns: ['library', 'trail'] });
    return;
  }
  try {
    await makeBackup(rooms, { destination, by: null, signal });
  } catch (error) {
    // Noted beside its destination already; a person sees it there.
    if (!isCustosError(error)) throw error;
  }
}

export const backupPlanOperations: Handlers = { 'backup.plan': standing, 'backup.setPlan': setPlan };
