import { bundleFirmware } from '../../src/build/bundle.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import { boot, HOST, type Workbench, type WorkbenchSettings } from './workbench.ts';

export const PASSWORD = 'open sesame';
export const PATH = '/hooks/only-we-know';
export const ALERT = '{"text":":alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:"}';
export const DEPLOY = '{"text":"!deploy prod master -f"}';

/** The script as `npm run build` makes it for the office's network and the test's chat server. */
export async function shippedScript(change: object = {}): Promise<string> {
  const file = { wifi: { ssid: 'office', password: PASSWORD }, webhook: `http://${HOST}${PATH}`, ...change };
  return (await bundleFirmware(checkConfig(file, 'test').config)).script;
}

/** A button with its script on a chip of the usual speed, used as people use it. */
export class Button {
  readonly bench: Workbench;

  constructor(script: string, settings: WorkbenchSettings = {}) {
    this.bench = boot(script, { speed: 'flash 80', ...settings });
  }

  /** On the network, keys seen released: the lamp is steady. */
  static ready(script: string, settings: WorkbenchSettings = {}): Button {
    const button = new Button(script, settings);
    button.wait(5000);
    return button;
  }

  wait(ms: number): void {
    this.bench.board.advance(ms);
  }

  /** All keys down together, and up again. */
  smash(heldMs = 100): void {
    const { keys } = this.bench.board;
    keys.pressAll();
    this.wait(heldMs);
    keys.releaseAll();
    this.wait(100);
  }

  /** The bodies that reached the server whole, whatever it answered. */
  get reached(): string[] {
    return this.bench.chat.requests.filter(({ completeMs }) => completeMs !== null).map(({ body }) => body);
  }

  /** How often a line was printed. */
  printed(line: string): number {
    return this.bench.lines.filter((each) => each === line).length;
  }
}
