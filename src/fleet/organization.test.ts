import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listMembers, type Directory } from "./organization.ts";

/** root ─ a(1) ─ aa(2); root ─ b(3); 4 in the root itself. */
const UNITS: Readonly<
  Record<string, { readonly units: readonly string[]; readonly accounts: readonly string[] }>
> = {
  "r-root": { units: ["ou-a", "ou-b"], accounts: ["4"] },
  "ou-a": { units: ["ou-aa"], accounts: ["1"] },
  "ou-aa": { units: [], accounts: ["2"] },
  "ou-b": { units: [], accounts: ["3"] },
};

class Asked implements Directory {
  readonly tagged: string[] = [];
  readonly accounts = (): ReturnType<Directory["accounts"]> =>
    Promise.resolve(["1", "2", "3", "4"].map((id) => ({ id, name: `account ${id}` })));
  readonly accountsIn = (unit: string): Promise<readonly string[]> =>
    Promise.resolve(UNITS[unit]?.accounts ?? []);
  readonly unitsIn = (unit: string): Promise<readonly string[]> =>
    Promise.resolve(UNITS[unit]?.units ?? []);
  readonly tagsOf = (account: string): ReturnType<Directory["tagsOf"]> => {
    this.tagged.push(account);
    return Promise.resolve(new Map([["team", Number(account) % 2 === 0 ? "even" : "odd"]]));
  };
}

async function ids(
  filters: Parameters<typeof listMembers>[1],
  asked = new Asked(),
): Promise<string> {
  return (await listMembers(asked, filters)).map(({ id }) => id).join("");
}

describe("the accounts of an organisation", () => {
  it("are all of them where nothing is said, and no tags are read", async () => {
    const asked = new Asked();
    assert.equal(await ids({}, asked), "1234");
    assert.deepEqual(asked.tagged, []);
  });

  it("are those below a unit, however deep", async () => {
    assert.equal(await ids({ include: { ous: ["ou-a"] } }), "12");
    assert.equal(await ids({ include: { ous: ["r-root"] } }), "1234");
    assert.equal(await ids({ include: { ous: ["ou-nowhere"] } }), "");
  });

  it("are those that an id, a unit or a tag names", async () => {
    const tags = new Map([["team", "even"]]);
    assert.equal(await ids({ include: { ids: ["1"], tags } }), "124");
    assert.equal(await ids({ include: { ids: ["3"], ous: ["ou-aa"] } }), "23");
  });

  it("are without those that are excluded, even if they are included", async () => {
    assert.equal(await ids({ exclude: { ous: ["ou-a"], ids: ["4"] } }), "3");
    assert.equal(await ids({ include: { ids: ["1", "2"] }, exclude: { ids: ["2"] } }), "1");
  });

  it("have their tags read once each, and only where it matters", async () => {
    const asked = new Asked();
    const include = { tags: new Map([["team", "odd"]]) };
    const exclude = { tags: new Map([["team", "none"]]) };
    assert.equal(await ids({ include, exclude }, asked), "13");
    assert.deepEqual(asked.tagged, ["1", "2", "3", "4"]);
    const fewer = new Asked();
    await ids({ include: { ids: ["1"] }, exclude }, fewer);
    assert.deepEqual(fewer.tagged, ["1"]);
  });
});
