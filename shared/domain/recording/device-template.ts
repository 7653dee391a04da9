import type { Region, Size } from './region.ts';

/** What made a picture, as far as the file says so, and the frame it made. */
export interface Device extends Size {
  readonly maker: string | null;
  readonly model: string | null;
}

/** Regions that are always cleared on what a device makes. */
export interface DeviceTemplate extends Device {
  readonly name: string;
  readonly regions: readonly Region[];
}

const same = (one: string | null, other: string | null): boolean =>
  (one ?? '').trim().toLowerCase() === (other ?? '').trim().toLowerCase();

/** A template holds for the frame size it was learned on, and for the maker and model, or for none where none was told. */
export const templateFits = (template: Device, device: Device): boolean =>
  template.width === device.width &&
  template.height === device.height &&
  same(template.maker, device.maker) &&
  same(template.model, device.model);
