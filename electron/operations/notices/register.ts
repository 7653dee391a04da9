import { z } from 'zod';
import { storedNotice } from '../../../shared/contract/notice.ts';
import type { Notice } from '../../../shared/domain/notice/notice.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';

const setting = 'notices';

/** The register as it stands in this transaction: two who enter a line at once both find theirs in it. */
export async function readRegister({
  settings,
}: Pick<CatalogueReader, 'settings'>): Promise<readonly Notice[]> {
  const stored = await settings.get(setting);
  return stored === null ? [] : z.array(storedNotice).parse(JSON.parse(stored));
}

export const writeRegister = (
  { settings }: Pick<CatalogueWriter, 'settings'>,
  register: readonly Notice[],
): Promise<void> => settings.set(setting, JSON.stringify(register));
