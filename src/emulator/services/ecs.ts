import { serviceReads } from "../ecs-world/answer-services.ts";
import { taskReads } from "../ecs-world/answer-tasks.ts";
import type { EmulatedService } from "../service.ts";

const operations = { ...serviceReads, ...taskReads };

/**
 * Requests a second of one operation. AWS's own numbers differ from operation to operation and from account to account;
 * this one is of their size.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const PER_SECOND = 20;

/**
 * ECS's reads: what stands in ECS now, as the story has it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
 */
export const ecs: EmulatedService = {
  target: "AmazonEC2ContainerServiceV20141113",
  name: "ecs",
  operations,
  perSecond: Object.fromEntries(Object.keys(operations).map((name) => [name, PER_SECOND])),
};
