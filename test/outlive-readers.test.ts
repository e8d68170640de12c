import { expect, test } from '@jest/globals';
import { outliveReaders, outputGone } from '../src/output.ts';

test('a command outlives whoever reads it, and knows when it is its output that nobody reads any more', () => {
  const streams = [process.stderr, process.stdout];
  const before = streams.map((stream) => stream.listeners('error'));
  outliveReaders();
  const added = streams.map((stream, index) =>
    stream.listeners('error').filter((each) => !before[index]?.includes(each)),
  );
  const gone = added.map((listeners) => {
    expect(listeners).toHaveLength(1);
    for (const listener of listeners as ((error: Error) => void)[]) listener(new Error('EPIPE'));
    return outputGone.aborted;
  });
  expect(gone).toEqual([false, true]);
  for (const [index, stream] of streams.entries()) {
    for (const listener of added[index] ?? []) stream.off('error', listener as () => void);
  }
});
