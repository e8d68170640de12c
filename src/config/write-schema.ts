import { writeFileSync } from 'node:fs';
import { configJsonSchema } from './rules/schema.ts';

writeFileSync(
  new URL('espruino.config.schema.json', import.meta.url),
  `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
);
