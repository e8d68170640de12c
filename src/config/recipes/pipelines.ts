import { formFault, type Recipe, textIn } from './recipe.ts';

const ONE_MESSAGE = 'One message is enough: it deploys, and nobody reads it.';

/** Services that deploy by themselves: no chat and no bot in between. */
export const GITHUB: Recipe = {
  name: 'GitHub Actions (repository_dispatch)',
  where:
    'A fine-grained token for the one repository with "Contents: read and write", and a workflow on its default branch with `on: repository_dispatch`.',
  asks: [
    {
      key: 'repository',
      question: 'The repository, as owner/name',
      secret: false,
      example: 'octo-org/octo-repo',
      fault: formFault(/^[A-Za-z0-9-]+\/[\w.-]+$/, 'Write it as owner/name.'),
    },
    {
      key: 'token',
      question: 'The token',
      secret: true,
      example: 'YOUR-TOKEN',
      fault: formFault(/^[\x21-\x7e]+$/, 'A token is one word. Copy it anew.'),
    },
  ],
  webhook: ({ repository = '', token = '' }) => ({
    url: `https://api.github.com/repos/${repository}/dispatches`,
    headers: {
      Accept: 'application/vnd.github+json',
      Authorization: `Bearer ${token}`,
      'X-GitHub-Api-Version': '2022-11-28',
    },
  }),
  isOf: ({ hostname }) => hostname === 'api.github.com',
  command: {
    question: 'The event type that your workflow waits for',
    usual: 'deploy',
    fault: formFault(/^.{1,100}$/, 'It has 1 to 100 characters.'),
  },
  messages: (_alert, command) => [{ event_type: command }],
  deploys: 'whatever comes',
  textOf: textIn('event_type'),
  status: 204,
  notes: [
    ONE_MESSAGE,
    'A workflow that is not on the default branch never starts, and GitHub says 204 all the same.',
  ],
  source: 'https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event',
};

export const GITLAB: Recipe = {
  name: 'GitLab (pipeline trigger)',
  where:
    "In the project's settings: CI/CD, Pipeline trigger tokens. The project's number is on its front page.",
  asks: [
    {
      key: 'server',
      question: "GitLab's address",
      secret: false,
      example: 'https://gitlab.com',
      usual: 'https://gitlab.com',
      fault: formFault(/^https?:\/\/[^/?#@\s]+\/?$/i, 'Write it as https://gitlab.com, and no more.'),
    },
    {
      key: 'project',
      question: "The project's number",
      secret: false,
      example: '123456',
      fault: formFault(/^\d+$/, 'Write the number alone.'),
    },
    {
      key: 'token',
      question: 'The trigger token',
      secret: true,
      example: 'YOUR-TOKEN',
      fault: formFault(/^[\x21-\x7e]+$/, 'A token is one word. Copy it anew.'),
    },
  ],
  // In the address it stays with the relay; in the message it would be on the board and in the network.
  webhook: ({ server = '', project = '', token = '' }) =>
    `${server.replace(/\/$/, '')}/api/v4/projects/${project}/trigger/pipeline?${new URLSearchParams({ token }).toString()}`,
  isOf: ({ pathname }) => /^\/api\/v4\/projects\/[^/]+\/trigger\/pipeline$/.test(pathname),
  command: {
    question: 'The branch or tag to run the pipeline for',
    usual: 'main',
    fault: formFault(/\S/, 'It is empty. Write a branch.'),
  },
  messages: (_alert, command) => [{ ref: command }],
  deploys: 'whatever comes',
  textOf: textIn('ref'),
  status: 201,
  notes: [ONE_MESSAGE, 'In `.gitlab-ci.yml` such a pipeline has `CI_PIPELINE_SOURCE == "trigger"`.'],
  source: 'https://docs.gitlab.com/ci/triggers/',
};
