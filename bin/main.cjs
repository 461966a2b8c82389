// Apart from tasktrail.cjs because an old Node does not even parse `import()`.
"use strict";

void import("../dist/cli/main.js");
