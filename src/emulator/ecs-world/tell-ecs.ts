import { serviceBody } from "../calls/service-body.ts";
import type { EcsStory, EcsWorld, InstanceSpec } from "../ecs-world.ts";
import { isoSeconds } from "../record-writer.ts";
import { Stage } from "../stage.ts";
import { containerInstanceArn } from "./bodies.ts";
import { newInstance, showInstance } from "./hosts.ts";
import { openService } from "./open-service.ts";
import { isMoving, react } from "./react.ts";
import { EcsScheduler } from "./scheduler.ts";

/**
 * Tells ECS's side of a story, consistent with its records by construction: it is told from them. What a call leads to
 * stands in `marked` under the record's eventID, a happening's under its mark.
 *
 * @throws Error where a happening or a StopTask concerns a task that does not run then.
 */
export function tellEcs(story: EcsStory): EcsWorld {
  const { services, records, happenings = [], instances = [], onSpot, shiftMs } = story;
  const ecs = new EcsScheduler(onSpot);
  const shifted = (written: string): number => Date.parse(written) + shiftMs;
  for (const spec of instances) ecs.at(shifted(spec.registeredAt), () => register(ecs, spec));
  for (const spec of services) {
    const at = shifted(spec.createdAt);
    // As the records' teller writes it: ids are made from it.
    const createdAt = isoSeconds(new Date(at));
    const state = new Stage().open({ ...spec, createdAt });
    ecs.at(at, () => openService(ecs, spec, serviceBody(state)));
  }
  for (const record of records) {
    if (!isMoving(record)) continue;
    const { eventTime = "", eventID } = record;
    const mark = typeof eventID === "string" ? eventID : undefined;
    const at = typeof eventTime === "string" ? Date.parse(eventTime) : 0;
    ecs.at(at, () => react(ecs, record), mark);
  }
  for (const { at, happen, mark } of happenings) {
    ecs.at(shifted(at), () => happen(ecs), mark);
  }
  ecs.run();
  return { things: ecs.chronicle.things, marked: ecs.marked() };
}

function register(ecs: EcsScheduler, spec: InstanceSpec): void {
  const { account, region, cluster, ec2InstanceId } = spec;
  const arn = containerInstanceArn(spec, cluster, ec2InstanceId);
  const body = newInstance(arn, ec2InstanceId, ecs.now);
  const instance = { account, region, arn, cluster, ec2InstanceId, body };
  ecs.instances.push(instance);
  showInstance(ecs, instance);
}
