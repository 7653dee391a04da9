/**
 * Pictures that are ready come onto the page together at the next frame, and only so many: each frame that brings one
 * lays and paints its list anew, and a screenful at once would hold it up.
 */
const mostInOneFrame = 8;

const ready: (() => void)[] = [];
let asked = false;

function bring(): void {
  for (const put of ready.splice(0, mostInOneFrame)) put();
  asked = ready.length > 0;
  if (asked) requestAnimationFrame(bring);
}

export function land(put: () => void): void {
  ready.push(put);
  if (asked) return;
  asked = true;
  requestAnimationFrame(bring);
}
