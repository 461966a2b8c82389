import { build } from "esbuild";

/**
 * Puts the function that runs in Lambda and all that it needs into one file, the SDK too: the one that Lambda brings along
 * changes without notice.
 */
export async function bundleLambda(outfile: string): Promise<void> {
  await build({
    entryPoints: ["src/lambda/index.ts"],
    outfile,
    bundle: true,
    minify: true,
    // Names in stack traces.
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node22",
    // Parts of the SDK are CommonJS and ask for Node's modules.
    banner: {
      js: 'import { createRequire as tasktrailRequire } from "node:module"; const require = tasktrailRequire(import.meta.url);',
    },
    legalComments: "none",
    logLevel: "warning",
  });
}
