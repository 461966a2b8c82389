import type { Subject } from "./issuer.ts";

/** Kubernetes: `system:serviceaccount:NAMESPACE:NAME`. */
export function readServiceAccount(subject: string): Subject | undefined {
  const [system, what, namespace, name, ...rest] = subject.split(":");
  const isAccount = system === "system" && what === "serviceaccount" && rest.length === 0;
  return isAccount && namespace && name ? { name: `${namespace}/${name}`, detail: "" } : undefined;
}
