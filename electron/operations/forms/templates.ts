import {
  type FormPurpose,
  type FormTemplate,
  formPurposes,
  templateFaults,
} from '../../../shared/domain/consent-form/template.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { FormTemplateRow } from '../../catalogue/forms.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { personOf } from '../names.ts';
import { shippedFor } from './shipped.ts';

/**
 * The versions of a wording in a library. Each is stored when it is first printed or when governance changes it, and
 * stays as it is: a form goes by the version that it was printed from. What Custos comes with takes the place of an
 * earlier shipped wording by itself, and never that of a wording of the library's own.
 */

interface Wording {
  readonly version: number;
  readonly template: FormTemplate;
  /** Not yet stored: the shipped wording, before its first use. */
  readonly fresh: boolean;
}

/** The wording that is printed today. */
export async function wordingFor(reader: CatalogueReader, purpose: FormPurpose): Promise<Wording> {
  const [latest] = await reader.forms.templates(purpose);
  const shipped = shippedFor(purpose);
  if (latest && (latest.shipped === null || latest.shipped === shipped.version))
    return { version: latest.version, template: latest.template, fresh: false };
  return { version: (latest?.version ?? 0) + 1, template: shipped.template, fresh: true };
}

/** The wording of one version. @throws CustosError `not-found` */
export async function wordingOf(
  reader: CatalogueReader,
  purpose: FormPurpose,
  version: number,
): Promise<FormTemplate> {
  const today = await wordingFor(reader, purpose);
  if (today.version === version) return today.template;
  const row = (await reader.forms.templates(purpose)).find((each) => each.version === version);
  if (!row) throw new CustosError('not-found', 'There is no such version of this form.');
  return row.template;
}

/** The wording that is printed today, stored if it was not before. */
export async function storedWording(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  purpose: FormPurpose,
): Promise<Wording> {
  const wording = await wordingFor(writer, purpose);
  if (wording.fresh)
    await writer.forms.addTemplate({
      purpose,
      version: wording.version,
      shipped: shippedFor(purpose).version,
      template: wording.template,
      by: caller.user,
      at: rooms.clock.now(),
      reason: '',
    });
  return wording;
}

const sayVersion = async (reader: CatalogueReader, row: FormTemplateRow) => ({
  version: row.version,
  shipped: row.shipped !== null,
  at: row.at,
  by: await personOf(reader, row.by),
  reason: row.reason,
});

const unmade = (version: number) => ({ version, shipped: true, at: null, by: null, reason: '' });

const templates = ({ rooms }: Context): Promise<Output<'form.templates'>> =>
  rooms.catalogue.read(async (reader) => {
    const said: Output<'form.templates'> = [];
    for (const purpose of formPurposes) {
      const { version, template, fresh } = await wordingFor(reader, purpose);
      const rows = await reader.forms.templates(purpose);
      const stored = await Promise.all(rows.map((row) => sayVersion(reader, row)));
      const versions = fresh ? [unmade(version), ...stored] : stored;
      said.push({
        purpose,
        template: structuredClone(template) as (typeof said)[number]['template'],
        versions,
      });
    }
    return said;
  });

const template = (
  { rooms }: Context,
  { purpose, version }: Parsed<'form.template'>,
): Promise<Output<'form.template'>> =>
  rooms.catalogue.read(async (reader) => ({
    template: (await wordingOf(reader, purpose, version)) as Output<'form.template'>['template'],
  }));

/** What a wording may not be, in one sentence more than its first fault. */
function assertWording(purpose: FormPurpose, wording: FormTemplate): void {
  const faults = templateFaults(purpose, wording);
  if (faults.length > 0)
    throw new CustosError('invalid-input', faults.join(' '), { field: 'template', faults: [...faults] });
}

async function setTemplate(
  { rooms, caller }: Context,
  { purpose, template: given, reason }: Parsed<'form.setTemplate'>,
): Promise<Output<'form.setTemplate'>> {
  const shipped = shippedFor(purpose);
  if (given) assertWording(purpose, given);
  const version = await rooms.catalogue.write(async (writer) => {
    const [latest] = await writer.forms.templates(purpose);
    // The first change of the library comes after the wording that Custos came with, which keeps its place.
    const next = latest ? latest.version + 1 : given ? 2 : 1;
    if (!latest && given)
      await writer.forms.addTemplate({
        ...{ purpose, version: 1, shipped: shipped.version, template: shipped.template },
        ...{ by: caller.user, at: rooms.clock.now(), reason: '' },
      });
    await writer.forms.addTemplate({
      ...{ purpose, version: next, template: given ?? shipped.template },
      ...{ shipped: given ? null : shipped.version, by: caller.user, at: rooms.clock.now(), reason },
    });
    await rooms.record(writer, {
      kind: 'form.templateChanged',
      by: caller.user,
      about: [{ noun: 'library', id: rooms.settings.id }],
      facts: { purpose, version: next, shipped: given === null },
      text: reason,
    });
    return next;
  });
  rooms.emit({ kind: 'changed', nouns: ['form', 'trail'] });
  return { version };
}

export const templateOperations: Handlers = {
  'form.templates': templates,
  'form.template': template,
  'form.setTemplate': setTemplate,
};
