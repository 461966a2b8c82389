import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const MAINTENANCE =
  /^(?:Service [^\s:]{1,255}: )?(?:Amazon )?ECS is performing maintenance on the underlying infrastructure hosting the task/;

/** Fargate replaces the host below the task. */
export const maintenance = defineMessageFamily({
  id: "maintenance",
  summary: "AWS maintains the infrastructure below the task.",
  where: ["stopped-reason"],
  read: (text) =>
    MAINTENANCE.test(text)
      ? tell(
          {},
          {
            says: "AWS maintains the infrastructure that hosted the task",
            caller: "none",
            condition: "maintenance",
          },
        )
      : undefined,
  examples: [
    {
      text: "ECS is performing maintenance on the underlying infrastructure hosting the task.",
      reading: { caller: "none", condition: "maintenance" },
    },
    {
      text: "Service web: ECS is performing maintenance on the underlying infrastructure hosting the task",
      reading: { condition: "maintenance" },
    },
  ],
});
