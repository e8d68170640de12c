/** One line of the table. */
export interface Row {
  readonly figure: string;
  readonly direct?: string;
  readonly relay?: string;
  readonly target?: string;
}

/** What a run of the benchmarks is given. */
export interface Means {
  /** Path of Espruino's Linux build. */
  readonly espruino: string | undefined;
  readonly chromium: string | undefined;
  /** How many smashes the memory has to stand. */
  readonly smashes: number;
  /** How many messages the relay's memory has to stand. */
  readonly messages: number;
}

/** A part of the benchmarks that can be run alone. */
export interface Section {
  /** On the command line. */
  readonly name: string;
  readonly about: string;
  /** Rejects where it can't be measured for another reason than that something is missing on this machine. */
  readonly measure: (means: Means) => Promise<Row[]>;
  /** What has to be on the machine beside Node. */
  readonly needs?: 'espruino' | 'chromium';
}

const MISSING = 'not measured here';

/** @returns its rows, or one that says that this machine lacks something */
export async function measureSection({ about, measure, needs }: Section, means: Means): Promise<Row[]> {
  if (needs !== undefined && means[needs] === undefined) {
    return [{ figure: about, direct: MISSING, relay: MISSING }];
  }
  return measure(means);
}
