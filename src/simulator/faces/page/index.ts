/** The virtual board in a browser: `npm start` runs it. */
export { runPage, servePage, type PageSettings, type RunningPage } from './page.ts';
