import { writeFile } from 'node:fs/promises';
import { templateFits } from '../../../shared/domain/recording/device-template.ts';
import { clampRegion, type Region } from '../../../shared/domain/recording/region.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { DeviceTemplateRow } from '../../catalogue/benching.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { personOf } from '../names.ts';
import { findRendition } from '../open.ts';

/** Layouts of devices: what is always cleared on what they make. They hold places, never words. */

async function list({ rooms }: Context): Promise<Output<'template.list'>> {
  return rooms.catalogue.read(async (reader) => {
    const said = [];
    for (const { madeBy, regions, ...row } of await reader.bench.templates())
      said.push({
        ...row,
        regions: regions.map((region) => ({ ...region })),
        madeBy: await personOf(reader, madeBy),
      });
    return said;
  });
}

const record = (
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  kind: 'template.saved' | 'template.removed',
  { id, width, height, regions, name }: DeviceTemplateRow,
): Promise<void> =>
  rooms.record(writer, {
    kind,
    by: caller.user,
    about: [{ noun: 'template', id }],
    facts: { width, height, regions: regions.length },
    text: name,
  });

const changed = ({ rooms }: Context): void => rooms.emit({ kind: 'changed', nouns: ['bench', 'trail'] });

async function learn(context: Context, input: Parsed<'template.learn'>): Promise<Output<'template.learn'>> {
  const { rooms, caller } = context;
  const { rendition } = await findRendition(context, input.rendition);
  const id = rooms.clock.newId();
  await rooms.catalogue.write(async (writer) => {
    const searched = await writer.bench.search(rendition.id);
    if (!searched || searched.device.width === 0)
      throw new CustosError(
        'conflict',
        'Nothing is known yet of what made this picture. Please wait until it was searched.',
      );
    const { device } = searched;
    const regions = input.regions.flatMap((region) => clampRegion(region, device) ?? []);
    if (regions.length === 0)
      throw new CustosError(
        'conflict',
        'None of these regions lies in the picture, so there is nothing to learn.',
      );
    const row = { ...device, id, name: input.name, regions, madeBy: caller.user, madeAt: rooms.clock.now() };
    await writer.bench.setTemplate(row);
    await record(context, writer, 'template.saved', row);
  });
  changed(context);
  return { id };
}

async function found(writer: CatalogueWriter, id: Id): Promise<DeviceTemplateRow> {
  const row = (await writer.bench.templates()).find((template) => template.id === id);
  if (!row) throw new CustosError('not-found', 'There is no such device template any more.');
  return row;
}

async function rename(
  context: Context,
  { template, name }: Parsed<'template.rename'>,
): Promise<Output<'template.rename'>> {
  await context.rooms.catalogue.write(async (writer) => {
    const row = { ...(await found(writer, template)), name };
    await writer.bench.setTemplate(row);
    await record(context, writer, 'template.saved', row);
  });
  changed(context);
  return {};
}

async function remove(
  context: Context,
  { template }: Parsed<'template.remove'>,
): Promise<Output<'template.remove'>> {
  await context.rooms.catalogue.write(async (writer) => {
    const row = await found(writer, template);
    await writer.bench.removeTemplate(template);
    await record(context, writer, 'template.removed', row);
  });
  changed(context);
  return {};
}

/** @throws CustosError `conflict` for a file that is there already, `not-found` */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CustosError(
        'conflict',
        'There is a file of this name already. Please choose another folder.',
      );
    throw new CustosError(
      'not-found',
      'The templates could not be saved there. Please choose a folder that is there and may be written to.',
      {},
      error,
    );
  }
}

async function exported(
  { rooms }: Context,
  { file }: Parsed<'template.export'>,
): Promise<Output<'template.export'>> {
  const rows = await rooms.catalogue.read((reader) => reader.bench.templates());
  const templates = rows.map(({ name, maker, model, width, height, regions }) => ({
    ...{ name, maker, model, width, height },
    regions: regions.map(({ x, y, w, h }) => ({ x, y, w, h })),
  }));
  const document = { format: 'custos-device-templates', version: 1, templates } as const;
  if (file) await writeNew(file, `${JSON.stringify(document, null, 2)}\n`);
  return document;
}

const alike = (some: readonly Region[], others: readonly Region[]): boolean =>
  some.length === others.length &&
  some.every(({ x, y, w, h }, at) => {
    const other = others[at];
    return other?.x === x && other.y === y && other.w === w && other.h === h;
  });

/** Takes in what another library has learned; what is here already is left as it is. */
async function imported(
  context: Context,
  { document }: Parsed<'template.import'>,
): Promise<Output<'template.import'>> {
  const { rooms, caller } = context;
  let added = 0;
  await rooms.catalogue.write(async (writer) => {
    const here = [...(await writer.bench.templates())];
    for (const template of document.templates) {
      const regions = template.regions.flatMap((region) => clampRegion(region, template) ?? []);
      const same = here.some((other) => templateFits(other, template) && alike(other.regions, regions));
      if (same || regions.length === 0) continue;
      const row = {
        ...template,
        regions,
        id: rooms.clock.newId(),
        madeBy: caller.user,
        madeAt: rooms.clock.now(),
      };
      await writer.bench.setTemplate(row);
      await record(context, writer, 'template.saved', row);
      here.push(row);
      added += 1;
    }
  });
  changed(context);
  return { added, known: document.templates.length - added };
}

export const templateOperations: Handlers = {
  'template.list': list,
  'template.learn': learn,
  'template.rename': rename,
  'template.remove': remove,
  'template.export': exported,
  'template.import': imported,
};
