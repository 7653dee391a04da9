import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** Text stands out as WCAG's AAA asks, which contains AA; worked out with more effort than all other rules together. */
const contrast = 'color-contrast-enhanced';
const rules = { [contrast]: { enabled: true }, 'color-contrast': { enabled: false } };
/** What a dialog may spoil of the page under it. */
const ofBoth = ['aria-hidden-focus', 'duplicate-id-aria'];

/**
 * What axe finds wrong with a page, each with where it stands; the script goes in once a document. The page under a
 * dialog is a state of its own, and no contrast can be told through the veil: there it is asked of what lies above.
 */
export async function faultsOfPage(page: Page, part: 'all' | 'contrast' = 'all'): Promise<string[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  return page.evaluate(
    async ([whole, rule, both, rulesOfAll]) => {
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
      const found = await run(where, whole ? { rules: rulesOfAll } : only([rule]));
      return whole && modal ? [...found, ...(await run(document, only(both)))] : found;
    },
    [part === 'all', contrast, ofBoth, rules] as const,
  );
}
