import type { PowerMonitor } from 'electron';
import type { LockReason } from '../engine-types.ts';

/** Whoever leaves the screen leaves the library: it locks with the screen, and drops its keys with sleep. */
export function lockWithScreen(powerMonitor: PowerMonitor, lock: (why: LockReason) => void): void {
  powerMonitor.on('lock-screen', () => lock('screen'));
  powerMonitor.on('user-did-resign-active', () => lock('screen'));
  powerMonitor.on('suspend', () => lock('sleep'));
  powerMonitor.on('shutdown', () => lock('quit'));
}
