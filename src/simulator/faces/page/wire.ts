import type { LampState } from '../../../config/lamp.ts';

/** What goes over the page's WebSocket, as JSON, both ways. Times are the bench's, in milliseconds (./bench.ts). */

/** The WebSocket's name. A page offers it, and behind it what opens a live one. */
export const PROTOCOL = 'deploy-button';

export const WIFI_STATES = ['on', 'off', 'wrongPassword'] as const;
export const WEBHOOK_STATES = ['answers', 'slow', 'fails', 'silent', 'down'] as const;
export const RELAY_STATES = ['up', 'down'] as const;

export type WifiState = (typeof WIFI_STATES)[number];
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export type RelayState = (typeof RELAY_STATES)[number];

/** What a page asks for. */
export type Command =
  /** The pins whose keys this page holds down, all of them: a lost release can't leave one behind. */
  | { readonly do: 'hold'; readonly pins: readonly number[] }
  | { readonly do: 'stick'; readonly pin: number; readonly stuck: boolean }
  | { readonly do: 'powerCycle' }
  | { readonly do: 'wifi'; readonly is: WifiState }
  | { readonly do: 'webhook'; readonly is: WebhookState }
  | { readonly do: 'relay'; readonly is: RelayState }
  /** Live, a page does nothing before its user has said that it may; that ends with one press, or after a minute. */
  | { readonly do: 'arm'; readonly armed: boolean };

/** What the button is built from: changes only when it is built again. No secret is in it. */
export interface World {
  /** Tells one edition of the page's files from another. */
  readonly edition: string;
  readonly live: boolean;
  /** Whether a smash deploys nothing. */
  readonly practice: boolean;
  readonly pins: readonly number[];
  readonly led: number;
  readonly klaxonPin: number | null;
  readonly debounceMs: number;
  readonly ssid: string;
  /** Where the messages go, without the path. */
  readonly target: string;
  readonly withRelay: boolean;
  readonly messages: readonly string[];
  readonly warnings: readonly string[];
  readonly scriptBytes: number;
}

/** What the board, its surroundings and its build are like now. */
export interface State {
  /** Pins whose switch is closed. */
  readonly down: readonly number[];
  readonly stuck: readonly number[];
  readonly lampLit: boolean;
  /** What the lamp's light means, null while it can't be told. */
  readonly lamp: { readonly state: LampState; readonly key: number | null } | null;
  /** When the press that is under way expires, null without one. */
  readonly pressEndsMs: number | null;
  readonly online: boolean;
  /** What the klaxon sounds, 0 for nothing. */
  readonly klaxonHz: number;
  /** The share of its time that the chip is busy with the script, in percent: by a model of the chip (docs/chip.md). */
  readonly busy: number;
  readonly wifi: WifiState;
  readonly webhook: WebhookState;
  readonly relay: RelayState;
  readonly building: boolean;
  /** Why the last edit could not be built; the board runs what was built before. */
  readonly buildFailure: string | null;
}

/** The lamp's pin changed. */
export interface LampEdge {
  readonly atMs: number;
  readonly lit: boolean;
}

export interface ConsoleLine {
  readonly atMs: number;
  readonly text: string;
  /** Said by the simulator, not by the board. */
  readonly note: boolean;
}

/** A request that the stand-in channel got whole. */
export interface ChatMessage {
  readonly atMs: number;
  readonly text: string;
  /** Null when the channel keeps silent. */
  readonly status: number | null;
}

/** What all pages are told: at first everything so far, then what is new. */
export interface News {
  /** Whether what the page has shown so far is void. */
  readonly fresh: boolean;
  readonly world: World | null;
  readonly nowMs: number;
  readonly state: State;
  readonly edges: readonly LampEdge[];
  readonly console: readonly ConsoleLine[];
  readonly chat: readonly ChatMessage[];
}

/** What one page is told. */
export interface Update extends News {
  /** Whether what its user does is done: always, unless the button is live. */
  readonly armed: boolean;
}
