import { IconTag } from '@tabler/icons-react';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { Stars } from '../../parts/stars.tsx';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { durationText } from '../../ui/amounts.ts';
import { Mono } from '../../ui/numbers.tsx';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

/**
 * One recording in the grid: its picture, its kind, its number and its standing, and nothing that is not for this
 * person. The words come first for who listens; the picture stands above them for who looks. As few elements as will
 * do: dozens come with every turn of the wheel.
 */
function TileView({ tile }: { readonly tile: Tile }) {
  const labels = tile.labels.join(', ');
  return (
    <>
      <div className={classes.line}>
        <KindMark kind={tile.kind} />
        <Mono>{tile.number}</Mono>
        <span className={classes.push} />
        <Stars rating={tile.rating} />
      </div>
      <div className={classes.line}>
        <StandingMark standing={tile.standing} />
        {labels && (
          <span className={classes.push} role="img" aria-label={`Labels: ${labels}`} title={labels}>
            <IconTag size={14} />
          </span>
        )}
      </div>
      <div className={classes.picture}>
        <Veil picture={tile.id} category={tile.category}>
          <Thumb
            key={tile.id}
            src={tile.thumbnail}
            drawing={tile.kind === 'audio'}
            className={classes.thumb}
          />
        </Veil>
        {tile.durationMs !== null && <span className={classes.length}>{durationText(tile.durationMs)}</span>}
      </div>
    </>
  );
}

export const renderTile = (tile: Tile | null) =>
  tile ? <TileView tile={tile} /> : <div className={classes.pending} role="img" aria-label="Loading" />;
