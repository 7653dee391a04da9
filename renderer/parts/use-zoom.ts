import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { isStroke } from './commands/shortcuts.ts';
import {
  boundedView,
  type Point,
  panned,
  type Size,
  type Stage,
  scaleOf,
  stepped,
  toggled,
  type View,
  wholeView,
  zoomed,
} from './zoom.ts';
import { zoomCommands } from './zoom-commands.ts';

/** The size of an element as it changes; null before it is on screen. */
export function useFrame() {
  const ref = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<Size | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) setFrame({ width, height });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { ref, frame };
}

/** A view that the parent steers where it hands one in, and that steers itself otherwise. */
export function useView(given: View | undefined, onView: ((view: View) => void) | undefined) {
  const [own, setOwn] = useState<View>(wholeView);
  const setView = (next: View): void => {
    if (!given) setOwn(next);
    onView?.(next);
  };
  return [given ?? own, setView] as const;
}

/** How far an arrow key moves, as a part of the frame. */
const arrowPart = 0.1;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/** What the zoom commands do, for a frame that has the focus and for a page that lends its keys. */
export const zoomActs = (view: View, stage: Stage, setView: (view: View) => void) => ({
  closer: (): void => setView(stepped(view, 1, stage)),
  further: (): void => setView(stepped(view, -1, stage)),
  whole: (): void => setView(wholeView),
  own: (): void => setView(boundedView({ ...view, scale: scaleOf(100, stage) }, stage)),
});

interface Held {
  readonly view: View;
  readonly stage: Stage | null;
  readonly setView: (view: View) => void;
}

/** The key that was pressed, where it means something to the picture; arrows only where there is more to see. */
export function zoomByKey(event: KeyboardEvent, { view, stage, setView }: Held): void {
  if (!stage || event.ctrlKey || event.altKey || event.metaKey) return;
  const acts = zoomActs(view, stage, setView);
  const name = (Object.keys(acts) as (keyof typeof acts)[]).find((each) =>
    isStroke(event.nativeEvent, zoomCommands[each]),
  );
  const arrow = arrows[event.key];
  if (name) acts[name]();
  else if (arrow && boundedView(view, stage).scale > 1.001) {
    const part = event.shiftKey ? arrowPart * 5 : arrowPart;
    const by = { x: arrow.x * part * stage.frame.width, y: arrow.y * part * stage.frame.height };
    setView(panned(view, by, stage));
  } else return;
  event.preventDefault();
  // Heard here, the key means nothing to the page as well.
  event.stopPropagation();
}

const fromMiddle = (element: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
};

const between = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** Dragging with one pointer and pinching with two. */
function useFingers(held: { readonly current: Held }) {
  const fingers = useRef(new Map<number, Point>());
  const [dragging, setDragging] = useState(false);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    fingers.current.set(event.pointerId, fromMiddle(event.currentTarget, event));
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const before = fingers.current.get(event.pointerId);
    const { view, stage, setView } = held.current;
    if (!before || !stage) return;
    const now = fromMiddle(event.currentTarget, event);
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    fingers.current.set(event.pointerId, now);
    const from = other ? between(before, other) : before;
    const to = other ? between(now, other) : now;
    const moved = panned(view, { x: to.x - from.x, y: to.y - from.y }, stage);
    const times = other ? apart(now, other) / Math.max(1, apart(before, other)) : 1;
    setView(times === 1 ? moved : zoomed(moved, times, stage, to));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    fingers.current.delete(event.pointerId);
    if (fingers.current.size === 0) setDragging(false);
  };
  return { dragging, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}

/** A notch of a wheel is about 100 units; a pinch on a touch pad comes as a wheel with Ctrl, in finer ones. */
const wheelTimes = ({ deltaY, deltaMode, ctrlKey }: WheelEvent): number => {
  const units = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * 33 : deltaY;
  return Math.exp(-Math.min(Math.max(units, -300), 300) * (ctrlKey ? 0.01 : 0.002));
};

/** Everything a pointer does to a picture: wheel, drag, pinch and double click. */
export function useZoomPointer(frame: { readonly current: HTMLDivElement | null }, state: Held) {
  const held = useRef(state);
  held.current = state;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // Not through React, whose wheel listeners may not keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      const { view, stage, setView } = held.current;
      if (!stage) return;
      const from = boundedView(view, stage);
      const to = zoomed(from, wheelTimes(event), stage, fromMiddle(element, event));
      // Where nothing can change, the page scrolls as it would elsewhere.
      if (!event.ctrlKey && Math.abs(to.scale - from.scale) < 1e-6) return;
      event.preventDefault();
      setView(to);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame]);
  const fingers = useFingers(held);
  const onDoubleClick = (event: { currentTarget: Element; clientX: number; clientY: number }): void => {
    const { view, stage, setView } = held.current;
    if (stage) setView(toggled(view, stage, fromMiddle(event.currentTarget, event)));
  };
  return { ...fingers, onDoubleClick };
}
