import { ActionIcon, Button, Loader } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type PointerEvent, useEffect, useId, useState } from 'react';
import { tileUrl } from '../../shared/contract/media-url.ts';
import { useCommands } from './commands/use-commands.ts';
import { type LaidOver, LaidOverPicture } from './laid-over.tsx';
import { useFrame, useView, useZoomPointer, zoomActs, zoomByKey } from './use-zoom.ts';
import {
  boundedView,
  crispPercent,
  inSight,
  isWhole,
  type Piece,
  type Pieces,
  percentOf,
  piecesInSight,
  placed,
  type Size,
  type Stage,
  stepped,
  type View,
  wholeView,
} from './zoom.ts';
import { zoomCommands } from './zoom-commands.ts';
import classes from './zoom-picture.module.css';

interface ZoomPictureProps {
  /** Address of bytes that this window can show. */
  readonly src: string;
  /** What the picture is, for those who cannot see it; never what it shows of a patient. */
  readonly label: string;
  /** Where and how closely it is looked at. Handed in together with `onView`, several pictures move as one. */
  readonly view?: View | undefined;
  readonly onView?: ((view: View) => void) | undefined;
  /** Takes + − 0 1 from the whole page, not only while it has the focus: for a page with one picture. */
  readonly pageKeys?: boolean;
  /** Without its own bar of buttons: for several pictures that share one. */
  readonly bare?: boolean;
  readonly onFail?: (() => void) | undefined;
  /** A large picture: its full size, and the pieces in which it comes beside `src`, which is smaller. */
  readonly large?: Large | undefined;
  readonly over?: LaidOver | null | undefined;
}

interface Large extends Size {
  readonly tiles: Pieces;
}

const noActs = {};

/** Sharper pieces over the picture, where its own pixels are not enough. Until one is there the picture shows through. */
function PieceLayer({ src, pieces }: { readonly src: string; readonly pieces: readonly Piece[] }) {
  const percent = (part: number): string => `${part * 100}%`;
  return pieces.map(({ x, y, width, height, ...place }) => {
    const url = tileUrl(src, place);
    return (
      <img
        key={url}
        src={url}
        alt=""
        draggable={false}
        className={classes.piece}
        style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
      />
    );
  });
}

/** Where in the picture the frame stands. A second way for a pointer; by keyboard the arrows do the same. */
function Overview({ src, view, stage, onView }: OverviewProps) {
  const { x, y, width, height } = inSight(view, stage);
  const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    event.stopPropagation();
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    onView(boundedView({ ...view, ...at }, stage));
  };
  return (
    <div
      className={classes.overview}
      aria-hidden
      style={{ aspectRatio: `${stage.picture.width} / ${stage.picture.height}` }}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={move}
    >
      <img src={src} alt="" draggable={false} />
      <div
        className={classes.window}
        style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
      />
    </div>
  );
}

interface OverviewProps {
  readonly src: string;
  readonly view: View;
  readonly stage: Stage;
  readonly onView: (view: View) => void;
}

interface ZoomBarProps {
  readonly view: View;
  readonly stage: Stage;
  readonly onView: (view: View) => void;
}

/** The buttons that say and change how closely the picture is looked at. */
function ZoomBar({ view, stage, onView }: ZoomBarProps) {
  const percent = Math.round(percentOf(boundedView(view, stage).scale, stage));
  const whole = isWhole(view, stage) && view.scale > 0.999;
  const acts = zoomActs(view, stage, onView);
  return (
    <div className={classes.bar} role="toolbar" aria-label="How close">
      <ActionIcon aria-label="Smaller" title="Smaller (−)" onClick={() => onView(stepped(view, -1, stage))}>
        <IconMinus size={16} />
      </ActionIcon>
      <output className={classes.level} aria-label="Size on screen">
        {percent} %
      </output>
      <ActionIcon aria-label="Larger" title="Larger (+)" onClick={() => onView(stepped(view, 1, stage))}>
        <IconPlus size={16} />
      </ActionIcon>
      <Button
        variant={whole ? 'light' : 'subtle'}
        size="compact-xs"
        aria-pressed={whole}
        title="The whole picture (0)"
        onClick={() => onView(wholeView)}
      >
        Fit
      </Button>
      <Button
        variant={percent === 100 ? 'light' : 'subtle'}
        size="compact-xs"
        aria-pressed={percent === 100}
        title="One point of the picture to one of the screen (1)"
        onClick={acts.own}
      >
        100 %
      </Button>
    </div>
  );
}

/**
 * A picture that can be looked at closely: wheel, pinch, drag, double click, and + − 0 1 and the arrows by
 * keyboard; from fitted to 1600 %. It fills its place, on a grey that is the same in both schemes.
 */
export function ZoomPicture({
  src,
  label,
  view: given,
  onView,
  pageKeys = false,
  bare = false,
  onFail,
  large,
  over,
}: ZoomPictureProps) {
  const { ref, frame } = useFrame();
  const [shown, setShown] = useState<Size | null>(null);
  const picture = shown && (large ?? shown);
  const [view, setView] = useView(given, onView);
  const stage = frame && picture ? { frame, picture, density: window.devicePixelRatio || 1 } : null;
  const { dragging, ...pointer } = useZoomPointer(ref, { view, stage, setView });
  const help = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins afresh
  useEffect(() => setShown(null), [src]);
  useCommands(zoomCommands, pageKeys && stage ? zoomActs(view, stage, setView) : noActs);
  const at = stage && placed(view, stage);
  const pieces = large && shown && stage ? piecesInSight(view, stage, large.tiles, shown) : [];
  const percent = stage ? percentOf(boundedView(view, stage).scale, stage) : 0;
  return (
    <div className={classes.viewer}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a picture's frame */}
      <div
        ref={ref}
        className={classes.frame}
        role="group"
        aria-label={`${label}, can be enlarged`}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the frame hears the keys that move the picture
        tabIndex={0}
        data-dragging={dragging || undefined}
        data-movable={(stage && !isWhole(view, stage)) || undefined}
        onKeyDown={(event) => zoomByKey(event, { view, stage, setView })}
        {...pointer}
      >
        {!picture && <Loader size="sm" color="#fff" aria-label="Opening" className={classes.waiting} />}
        <img
          key={src}
          src={src}
          alt={label}
          draggable={false}
          className={classes.picture}
          data-crisp={percent > crispPercent || undefined}
          style={
            at
              ? { width: at.width, height: at.height, transform: `translate(${at.left}px, ${at.top}px)` }
              : { visibility: 'hidden' }
          }
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setShown({ width: naturalWidth || 1, height: naturalHeight || 1 })
          }
          onError={onFail}
          onContextMenu={(event) => event.preventDefault()}
        />
        {at && pieces.length > 0 && (
          <div
            className={classes.pieces}
            data-crisp={percent > crispPercent || undefined}
            style={{ width: at.width, height: at.height, transform: `translate(${at.left}px, ${at.top}px)` }}
          >
            <PieceLayer src={src} pieces={pieces} />
          </div>
        )}
        {over && frame && <LaidOverPicture key={over.src} over={over} frame={frame} />}
      </div>
      <span id={help} hidden>
        Plus and minus change the size, 0 shows the whole picture, 1 its own size, arrows move it.
      </span>
      {stage && !isWhole(view, stage) && <Overview src={src} view={view} stage={stage} onView={setView} />}
      {stage && !bare && <ZoomBar view={view} stage={stage} onView={setView} />}
    </div>
  );
}
