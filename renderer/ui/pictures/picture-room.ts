import { createContext } from 'react';

/** In CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** How large the pictures of a view of very many are shown at most; null where there are few. */
export const PictureRoom = createContext<Room | null>(null);

/** The size in which a picture fits whole into a room, in its own pixels and never more of them than it has. */
export function fitted(picture: Room, room: Room): Room {
  const share = Math.min(1, room.width / picture.width, room.height / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * share)),
    height: Math.max(1, Math.round(picture.height * share)),
  };
}
