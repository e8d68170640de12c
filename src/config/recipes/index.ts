import { DISCORD, GOOGLE_CHAT, MATTERMOST, PLAIN_HTTP, ROCKET_CHAT, SLACK, TEAMS } from './chats.ts';
import { GITHUB, GITLAB } from './pipelines.ts';
import type { Recipe } from './recipe.ts';

export type { Answers, Ask, Recipe, WebhookFile } from './recipe.ts';

/** The services that the button is known to work with. The last one is for all others. */
export const RECIPES: readonly [Recipe, ...Recipe[]] = [
  SLACK,
  DISCORD,
  TEAMS,
  MATTERMOST,
  ROCKET_CHAT,
  GOOGLE_CHAT,
  GITHUB,
  GITLAB,
  PLAIN_HTTP,
];

/** @returns the service that a webhook's URL is of */
export function recipeOf(url: string): Recipe {
  return RECIPES.find(({ isOf }) => isOf(new URL(url))) ?? PLAIN_HTTP;
}
