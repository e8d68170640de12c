import { bundleFirmware } from '../../src/build/bundle.ts';
import type { Row, Section } from './report/section.ts';
import { benchConfig } from './settings.ts';

/** What the script weighs with the configuration that comes with the project. */
export const size: Section = { name: 'size', about: 'bytes of the script', measure: sizeRows };

async function sizeRows(): Promise<Row[]> {
  const direct = await bundleFirmware(benchConfig('direct'));
  const relay = await bundleFirmware(benchConfig('relay'));
  return [
    {
      figure: 'script, bytes',
      direct: String(direct.bytes),
      relay: String(relay.bytes),
      target: `${direct.budgetBytes}, with relay ${relay.budgetBytes}`,
    },
  ];
}
