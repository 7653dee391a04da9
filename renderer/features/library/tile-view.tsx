import { IconTag } from '@tabler/icons-react';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { Stars } from '../../parts/stars.tsx';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { durationText } from '../../ui/amounts.ts';
import { Mono } from '../../ui/numbers.tsx';
import { Unseen } from '../../ui/unseen.tsx';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

/**
 * One recording in the grid: its picture, its kind, its number and its standing, and nothing that is not for this
 * person. The number comes first for who listens; the picture stands above it for who looks.
 */
function TileView({ tile }: { readonly tile: Tile }) {
  return (
    <div className={classes.tile}>
      <div className={classes.caption}>
        <span className={classes.line}>
          <KindMark kind={tile.kind} />
          <Mono>{tile.number}</Mono>
          <span className={classes.push}>
            <Stars rating={tile.rating} />
          </span>
        </span>
        <span className={classes.line}>
          <StandingMark standing={tile.standing} />
          {tile.labels.length > 0 && (
            <span className={classes.push} title={tile.labels.join(', ')}>
              <IconTag size={14} aria-hidden />
              <Unseen>Labels: {tile.labels.join(', ')}</Unseen>
            </span>
          )}
        </span>
      </div>
      <div className={classes.picture}>
        <Veil picture={tile.id} category={tile.category}>
          <Thumb key={tile.id} src={tile.thumbnail} className={classes.thumb} />
        </Veil>
        {tile.durationMs !== null && <span className={classes.length}>{durationText(tile.durationMs)}</span>}
      </div>
    </div>
  );
}

export const renderTile = (tile: Tile | null) =>
  tile ? (
    <TileView tile={tile} />
  ) : (
    <div className={classes.pending}>
      <Unseen>Loading</Unseen>
    </div>
  );
