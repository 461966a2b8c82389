import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { homeRegionOf, isRegion, partitionOf } from "./partitions.ts";

describe("a partition", () => {
  it("follows from the region, and has a home where its global events are", () => {
    const regions = {
      "eu-west-1": ["aws", "us-east-1"],
      "us-east-2": ["aws", "us-east-1"],
      "cn-northwest-1": ["aws-cn", "cn-north-1"],
      "us-gov-east-1": ["aws-us-gov", "us-gov-west-1"],
    };
    for (const [region, [partition, home]] of Object.entries(regions)) {
      const found = partitionOf(region);
      assert.deepEqual([found, homeRegionOf(found)], [partition, home], region);
    }
  });

  it("knows a region by how it is spelt", () => {
    for (const region of [
      "eu-west-1",
      "ap-southeast-10",
      "us-gov-west-1",
      "il-central-1",
      "mx-central-1",
    ]) {
      assert.ok(isRegion(region), region);
    }
    for (const odd of ["", "eu-west", "EU-WEST-1", "eu-west-1a", "global", "eu-west-1 "]) {
      assert.ok(!isRegion(odd), odd);
    }
  });
});
