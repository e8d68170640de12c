/** Under this name the tab keeps it: a reload finds it again, and no other tab or port does. */
const KEPT = 'token';

/** @returns what opens a live page, '' when this tab has none. It is taken out of the address, and so out of the history. */
export function takeToken(): string {
  const given = /^#([\w-]+)$/.exec(location.hash)?.[1] ?? '';
  history.replaceState(null, '', location.pathname);
  try {
    if (given !== '') sessionStorage.setItem(KEPT, given);
    return sessionStorage.getItem(KEPT) ?? '';
  } catch {
    // A browser that keeps nothing.
    return given;
  }
}
