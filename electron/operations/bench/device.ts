import type { Device } from '../../../shared/domain/recording/device-template.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { inspectFile } from '../../anonymise/anonymise.ts';
import type { Finding } from '../../anonymise/metadata/cleaner.ts';
import type { RenditionRow } from '../../catalogue/rows.ts';

/** As long as a template's own form allows. */
const longest = 100;

function inspected(bytes: Uint8Array): readonly Finding[] {
  try {
    return inspectFile(bytes);
  } catch (error) {
    if (isCustosError(error)) return [];
    throw error;
  }
}

/** What made a picture, by what its file says. It is the file's word: a template that matches is only a proposal. */
export function deviceOf(
  bytes: Uint8Array,
  { width, height }: Pick<RenditionRow, 'width' | 'height'>,
): Device {
  const findings = inspected(bytes);
  const said = (pattern: RegExp): string | null =>
    findings
      .find(({ name }) => pattern.test(name))
      ?.value.trim()
      .slice(0, longest) || null;
  return {
    maker: said(/^(?:Make|Manufacturer)$/),
    model: said(/^(?:Model|ManufacturerModelName|Manufacturer's Model Name)$/),
    width: width ?? 0,
    height: height ?? 0,
  };
}
