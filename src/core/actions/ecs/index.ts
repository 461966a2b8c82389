import type { Action } from "../../action.ts";
import { associateGatewayWithCluster } from "./associate-gateway-with-cluster.ts";
import { continueServiceDeployment } from "./continue-service-deployment.ts";
import { createCapacityProvider } from "./create-capacity-provider.ts";
import { createCluster } from "./create-cluster.ts";
import { createDaemon } from "./create-daemon.ts";
import { createExpressGatewayService } from "./create-express-gateway-service.ts";
import { createGateway } from "./create-gateway.ts";
import { createService } from "./create-service.ts";
import { createTaskSet } from "./create-task-set.ts";
import { deleteAccountSetting } from "./delete-account-setting.ts";
import { deleteAttributes } from "./delete-attributes.ts";
import { deleteCapacityProvider } from "./delete-capacity-provider.ts";
import { deleteCluster } from "./delete-cluster.ts";
import { deleteDaemon } from "./delete-daemon.ts";
import { deleteDaemonTaskDefinition } from "./delete-daemon-task-definition.ts";
import { deleteExpressGatewayService } from "./delete-express-gateway-service.ts";
import { deleteGateway } from "./delete-gateway.ts";
import { deleteService } from "./delete-service.ts";
import { deleteTaskDefinitions } from "./delete-task-definitions.ts";
import { deleteTaskSet } from "./delete-task-set.ts";
import { deregisterContainerInstance } from "./deregister-container-instance.ts";
import { deregisterTaskDefinition } from "./deregister-task-definition.ts";
import { disassociateGatewayFromCluster } from "./disassociate-gateway-from-cluster.ts";
import { discoverPollEndpoint } from "./discover-poll-endpoint.ts";
import { executeCommand } from "./execute-command.ts";
import { poll } from "./poll.ts";
import { putAccountSetting } from "./put-account-setting.ts";
import { putAccountSettingDefault } from "./put-account-setting-default.ts";
import { putAttributes } from "./put-attributes.ts";
import { putClusterCapacityProviders } from "./put-cluster-capacity-providers.ts";
import { putSystemLogEvents } from "./put-system-log-events.ts";
import { registerContainerInstance } from "./register-container-instance.ts";
import { registerDaemonTaskDefinition } from "./register-daemon-task-definition.ts";
import { registerTaskDefinition } from "./register-task-definition.ts";
import { runTask } from "./run-task.ts";
import { startTask } from "./start-task.ts";
import { startTelemetrySession } from "./start-telemetry-session.ts";
import { stopServiceDeployment } from "./stop-service-deployment.ts";
import { stopTask } from "./stop-task.ts";
import { submitAttachmentStateChanges } from "./submit-attachment-state-changes.ts";
import { submitContainerStateChange } from "./submit-container-state-change.ts";
import { submitTaskStateChange } from "./submit-task-state-change.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateCapacityProvider } from "./update-capacity-provider.ts";
import { updateCluster } from "./update-cluster.ts";
import { updateClusterSettings } from "./update-cluster-settings.ts";
import { updateContainerAgent } from "./update-container-agent.ts";
import { updateContainerInstancesState } from "./update-container-instances-state.ts";
import { updateDaemon } from "./update-daemon.ts";
import { updateExpressGatewayService } from "./update-express-gateway-service.ts";
import { updateGateway } from "./update-gateway.ts";
import { updateService } from "./update-service.ts";
import { updateServicePrimaryTaskSet } from "./update-service-primary-task-set.ts";
import { updateTaskProtection } from "./update-task-protection.ts";
import { updateTaskSet } from "./update-task-set.ts";

/** Every operation of Amazon ECS but the reads, which their verbs tell: those that change something, the agent's, the data events. */
export const ecsActions: readonly Action[] = [
  associateGatewayWithCluster,
  continueServiceDeployment,
  createCapacityProvider,
  createCluster,
  createDaemon,
  createExpressGatewayService,
  createGateway,
  createService,
  createTaskSet,
  deleteAccountSetting,
  deleteAttributes,
  deleteCapacityProvider,
  deleteCluster,
  deleteDaemon,
  deleteDaemonTaskDefinition,
  deleteExpressGatewayService,
  deleteGateway,
  deleteService,
  deleteTaskDefinitions,
  deleteTaskSet,
  deregisterContainerInstance,
  deregisterTaskDefinition,
  disassociateGatewayFromCluster,
  discoverPollEndpoint,
  executeCommand,
  poll,
  putAccountSetting,
  putAccountSettingDefault,
  putAttributes,
  putClusterCapacityProviders,
  putSystemLogEvents,
  registerContainerInstance,
  registerDaemonTaskDefinition,
  registerTaskDefinition,
  runTask,
  startTask,
  startTelemetrySession,
  stopServiceDeployment,
  stopTask,
  submitAttachmentStateChanges,
  submitContainerStateChange,
  submitTaskStateChange,
  tagResource,
  untagResource,
  updateCapacityProvider,
  updateCluster,
  updateClusterSettings,
  updateContainerAgent,
  updateContainerInstancesState,
  updateDaemon,
  updateExpressGatewayService,
  updateGateway,
  updateService,
  updateServicePrimaryTaskSet,
  updateTaskProtection,
  updateTaskSet,
];
