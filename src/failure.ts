/**
 * Every way a command can end, once. README's table of exit codes is kept equal to this one by a test.
 * The numbers are part of the command line's interface: scripts branch on them, so they never change meaning.
 */
export const EXIT_CODES = {
  unexpected: { code: 1, meaning: 'a fault in this program' },
  config: { code: 2, meaning: 'the configuration is wrong' },
  build: { code: 3, meaning: 'the firmware could not be bundled for the board' },
  notDelivered: { code: 4, meaning: '`--smash`: the two messages were not both accepted' },
  usage: { code: 5, meaning: 'the command line was not understood' },
  relayPort: { code: 30, meaning: "the relay's port could not be listened on" },
  relayJournal: { code: 31, meaning: "the relay's journal could not be opened, or is damaged" },
  relayUnreachable: { code: 32, meaning: '`--check`: no relay answers at "relay.url"' },
  relaySecret: { code: 33, meaning: '`--check`: the relay runs with another secret' },
  relayWebhook: { code: 34, meaning: "`--check`: no verified connection to the webhook's host" },
} as const;

export type ExitName = keyof typeof EXIT_CODES;

/** A failure that a person can mend: the message says what failed, which field or port, and the mend. */
export class Failure extends Error {
  readonly exit: ExitName;

  /**
   * @param exit names the row of {@link EXIT_CODES} that the process ends with
   * @param message what failed, the field or port in quotes, how to mend it; never a secret
   */
  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.exit = exit;
  }
}
