/** A rule to begin with: it works, and its comments say what can be written. */
export function newRuleText(id: string): string {
  return `# A rule is an EventBridge event pattern over the decoded event; docs/guide/rules.md tells all of it.
id: ${id}
title: A person changed a service on a Friday
severity: medium # info, low, medium, high or critical
why: What breaks on a Friday is mended on a weekend.
falsePositives: Incidents.
next: Ask whether it can wait.
attack: [T1578.005]
controls: [SOC 2 CC8.1]
pattern:
  detail: # the CloudTrail record, in its own words
    eventSource: [ecs.amazonaws.com]
    eventName: [UpdateService]
  tasktrail: # what was concluded from it: docs/reference/rule-event.schema.json
    outcome: [accepted]
    noop: [false]
    weekday: [fri]
    actor:
      kind: [person]
examples: # run by tasktrail rules test
  fires:
    - title: on a Friday
      record:
        eventName: UpdateService
        eventTime: 2026-11-20T14:00:00Z
        requestParameters: { cluster: prod, service: checkout, desiredCount: 3 }
  silent:
    - title: on a Monday
      record:
        eventName: UpdateService
        eventTime: 2026-11-16T14:00:00Z
        requestParameters: { cluster: prod, service: checkout, desiredCount: 3 }
    - title: Service Auto Scaling
      by: auto-scaling
      record:
        eventName: UpdateService
        eventTime: 2026-11-20T14:00:00Z
        requestParameters: { cluster: prod, service: checkout, desiredCount: 3 }
`;
}
