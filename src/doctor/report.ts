import { MARKS, type Finding } from './finding.ts';

/** What the project and the machine are. */
export interface Versions {
  readonly project: string;
  readonly node: string;
  readonly system: string;
}

/**
 * What somebody can send us. It is made of the facts alone, which hold no name of a network or host, no address and no secret:
 * what a check says on the screen is not in it.
 */
export function reportOf(findings: readonly Finding[], { project, node, system }: Versions): string {
  const rows = findings.map(({ name, verdict, facts = {} }) =>
    [MARKS[verdict], name, ...Object.entries(facts).map(([key, value]) => `${key}=${value}`)].join('  '),
  );
  return [`deploy-button ${project}, Node ${node}, ${system}`, ...rows].join('\n');
}
