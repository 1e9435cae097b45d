import type { Rule } from '../../rule.ts';
import { autoscaling } from './autoscaling.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { containerCapabilities } from './container-capabilities.ts';
import { containerEnvironment } from './container-environment.ts';
import { containerInitProcess } from './container-init-process.ts';
import { containerInsights } from './container-insights.ts';
import { containerLogBlocking } from './container-log-blocking.ts';
import { containerLog } from './container-log.ts';
import { containerNonRoot } from './container-non-root.ts';
import { containerReadOnlyRoot } from './container-read-only-root.ts';
import { containerStopTimeout } from './container-stop-timeout.ts';
import { containerUnprivileged } from './container-unprivileged.ts';
import { deregistrationDelay } from './deregistration-delay.ts';
import { executeCommand } from './execute-command.ts';
import { healthCheckGrace } from './health-check-grace.ts';
import { healthyDeployment } from './healthy-deployment.ts';
import { platformVersion } from './platform-version.ts';
import { secretArnShape } from './secret-arn-shape.ts';
import { separateRoles } from './separate-roles.ts';
import { taskWithoutPublicAddress } from './task-without-public-address.ts';
import { tasksOnDemand } from './tasks-on-demand.ts';
import { twoTasks } from './two-tasks.ts';

export const tasksRules: readonly Rule[] = [
  autoscaling,
  circuitBreaker,
  containerCapabilities,
  containerEnvironment,
  containerInitProcess,
  containerInsights,
  containerLogBlocking,
  containerLog,
  containerNonRoot,
  containerReadOnlyRoot,
  containerStopTimeout,
  containerUnprivileged,
  deregistrationDelay,
  executeCommand,
  healthCheckGrace,
  healthyDeployment,
  platformVersion,
  secretArnShape,
  separateRoles,
  taskWithoutPublicAddress,
  tasksOnDemand,
  twoTasks,
];
