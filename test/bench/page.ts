import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Row, Section } from './report/section.ts';

/** The page in a browser: what `npm run bench:page` says, line by line. */
export const page: Section = { name: 'page', about: 'the page', needs: 'chromium', measure: pageRows };

async function pageRows(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    'test/simulator/faces/page/bench.ts',
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [figure = '', value = ''] = line.split(/: (?=[^:]*$)/);
      return { figure: figure.startsWith('page') ? figure : `page, ${figure}`, direct: value };
    });
}
