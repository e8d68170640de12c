import { expect, test } from '@jest/globals';
import { httpsOnlyService } from '../../../src/config/rules/https-only.ts';

const SERVICES: [host: string, name: string][] = [
  ['slack.com', 'Slack'],
  ['slack-gov.com', 'Slack'],
  ['discord.com', 'Discord'],
  ['discordapp.com', 'Discord'],
  ['office.com', 'Teams'],
  ['office365.com', 'Teams'],
  ['logic.azure.com', 'Teams'],
  ['powerplatform.com', 'Teams'],
  ['powerautomate.com', 'Teams'],
  ['github.com', 'GitHub'],
  ['gitlab.com', 'GitLab'],
  ['googleapis.com', 'Google'],
];

test.each(SERVICES)('%s, and each host below it, is %s, which takes https:// only', (host, name) => {
  expect([host, `api.${host}`, `a.b.${host}`].map(httpsOnlyService)).toEqual([name, name, name]);
});

test.each(SERVICES)('a host that only sounds like %s may take http://', (host) => {
  const others = [
    `x${host}`,
    `${host}.lan`,
    `${host}x`,
    host.replace(/\.com$/, 'xcom'),
    host.replace('com', 'org'),
  ];
  expect(others.filter((other) => httpsOnlyService(other) !== undefined)).toEqual([]);
});
