import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { kindNames, standingNames } from '../../parts/words.ts';
import { durationText } from '../../ui/amounts.ts';
import { Mono } from '../../ui/numbers.tsx';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

/** What a screen reader says of a tile. */
export const tileName = (tile: Tile): string =>
  [tile.number, kindNames[tile.kind], standingNames[tile.standing], tile.fileName].filter(Boolean).join(', ');

/** One recording in the grid: its picture, its kind, its number and its standing, and nothing that is not for this person. */
export function TileView({ tile }: { readonly tile: Tile | null }) {
  if (!tile) return <div className={classes.pending} />;
  return (
    <>
      <div className={classes.picture}>
        {tile.thumbnail ? (
          <img src={tile.thumbnail} alt="" loading="lazy" decoding="async" draggable={false} />
        ) : (
          <span className={classes.noPicture}>
            <KindMark kind={tile.kind} word />
            <span>no picture to show</span>
          </span>
        )}
        {tile.durationMs !== null && <span className={classes.length}>{durationText(tile.durationMs)}</span>}
      </div>
      <div className={classes.caption}>
        <span className={classes.line}>
          <KindMark kind={tile.kind} />
          <Mono>{tile.number}</Mono>
        </span>
        <StandingMark standing={tile.standing} />
      </div>
    </>
  );
}
