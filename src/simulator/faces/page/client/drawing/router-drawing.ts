import { BOARD_BOX } from './bench-geometry.ts';
import { svg } from '../elements.ts';

/** Draws the access point, over the board's antenna. */
export function drawRouter(ssid: string): SVGElement {
  const y = 40;
  const arcs = [16, 28, 40].map((r, index) =>
    svg('path', {
      class: `wave wave-${index}`,
      d: `M${146 - r * 0.72} ${y + 12 + r * 0.6} Q146 ${y + 16 + r * 1.1} ${146 + r * 0.72} ${y + 12 + r * 0.6}`,
    }),
  );
  return svg(
    'g',
    { class: 'router' },
    svg('path', { class: 'aerial', d: `M112 ${y - 10} L104 ${y - 34} M180 ${y - 10} L188 ${y - 34}` }),
    svg('rect', { class: 'case', x: 96, y: y - 12, width: 100, height: 24, rx: 7 }),
    ...[112, 124, 136].map((x, index) =>
      svg('circle', { class: `router-light light-${index}`, cx: x, cy: y, r: 3.2 }),
    ),
    svg('g', { class: 'waves' }, ...arcs),
    svg('path', { class: 'cross', d: `M132 ${BOARD_BOX.y - 30} l28 20 m0 -20 l-28 20` }),
    svg('text', { class: 'ssid', x: 208, y: y + 6 }, ssid),
  );
}
