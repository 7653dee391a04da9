import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from './serve.ts';

/** The browser host as a program: `main.ts [--library DIR] [--port N] [--no-open] [--json]`. */
const { values } = parseArgs({
  options: {
    library: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

await serve({
  library: values.library === undefined ? undefined : resolve(values.library),
  port: values.port === undefined ? undefined : Number(values.port),
  open: values.open,
  json: values.json,
});
process.exit(0);
