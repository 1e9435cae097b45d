import { readFile } from 'node:fs/promises';

/**
 * A plugin of esbuild for one place in postgres.js, the constructor of its query:
 *
 *     this.resolve = x => (this.active = false, resolve(x))
 *
 * V8 takes a function that is assigned to a property for a method, which lives as long as the program, and puts it into
 * old space at once. This one keeps its query from there, and so everything a request allocated for it, from being
 * collected with what is young: four fifths of what lived on until the whole heap was collected. An expression that is
 * no function literal is not taken for a method; here `resolve && (x => …)`, which always is the function.
 *
 * Another version of postgres.js may have other lines; they are bundled as they are.
 */
export const youngClosures = {
  name: 'young closures',
  setup(build) {
    build.onLoad({ filter: /[\\/]postgres[\\/]src[\\/]query\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll(/^( +this\.(resolve|reject) = )(x => .+)$/gm, '$1$2 && ($3)') };
    });
  },
};
