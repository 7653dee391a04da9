import { useState } from 'react';
import { placed, type Size, type View } from './zoom.ts';
import classes from './zoom-picture.module.css';

/** Another picture, faintly over the one that is looked at, to see whether both show the same view. */
export interface LaidOver {
  readonly src: string;
  /** Its own: where the two are moved apart, this one stays. */
  readonly view: View;
  /** From 0, not to be seen, to 1, nothing else to be seen. */
  readonly strength: number;
}

export function LaidOverPicture({ over, frame }: { readonly over: LaidOver; readonly frame: Size }) {
  const [picture, setPicture] = useState<Size | null>(null);
  const at = picture && placed(over.view, { frame, picture, density: window.devicePixelRatio || 1 });
  return (
    <img
      src={over.src}
      alt=""
      draggable={false}
      className={classes.over}
      style={
        at
          ? {
              width: at.width,
              height: at.height,
              transform: `translate(${at.left}px, ${at.top}px)`,
              opacity: over.strength,
            }
          : { visibility: 'hidden' }
      }
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        setPicture({ width: naturalWidth || 1, height: naturalHeight || 1 })
      }
    />
  );
}
