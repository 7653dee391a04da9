import { z } from 'zod';
import { operation } from './operation.ts';
import { category, nothing } from './values.ts';

/** How somebody wants the window. It holds nothing of a patient. */
export const preferences = z.object({
  scheme: z.enum(['auto', 'light', 'dark']),
  contrast: z.enum(['system', 'more']),
  /** In per cent of the usual size. */
  textSize: z.union([z.literal(100), z.literal(115), z.literal(130), z.literal(150)]),
  /** Which pictures are blurred until they are asked for. */
  blur: z.enum(['none', 'some', 'all']),
  /** Those that `some` means; `unclassified` are recordings without a category. */
  blurred: z.array(z.union([category, z.literal('unclassified')])).max(20),
  /** Whether single letters act; those who dictate switch them off [WCAG 2.1.4]. */
  letters: z.boolean(),
  /** The strokes chosen in place of a command's own, by the command's id. */
  shortcuts: z.record(z.string().max(80), z.array(z.string().max(40)).max(4)),
});

export const preferenceOperations = {
  /** Those of whoever asks; null where they chose none. */
  'user.preferences': operation('session', nothing, preferences.nullable()),
  'user.prefer': operation('session', z.object({ preferences }), nothing),
};
