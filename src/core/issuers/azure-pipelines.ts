import { defineIssuer } from "../issuer.ts";

const ISSUER = /^vstoken\.dev\.azure\.com\/[0-9a-f-]{36}$/i;
const SUBJECT = /^(sc|p):\/\/([^/]{1,200})\/([^/]{1,200})\/([^/]{1,300})$/;

export const azurePipelines = defineIssuer({
  id: "azure-pipelines",
  name: "Azure Pipelines",
  kind: "pipeline",
  documentation:
    "https://learn.microsoft.com/en-us/azure/devops/pipelines/release/configure-workload-identity",
  fooledBy: "Whoever may run a pipeline that uses the service connection: several may.",
  subject: "project and service connection",
  issues: (issuer) => ISSUER.test(issuer),
  /** `sc://ORGANIZATION/PROJECT/SERVICE-CONNECTION`, or `p://ORGANIZATION/PROJECT/PIPELINE`. */
  read: (subject) => {
    const match = SUBJECT.exec(subject);
    if (match === null) return undefined;
    const [, what, organization = "", project = "", last = ""] = match;
    return what === "p"
      ? { name: `${organization}/${project}/${last}`, detail: "" }
      : { name: `${organization}/${project}`, detail: `service connection ${last}` };
  },
  examples: [
    {
      title: "a service connection",
      issuer: "vstoken.dev.azure.com/6804a3a0-e94c-41ae-9343-c5676fd58375",
      subject: "sc://acme/shop/aws-prod",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "Azure Pipelines, service connection aws-prod",
      },
    },
  ],
});
