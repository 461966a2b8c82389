// Our own lint rules. JavaScript, because oxlint loads it with whichever Node runs oxlint.
import { relative, resolve, sep } from "node:path";

/**
 * Which folder of src/ may import which: DESIGN.md §3, ARCHITECTURE.md. `cli` may import all of them and none imports `cli`.
 * Files that lie in src/ itself make the public API and are free.
 */
export const LAYERS = {
  core: [],
  ledger: ["core"],
  alert: ["core"],
  lambda: ["core", "alert"],
  emulator: ["core"],
  storage: ["core"],
  integrity: ["core", "storage"],
  export: ["core"],
  fleet: ["core"],
  ingest: ["core", "ledger", "fleet", "storage"],
  ask: ["core", "ledger"],
  dashboard: ["core", "ledger", "ask"],
  mcp: ["core", "ledger", "ask"],
  cli: [
    "core",
    "ledger",
    "alert",
    "lambda",
    "emulator",
    "storage",
    "integrity",
    "export",
    "fleet",
    "ingest",
    "ask",
    "dashboard",
    "mcp",
  ],
};

/** The sentence with which a layer refuses an import. */
export function layerSentence(layer) {
  const allowed = LAYERS[layer];
  if (layer === "core")
    return "core imports nothing: no other folder, no package, nothing of Node.";
  if (allowed.length === 1) return `${layer} may import ${allowed[0]} and no other folder of src/.`;
  return `${layer} may import ${allowed.slice(0, -1).join(", ")} and ${allowed.at(-1)}, and no other folder of src/.`;
}

const layers = {
  create(context) {
    const src = resolve(context.cwd, "src");
    const [layer, ...rest] = relative(src, context.filename).split(sep);
    if (!Object.hasOwn(LAYERS, layer)) return {};
    const isTest = rest.at(-1).endsWith(".test.ts");

    const isAllowed = (specifier) => {
      if (!specifier.startsWith(".")) return layer !== "core" || isTest;
      const [target] = relative(src, resolve(context.filename, "..", specifier)).split(sep);
      return target === layer || LAYERS[layer].includes(target);
    };
    const check = (node) => {
      const { source } = node;
      if (source?.type !== "Literal" || isAllowed(source.value)) return;
      context.report({ node: source, message: layerSentence(layer) });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

const noClock = {
  create(context) {
    const report = (node) =>
      context.report({
        node,
        message: "core has neither clock nor dice: take the value as an argument.",
      });
    return {
      'NewExpression[callee.name="Date"][arguments.length=0]': report,
      'CallExpression[callee.name="Date"]': report,
      'MemberExpression[object.name="Date"][property.name="now"]': report,
      'MemberExpression[object.name="Math"][property.name="random"]': report,
    };
  },
};

// oxlint asks for the default export.
export default { meta: { name: "tasktrail" }, rules: { layers, "no-clock": noClock } };
