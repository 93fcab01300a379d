/**
 * Preloaded (`node --import ./scripts/resolve-ts.ts`) by the scripts of package.json: a relative import that ends in
 * `.js`, as the sources write it for their bundle, finds the `.ts` file beside it. Node strips the types itself.
 */
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  resolve(specifier, context, next) {
    const parent = context.parentURL;
    if (!specifier.startsWith(".") || !specifier.endsWith(".js") || !parent?.startsWith("file:")) {
      return next(specifier, context);
    }
    const source = new URL(`${specifier.slice(0, -3)}.ts`, parent);
    return existsSync(fileURLToPath(source)) ? next(source.href, context) : next(specifier, context);
  },
});
