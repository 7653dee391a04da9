import { parseArgs } from 'node:util';

export const usage =
  'Usage: npm start [-- --host browser|electron] [--library DIR] [--port N] [--no-open] [--json]';

/** What the launcher reads itself; the others are the host's. */
const own = ['host', 'dev'];

const options = {
  host: { type: 'string' },
  dev: { type: 'boolean' },
  library: { type: 'string' },
  port: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
};

const isPort = (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/** Our own options, and the arguments that are the host's; null where somebody asked for what there is not. */
export function readStartOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowNegative: true, tokens: true });
  } catch {
    return null;
  }
  const { values, tokens } = parsed;
  if (values.host !== undefined && !['browser', 'electron'].includes(values.host)) return null;
  if (values.port !== undefined && !isPort(values.port)) return null;
  const ownPlaces = new Set();
  for (const token of tokens) {
    if (!own.includes(token.name)) continue;
    ownPlaces.add(token.index);
    if (token.inlineValue === false) ownPlaces.add(token.index + 1);
  }
  const rest = args.filter((_, index) => !ownPlaces.has(index));
  return { host: values.host, dev: values.dev === true, rest };
}
