import type { Rule } from "../rule.ts";
import { accountDefaultChanged } from "./account-default-changed.ts";
import { accountProtectionOff } from "./account-protection-off.ts";
import { adminRole } from "./admin-role.ts";
import { agentCallByPerson } from "./agent-call-by-person.ts";
import { aiAgentDestroys } from "./ai-agent-destroys.ts";
import { capacityEmptied } from "./capacity-emptied.ts";
import { circuitBreakerOff } from "./circuit-breaker-off.ts";
import { consoleDrift } from "./console-drift.ts";
import { consoleUpdateService } from "./console-update-service.ts";
import { credentialsInCommand } from "./credentials-in-command.ts";
import { dangerousCapability } from "./dangerous-capability.ts";
import { deleteCapacityProvider } from "./delete-capacity-provider.ts";
import { deleteCluster } from "./delete-cluster.ts";
import { deleteDaemonOrGateway } from "./delete-daemon-or-gateway.ts";
import { deleteExpressService } from "./delete-express-service.ts";
import { deleteOther } from "./delete-other.ts";
import { deleteService } from "./delete-service.ts";
import { deleteTaskDefinitions } from "./delete-task-definitions.ts";
import { deniedDestruction } from "./denied-destruction.ts";
import { deploymentAlarmsOff } from "./deployment-alarms-off.ts";
import { drainByPerson } from "./drain-by-person.ts";
import { execCommand } from "./exec-command.ts";
import { execEnabled } from "./exec-enabled.ts";
import { execInProduction } from "./exec-in-production.ts";
import { execLoggingOff } from "./exec-logging-off.ts";
import { floatingImage } from "./floating-image.ts";
import { forceDeleteService } from "./force-delete-service.ts";
import { forceDeregisterInstance } from "./force-deregister-instance.ts";
import { hostNamespace } from "./host-namespace.ts";
import { hostPath } from "./host-path.ts";
import { hostileCommand } from "./hostile-command.ts";
import { imageFromElsewhere } from "./image-from-elsewhere.ts";
import { imageOfOtherAccount } from "./image-of-other-account.ts";
import { insightsOff } from "./insights-off.ts";
import { instanceRegisteredByPerson } from "./instance-registered-by-person.ts";
import { longGracePeriod } from "./long-grace-period.ts";
import { longProtection } from "./long-protection.ts";
import { longTermKeyDestroys } from "./long-term-key-destroys.ts";
import { massScale } from "./mass-scale.ts";
import { noHealthyMinimum } from "./no-healthy-minimum.ts";
import { noLogConfiguration } from "./no-log-configuration.ts";
import { otherAccountChanges } from "./other-account-changes.ts";
import { privilegedContainer } from "./privileged-container.ts";
import { publicAddress } from "./public-address.ts";
import { restartByPerson } from "./restart-by-person.ts";
import { roleChanged } from "./role-changed.ts";
import { roleOverride } from "./role-override.ts";
import { rollbackByPerson } from "./rollback-by-person.ts";
import { rootByService } from "./root-by-service.ts";
import { rootContainer } from "./root-container.ts";
import { rootUse } from "./root-use.ts";
import { scaleToZero } from "./scale-to-zero.ts";
import { scaleToZeroOutsideWindow } from "./scale-to-zero-outside-window.ts";
import { scalingRemoved } from "./scaling-removed.ts";
import { secretInCommand } from "./secret-in-command.ts";
import { snapshotMount } from "./snapshot-mount.ts";
import { stopDeployment } from "./stop-deployment.ts";
import { stopTaskByPerson } from "./stop-task-by-person.ts";
import { taskByPersonInProduction } from "./task-by-person-in-production.ts";
import { trailTouched } from "./trail-touched.ts";
import { unexpectedAddress } from "./unexpected-address.ts";
import { zoneRebalancingOff } from "./zone-rebalancing-off.ts";

/** The rule pack, in the order of the catalogue page: by what is done. */
export const rules: readonly Rule[] = [
  rootUse,
  rootByService,
  scaleToZero,
  scaleToZeroOutsideWindow,
  unexpectedAddress,
  stopTaskByPerson,
  deleteService,
  forceDeleteService,
  deleteExpressService,
  deleteCluster,
  deleteDaemonOrGateway,
  deleteCapacityProvider,
  deleteTaskDefinitions,
  deleteOther,
  consoleUpdateService,
  consoleDrift,
  massScale,
  stopDeployment,
  rollbackByPerson,
  circuitBreakerOff,
  noHealthyMinimum,
  deploymentAlarmsOff,
  zoneRebalancingOff,
  longGracePeriod,
  execEnabled,
  execCommand,
  execInProduction,
  execLoggingOff,
  publicAddress,
  privilegedContainer,
  dangerousCapability,
  hostNamespace,
  hostPath,
  rootContainer,
  imageFromElsewhere,
  imageOfOtherAccount,
  floatingImage,
  roleChanged,
  roleOverride,
  adminRole,
  credentialsInCommand,
  hostileCommand,
  insightsOff,
  accountProtectionOff,
  accountDefaultChanged,
  noLogConfiguration,
  forceDeregisterInstance,
  drainByPerson,
  capacityEmptied,
  instanceRegisteredByPerson,
  agentCallByPerson,
  longProtection,
  restartByPerson,
  taskByPersonInProduction,
  longTermKeyDestroys,
  aiAgentDestroys,
  otherAccountChanges,
  trailTouched,
  scalingRemoved,
  deniedDestruction,
  snapshotMount,
  secretInCommand,
];
