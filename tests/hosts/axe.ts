import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** The same as the module's own source, in less than half the letters: each document reads it anew. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is worked out with more effort than all other rules together. */
const contrast = 'color-contrast';
/** Text stands out as WCAG's AAA asks; axe's own rule for it says nothing of what falls short of AA. */
const checks = [
  {
    id: contrast,
    options: {
      ...{ ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, pseudoSizeThreshold: 0.25 },
      ...{ boldValue: 700, boldTextPt: 14, largeTextPt: 18, shadowOutlineEmMax: 0.2, textStrokeEmMin: 0.03 },
      contrastRatio: { normal: { expected: 7 }, large: { expected: 4.5 } },
    },
  },
];
/** What a dialog may spoil of the page under it. */
const ofBoth = ['aria-hidden-focus', 'duplicate-id-aria'];

/**
 * What axe finds wrong with a page, each with where it stands; the script goes in once a document. The page under a
 * dialog is a state of its own, and no contrast can be told through the veil: there it is asked of what lies above.
 */
export async function faultsOfPage(page: Page, part: 'all' | 'contrast' = 'all'): Promise<string[]> {
  if (await page.evaluate(() => window.axe === undefined)) {
    await page.evaluate(source);
    await page.evaluate((asked) => window.axe?.configure({ checks: asked }), checks);
  }
  return page.evaluate(
    async ([whole, rule, both]) => {
      const run = async (where: axe.ElementContext, options: axe.RunOptions): Promise<string[]> => {
        // No selector is worked out for what is right: most of the work otherwise.
        const checked = await window.axe?.run(where, { resultTypes: ['violations'], ...options });
        if (!checked) throw new Error('axe did not run');
        return checked.violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ html, target, failureSummary }) =>
              `${id} at ${target.join(' ')}: ${html.slice(0, 120)}\n${failureSummary ?? ''}`,
          ),
        );
      };
      const only = (rules: readonly string[]) => ({ runOnly: { type: 'rule' as const, values: [...rules] } });
      const modal = document.querySelector('[data-portal] [aria-modal="true"]') !== null;
      const where = modal ? { include: ['[data-portal]'] } : document;
      const found = await run(where, whole ? {} : only([rule]));
      return whole && modal ? [...found, ...(await run(document, only(both)))] : found;
    },
    [part === 'all', contrast, ofBoth] as const,
  );
}
