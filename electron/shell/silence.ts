import type { App, Session } from 'electron';

/** What the browser inside would otherwise do by itself: write caches, report, look things up. With the reason. */
const switches: readonly (readonly [name: string, why: string])[] = [
  ['disable-http-cache', 'nothing that was shown lies on the disk'],
  ['disable-gpu-shader-disk-cache', 'nothing that was drawn lies on the disk'],
  ['disable-sync', 'the program speaks to nobody'],
  ['disable-background-networking', 'the program speaks to nobody'],
  ['disable-component-update', 'the program speaks to nobody'],
  ['disable-domain-reliability', 'the program speaks to nobody'],
  ['disable-breakpad', 'a crash report holds memory, and memory holds pictures'],
  ['no-pings', 'the program speaks to nobody'],
  ['disable-spell-checking', 'names of patients go into no dictionary'],
];

/** Turns these off before the program is ready. The crash reporter is never started, so nothing is sent. */
export function silence(app: App): void {
  for (const [name] of switches) app.commandLine.appendSwitch(name);
  app.enableSandbox();
}

/** Fetches no dictionary and looks no word up. */
export function silenceSpelling(session: Session): void {
  session.setSpellCheckerEnabled(false);
}
