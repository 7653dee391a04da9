import { registerHooks } from 'node:module';

/** Lets the shell's `import … from 'electron'` find the double: the shell itself runs as it is. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return {
      url: new URL('./electron.ts', import.meta.url).href,
      format: 'module-typescript',
      shortCircuit: true,
    };
  },
});
