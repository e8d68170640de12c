/** Services whose documentation knows no address but https://, by their hosts. */
const HTTPS_ONLY: readonly (readonly [host: RegExp, name: string])[] = [
  [/(^|\.)slack(-gov)?\.com$/, 'Slack'],
  [/(^|\.)discord(app)?\.com$/, 'Discord'],
  [/(^|\.)(office|office365|logic\.azure|powerplatform|powerautomate)\.com$/, 'Teams'],
  [/(^|\.)github\.com$/, 'GitHub'],
  [/(^|\.)gitlab\.com$/, 'GitLab'],
  [/(^|\.)googleapis\.com$/, 'Google'],
];

/** @returns the name of a service that takes https:// only, or undefined for any other host */
export function httpsOnlyService(host: string): string | undefined {
  return HTTPS_ONLY.find(([pattern]) => pattern.test(host))?.[1];
}
