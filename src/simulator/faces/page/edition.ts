import type { LoadedConfig } from '../../../config/files/load.ts';
import { type RunSettings, Session } from '../session.ts';
import { textOf } from '../smash.ts';
import type { World } from './wire.ts';

/** What every build of the button is made with. */
export interface EditionSettings extends Omit<RunSettings, 'config'> {
  /** Reads the configuration anew. */
  readonly load: () => LoadedConfig;
  /** Names this edition of the page's own files. */
  readonly pageEdition: string;
}

/** One build of the button: its session, and what the pages are told of it. */
export interface Edition {
  readonly session: Session;
  readonly config: LoadedConfig['config'];
  readonly world: World;
}

/**
 * Builds the button from what is on disk now, without power yet.
 * @throws Failure when the configuration is wrong or the firmware can't be built
 */
export async function openEdition(settings: EditionSettings): Promise<Edition> {
  const loaded = settings.load();
  const { config } = loaded;
  let scriptBytes = 0;
  const session = await Session.open({
    ...settings,
    config,
    // A button that is configured with a relay is shown with one.
    relayLog: settings.relayLog ?? (config.relay && { write: () => undefined }),
    build: async (used) => {
      const script = await settings.build(used);
      scriptBytes = script.length;
      return script;
    },
  });
  return { session, config, world: worldOf(settings, session, loaded, scriptBytes) };
}

function worldOf(
  { pageEdition, live }: EditionSettings,
  { relay, board }: Session,
  { config, warnings }: LoadedConfig,
  scriptBytes: number,
): World {
  return {
    edition: pageEdition,
    live,
    practice: config.isPractice,
    pins: config.pins,
    led: config.led,
    klaxonPin: config.klaxonPin ?? null,
    debounceMs: config.debounceMs,
    ssid: live ? config.wifi.ssid : board.accessPoint.settings.ssid,
    target: live ? config.webhook.host : 'the stand-in channel',
    withRelay: relay !== null,
    messages: config.bodies.map(textOf),
    warnings,
    scriptBytes,
  };
}
