import { BOARD_BOX } from './bench-geometry.ts';
import { svg } from '../elements.ts';

/** More would run into the wire to ground. */
const MOST_CHARACTERS = 24;

/** Draws the access point, over the board's antenna. */
export function drawRouter(ssid: string): SVGElement {
  const y = 48;
  const arcs = [14, 24, 34].map((r, index) =>
    svg('path', {
      class: `wave wave-${index}`,
      d: `M${146 - r * 0.72} ${y + 12 + r * 0.6} Q146 ${y + 15 + r * 1.1} ${146 + r * 0.72} ${y + 12 + r * 0.6}`,
    }),
  );
  const letters = Array.from(ssid);
  const name = letters.length > MOST_CHARACTERS ? `${letters.slice(0, MOST_CHARACTERS - 1).join('')}…` : ssid;
  return svg(
    'g',
    { class: 'router' },
    svg('path', { class: 'aerial', d: `M112 ${y - 10} L106 ${y - 26} M180 ${y - 10} L186 ${y - 26}` }),
    svg('rect', { class: 'case', x: 96, y: y - 12, width: 100, height: 24, rx: 7 }),
    ...[112, 124, 136].map((x, index) =>
      svg('circle', { class: `router-light light-${index}`, cx: x, cy: y, r: 3.2 }),
    ),
    svg('g', { class: 'waves' }, ...arcs),
    svg('path', { class: 'cross', d: `M132 ${BOARD_BOX.y - 26} l28 20 m0 -20 l-28 20` }),
    svg('text', { class: 'ssid', x: 208, y: y + 6 }, `Wi-Fi “${name}”`),
  );
}
