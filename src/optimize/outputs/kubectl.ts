import { defineOutput, type Span } from '../output.js';

/** `api-7d9c5b6f4d-2xkqj  1/1  Running  0  3d4h`, perhaps with a namespace before it and more columns behind. */
const HEALTHY_POD =
  /^(?:(\S+) +)?(\S+?)(?:-[0-9a-f]{6,10})?(?:-[a-z0-9]{5}|-\d+) +(\d+)\/\3 +Running +0 +\d\S*(?: .*)?$/;

/** kubectl: get, describe, apply. Pods that are not as they should be all stay. */
export const kubectl = defineOutput({
  name: 'kubectl',
  command: /^(?:kubectl|oc|k3s kubectl|microk8s kubectl)(?![\w-])/,
  content: /^(?:NAMESPACE +)?NAME +READY +STATUS +RESTARTS +AGE(?: .*)?$/,
  leaveOut: [
    { what: 'more healthy pods of the workload', find: morePods, sure: true },
    { what: 'unchanged resources', line: /^[\w.-]+\/\S+ unchanged$/, sure: true },
    {
      what: 'empty or default fields',
      line: /^ *(?:Annotations|Labels|Node-Selectors|Selector|Tolerations|Limits|Requests|Mounts|Environment): +<none>$|^(?:Tolerations: +| {17,})node\.kubernetes\.io\/(?:not-ready|unreachable):NoExecute op=Exists for 300s$/,
      sure: true,
    },
  ],
});

/** Healthy pods of a workload beyond its first. */
function* morePods(lines: readonly string[]): Iterable<Span> {
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const pod = line.length < 500 ? HEALTHY_POD.exec(line.trimEnd()) : null;
    if (!pod) continue;
    const workload = `${pod[1] ?? ''} ${pod[2]}`;
    if (seen.has(workload)) yield { start: at, end: at + 1 };
    seen.add(workload);
  }
}
