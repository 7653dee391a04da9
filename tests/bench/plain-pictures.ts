import type { Browser, Page } from 'playwright-core';
import { thumbUrl } from '../../shared/contract/media-url.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { hexId, seeded } from './seeded.ts';
import { openUnwatched, type UnwatchedPage } from './unwatched-page.ts';

/** How the window lays its grid, in CSS pixels. */
interface Laid {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly tile: { readonly width: number; readonly height: number };
}

/** As many as lie on the page: some more than the wheel comes by. */
const count = 2_000;

const laidIn = (window: Page): Promise<Laid> =>
  window.getByRole('listbox', { name: 'Recordings' }).evaluate((grid) => {
    const { left, top, width, height } = grid.getBoundingClientRect();
    const tiles = [...grid.querySelectorAll('[role="option"]')].map((each) => each.getBoundingClientRect());
    const [first] = tiles;
    if (!first) throw new Error('There is no tile to lay pictures like');
    const columns = tiles.filter((each) => each.top === first.top).length;
    return { left, top, width, height, columns, tile: { width: first.width, height: first.height } };
  });

/**
 * What any page of pictures costs in this browser on this machine: the same pictures as plain elements in one scroller
 * of the same size and place, without script, words or marks. Its frames are what the window's are measured against.
 */
export async function openPlainPictures(
  browser: Browser,
  url: string,
  window: Page,
  viewport: { readonly width: number; readonly height: number },
): Promise<UnwatchedPage> {
  const { left, top, width, height, columns, tile } = await laidIn(window);
  const random = seeded(41);
  const pictures = Array.from(
    { length: count },
    () => `<img src="${new URL(thumbUrl(hexId(random) as Id), url)}" alt="" loading="lazy" decoding="async">`,
  );
  const page = await openUnwatched(browser, 'about:blank', viewport);
  const html = `<!doctype html><style>
    body { margin: 0; background: #f7f7f7 }
    div { position: absolute; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; overflow-y: auto;
      display: grid; grid-template-columns: repeat(${columns}, 1fr); grid-auto-rows: ${tile.height}px; gap: 8px;
      background: #f7f7f7 }
    img { width: 100%; height: 100%; object-fit: contain; background: #777 }
    </style><div role="listbox" aria-label="Recordings">${pictures.join('')}</div>`;
  await page.evaluate((whole) => document.write(whole), html);
  await page.until(() => document.querySelector('img')?.complete ?? false);
  return page;
}
