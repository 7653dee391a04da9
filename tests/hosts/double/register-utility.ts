/** Gives a Node process the message port of an Electron utility process. */
const port = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void {
    if (event === 'message') process.on('message', (data) => listener({ data }));
  },
  postMessage(message: unknown): void {
    process.send?.(message);
  },
};

Object.defineProperty(process, 'parentPort', { value: port });
// The shell has ended: so does what it started.
process.on('disconnect', () => process.exit(0));
