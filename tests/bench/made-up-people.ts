import { pick, seeded, whole } from './seeded.ts';

const openings = 'b br c ch cl d f fl g gr h j k l m n p pr r s sh sl st t th tr w wh'.split(' ');
const middles = 'a e i o u ai ea ee oo ou'.split(' ');
const endings = 'ck ll m n nd ng r rd rt s ss t th ton son ley man field worth er'.split(' ');

function madeUpNames(seed: number, count: number): string[] {
  const random = seeded(seed);
  const names = new Set<string>();
  while (names.size < count) {
    const extra = random() < 0.4 ? pick(random, middles) + pick(random, endings) : '';
    const name = pick(random, openings) + pick(random, middles) + pick(random, endings) + extra;
    names.add(`${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  }
  return [...names];
}

/** The most frequent surname is borne by about one in 230, as in a real register; the rarest by one in 23,000. */
function weighted(names: readonly string[], flat: number): (random: () => number) => string {
  const reach: number[] = [];
  let sum = 0;
  names.forEach((_, rank) => {
    sum += 1 / (rank + flat);
    reach.push(sum);
  });
  return (random) => {
    const at = random() * sum;
    let low = 0;
    let high = reach.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((reach[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return names[low] as string;
  };
}

export const surnames = madeUpNames(1, 5_000);
export const givenNames = madeUpNames(2, 1_000);
export const surname = weighted(surnames, 50);
export const givenName = weighted(givenNames, 20);

/** A number with a check digit that fits. */
export function nhsNumber(random: () => number): string {
  for (;;) {
    const digits = String(400_000_000 + whole(random, 300_000_000));
    let sum = 0;
    for (let place = 0; place < 9; place += 1) sum += Number(digits[place]) * (10 - place);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
}
