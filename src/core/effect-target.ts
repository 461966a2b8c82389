/** The ECS thing whose effects are wanted, by short names or ids; a bare service name may be in any cluster. */
export interface EffectTarget {
  readonly cluster?: string;
  readonly service?: string;
  readonly task?: string;
  /** `ecs-svc/1234567890`, or a service deployment's id. */
  readonly deployment?: string;
}
