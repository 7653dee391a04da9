import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { isStroke } from '../../parts/commands/shortcuts.ts';
import classes from './anonymise.module.css';
import { benchCommands } from './commands.ts';
import { stateWords } from './region-list.tsx';
import {
  boxBetween,
  type Corner,
  cornerPoint,
  corners,
  isCrop,
  nudged,
  pulled,
  type Region,
  type Size,
  sayRegion,
} from './regions.ts';
import type { Regions } from './use-regions.ts';

/** The keys that a region with the focus hears itself, as a bench offers them. */
export const heardByRegions = { next: true, move: true, resize: true, fine: true, remove: true } as const;

type Point = { readonly x: number; readonly y: number };

type Drag =
  | { readonly kind: 'draw'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'move'; readonly region: Region; readonly from: Point }
  | { readonly kind: 'pull'; readonly region: Region; readonly corner: Corner };

interface RegionLayerProps {
  readonly size: Size;
  readonly regions: Regions;
}

/** Where on the picture a pointer stands, in its pixels. */
function pointOf(svg: SVGSVGElement, event: PointerEvent): Point {
  const matrix = svg.getScreenCTM();
  if (!matrix) return { x: 0, y: 0 };
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return { x, y };
}

/** Shorter drags are clicks. */
const leastDrag = 3;

/** Drawing, moving and pulling by mouse, pen or finger. */
function useDrag({ size, regions }: RegionLayerProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const at = (event: PointerEvent): Point => (svg.current ? pointOf(svg.current, event) : { x: 0, y: 0 });
  const begin = (event: PointerEvent, next: Drag): void => {
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    if (next.kind !== 'draw') {
      regions.activate(next.region.key);
      if (next.region.locked) return;
      regions.remember();
    }
    setDrag(next);
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const from = at(event);
    regions.activate(null);
    begin(event, { kind: 'draw', from, to: from });
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!drag) return;
    const to = at(event);
    if (drag.kind === 'draw') setDrag({ ...drag, to });
    else if (drag.kind === 'pull') regions.change(pulled(drag.region, drag.corner, to));
    else {
      const { region, from } = drag;
      regions.change({ ...region, x: region.x + to.x - from.x, y: region.y + to.y - from.y });
    }
  };
  const onPointerUp = (): void => {
    if (drag?.kind === 'draw') {
      const box = boxBetween(drag.from, drag.to);
      if (box.w >= leastDrag && box.h >= leastDrag) regions.add(box);
    }
    setDrag(null);
  };
  const drawn = drag?.kind === 'draw' ? boxBetween(drag.from, drag.to) : null;
  return {
    drawn,
    at,
    begin,
    surface: {
      ref: svg,
      viewBox: `0 0 ${size.width} ${size.height}`,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: () => setDrag(null),
    },
  };
}

/** Puts the focus on a region; it exists after the next paint. */
export function focusOn(key: number | undefined): void {
  if (key !== undefined) requestAnimationFrame(() => document.getElementById(`region-${key}`)?.focus());
}

function useKeys({ size, regions }: RegionLayerProps) {
  return (region: Region) =>
    (event: KeyboardEvent): void => {
      const step = event.altKey ? 1 : Math.max(1, Math.round(Math.min(size.width, size.height) / 100));
      const next = region.locked ? null : nudged(region, event.key, event.shiftKey, step);
      if (next) {
        if (!event.repeat) regions.remember();
        regions.change(next);
      } else if (isStroke(event.nativeEvent, benchCommands.remove)) {
        const at = regions.all.findIndex(({ key }) => key === region.key);
        const beside = regions.all[at + 1] ?? regions.all[at - 1];
        regions.remove(region.key);
        focusOn(beside?.key);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
}

/** All that a cut takes away, shaded; filled black while the regions are shown filled. */
function Shade({ size: { width, height }, part }: { readonly size: Size; readonly part: Region }) {
  const { x, y, w, h } = part;
  const around = `M0 0H${width}V${height}H0ZM${x} ${y}V${y + h}H${x + w}V${y}Z`;
  return <path className={classes.shade} d={around} />;
}

const Box = ({ box: { x, y, w, h } }: { readonly box: Pick<Region, 'x' | 'y' | 'w' | 'h'> }) => (
  <>
    <rect className={classes.body} x={x} y={y} width={w} height={h} />
    <rect className={classes.under} x={x} y={y} width={w} height={h} />
    <rect className={classes.over} x={x} y={y} width={w} height={h} />
  </>
);

/** The regions over the picture: each is a button that arrows move, Shift and arrows resize and Delete removes. */
export function RegionLayer({ size, regions }: RegionLayerProps) {
  const { drawn, at, begin, surface } = useDrag({ size, regions });
  const keysOf = useKeys({ size, regions });
  const cropped = regions.all.find(isCrop);
  const handle = Math.max(size.width, size.height) / 90;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing
    <svg {...surface} role="group" aria-label="Regions on the picture">
      {cropped && <Shade size={size} part={cropped} />}
      {regions.all.map((region, index) => {
        const chosen = region.key === regions.active;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
          <g
            key={region.key}
            id={`region-${region.key}`}
            role="button"
            tabIndex={0}
            aria-pressed={chosen}
            aria-label={`Region ${index + 1}: ${region.w} by ${region.h} at ${region.x}, ${region.y}, ${sayRegion(region)}, ${stateWords(region)}`}
            data-state={region.state}
            data-critical={region.critical || undefined}
            className={classes.region}
            onFocus={() => regions.activate(region.key)}
            onKeyDown={keysOf(region)}
            onPointerDown={(event) => begin(event, { kind: 'move', region, from: at(event) })}
          >
            <Box box={region} />
            {chosen &&
              !region.locked &&
              corners.map((corner) => {
                const { x, y } = cornerPoint(region, corner);
                return (
                  <rect
                    key={corner}
                    className={classes.handle}
                    x={x - handle / 2}
                    y={y - handle / 2}
                    width={handle}
                    height={handle}
                    style={{ cursor: corner === 'nw' || corner === 'se' ? 'nwse-resize' : 'nesw-resize' }}
                    onPointerDown={(event) => begin(event, { kind: 'pull', region, corner })}
                  />
                );
              })}
          </g>
        );
      })}
      {drawn && <Box box={drawn} />}
    </svg>
  );
}
