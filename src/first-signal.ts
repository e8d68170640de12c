/** Resolves with the first of these signals; from then on they do what they do by default, so a second one ends the process. */
export function firstSignal(...signals: readonly NodeJS.Signals[]): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const end = (signal: NodeJS.Signals): void => {
      for (const each of signals) process.off(each, end);
      resolve(signal);
    };
    for (const each of signals) process.on(each, end);
  });
}

/** Ctrl-C, another program's request, and a terminal that is closed. */
export const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
