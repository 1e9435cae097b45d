import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { maxLoadBalancerNameLength, type Names } from './names.ts';
import { httpPort, httpsPort, servicePort } from './ports.ts';
import type { Settings } from './settings.ts';

/** HTTPS, for a host name that points at the load balancer. */
export interface Https {
  readonly certificateArn: string;
  readonly domainName: string;
}

/** HTTPS where the settings ask for it. */
export function httpsOf({
  certificateArn,
  domainName,
}: Pick<Settings, 'certificateArn' | 'domainName'>): Https | undefined {
  return certificateArn === undefined || domainName === undefined
    ? undefined
    : { certificateArn, domainName };
}

export interface LoadBalancerArgs {
  readonly names: Names;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** `undefined`: plain HTTP. */
  readonly https: Https | undefined;
  /** Bucket for access logs; `undefined`: none are kept. */
  readonly accessLogBucketName: pulumi.Input<string> | undefined;
  readonly deletionProtection: boolean;
}

/** Seconds a connection may be idle. The service keeps its side open longer, or callers would see a random 502. */
export const idleTimeoutSeconds = 60;

/** Seconds a task has to finish its requests after it has left the target group; above its longest request. */
export const deregistrationDelaySeconds = 20;

/** TLS 1.3 and 1.2. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/**
 * The way in. Desync mode `defensive`, never `strictest`: that one answers 400 to a GET with a body, which is
 * how the lab's scripts decrypt.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
 */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  /** CloudWatch's dimensions of its metrics. */
  readonly dimensions: { readonly LoadBalancer: pulumi.Output<string> };
  /** CloudWatch's dimensions of its target group's metrics. */
  readonly targetGroupDimensions: {
    readonly LoadBalancer: pulumi.Output<string>;
    readonly TargetGroup: pulumi.Output<string>;
  };
  /** Where callers reach the service, without a slash at the end. */
  readonly endpoint: pulumi.Output<string>;
  /** What ECS must wait for: a target group takes tasks only once a listener uses it. */
  readonly listeners: readonly aws.lb.Listener[];

  constructor(name: string, args: LoadBalancerArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:application:LoadBalancer', name, {}, options);
    const loadBalancer = new aws.lb.LoadBalancer(
      `${name}-alb`,
      {
        name: args.names.named('alb', maxLoadBalancerNameLength),
        loadBalancerType: 'application',
        internal: false,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        idleTimeout: idleTimeoutSeconds,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: 'defensive',
        enableDeletionProtection: args.deletionProtection,
        ...(args.accessLogBucketName === undefined
          ? {}
          : { accessLogs: { bucket: args.accessLogBucketName, enabled: true } }),
      },
      { parent: this },
    );
    const targetGroup = this.#targetGroup(name, args);
    this.listeners = listenerActions(args.https, targetGroup.arn).map(
      (listener) =>
        new aws.lb.Listener(
          `${name}-${listener.protocol.toLowerCase()}`,
          { loadBalancerArn: loadBalancer.arn, ...listener },
          { parent: this },
        ),
    );
    this.arn = loadBalancer.arn;
    this.targetGroupArn = targetGroup.arn;
    this.dimensions = { LoadBalancer: loadBalancer.arnSuffix };
    this.targetGroupDimensions = { ...this.dimensions, TargetGroup: targetGroup.arnSuffix };
    this.endpoint =
      args.https === undefined
        ? pulumi.interpolate`http://${loadBalancer.dnsName}`
        : pulumi.output(`https://${args.https.domainName}`);
    this.registerOutputs({ endpoint: this.endpoint });
  }

  #targetGroup(name: string, args: LoadBalancerArgs): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      `${name}-target-group`,
      {
        name: args.names.named('tg', maxLoadBalancerNameLength),
        vpcId: args.vpcId,
        targetType: 'ip',
        protocol: 'HTTP',
        port: servicePort,
        deregistrationDelay: deregistrationDelaySeconds,
        healthCheck: {
          path: '/health',
          matcher: '200',
          interval: 15,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
  }
}

/** Ports that {@link LoadBalancer} listens on. */
export function listenerPorts(https: Https | undefined): number[] {
  return https === undefined ? [httpPort] : [httpPort, httpsPort];
}

function listenerActions(https: Https | undefined, targetGroupArn: pulumi.Output<string>) {
  const forward = { defaultActions: [{ type: 'forward', targetGroupArn }] };
  if (https === undefined) return [{ port: httpPort, protocol: 'HTTP', ...forward }];
  const redirect = { port: String(httpsPort), protocol: 'HTTPS', statusCode: 'HTTP_301' };
  return [
    { port: httpPort, protocol: 'HTTP', defaultActions: [{ type: 'redirect', redirect }] },
    {
      port: httpsPort,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificateArn: https.certificateArn,
      ...forward,
    },
  ];
}
