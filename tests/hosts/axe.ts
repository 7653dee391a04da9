import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** What axe finds wrong with a page, each with where it stands; the script goes in once a document. */
export async function faultsOfPage(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const checked = await window.axe?.run(document, {
      // No selector is worked out for what is right: most of the work otherwise.
      resultTypes: ['violations'],
      ...(only ? { runOnly: { type: 'rule', values: [...only] } } : {}),
    });
    if (!checked) throw new Error('axe did not run');
    return checked.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, target, failureSummary }) =>
          `${id} at ${target.join(' ')}: ${html.slice(0, 120)}\n${failureSummary ?? ''}`,
      ),
    );
  }, rules ?? null);
}
