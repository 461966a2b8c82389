import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { OperatorError } from "../core/errors.ts";
import { openAddressBook } from "./address-book.ts";
import { readNetworkTable } from "./network-table.ts";

const TABLE = fileURLToPath(new URL("../../data/networks.br", import.meta.url));

describe("an address book", () => {
  it("calls an address by the label of its network", () => {
    const book = openAddressBook({ labels: ["203.0.113.0/24=office"], networks: false });

    assert.equal(book.lookUp("203.0.113.7").label, "office");
    assert.equal(book.lookUp("203.0.114.7").label, undefined);
  });

  it("lets the smaller of two networks name an address, whatever their order", () => {
    const labels = ["203.0.113.7=bastion", "203.0.113.0/24=office", "203.0.0.0/16=everybody"];

    for (const order of [labels, labels.toReversed()]) {
      const book = openAddressBook({ labels: order, networks: false });
      assert.equal(book.lookUp("203.0.113.7").label, "bastion");
      assert.equal(book.lookUp("203.0.113.8").label, "office");
      assert.equal(book.lookUp("203.0.1.1").label, "everybody");
    }
  });

  it("knows IPv6 networks, and IPv4 addresses written as IPv6", () => {
    const labels = ["2001:db8:1::/48=vpn", "203.0.113.0/24=office"];
    const book = openAddressBook({ labels, networks: false });

    assert.equal(book.lookUp("2001:db8:1::7").label, "vpn");
    assert.equal(book.lookUp("2001:db8:2::7").label, undefined);
    assert.equal(book.lookUp("::ffff:203.0.113.7").label, "office");
  });

  it("says whether the user labelled networks at all", () => {
    assert.equal(openAddressBook({ labels: [] }).hasLabels, false);
    assert.equal(openAddressBook({ labels: ["203.0.113.0/24=office"] }).hasLabels, true);
  });

  it("names a label that is none", () => {
    const wrong = [
      "",
      "=",
      "office",
      "203.0.113.0/24",
      "203.0.113.0/24=",
      "203.0.113.0/24= ",
      "203.0.113.0/33=office",
      "203.0.113.0/-1=office",
      "203.0.113.0/=office",
      "203.0.113.0/24/8=office",
      "203.0.113/24=office",
      "010.0.0.0/8=office",
      "2001:db8::/129=vpn",
      "office=203.0.113.0/24",
    ];
    for (const label of wrong) {
      assert.throws(
        () => openAddressBook({ labels: [label] }),
        (error: unknown) =>
          error instanceof OperatorError &&
          error.code === "bad-argument" &&
          error.message.includes(`"${label}"`),
        label,
      );
    }
  });

  it("has nothing to say of what is no address", () => {
    const book = openAddressBook({ labels: ["0.0.0.0/0=all"] });

    for (const odd of ["", "AWS Internal", "ecs.amazonaws.com", "10.1", "999.1.1.1", "__proto__"]) {
      assert.deepEqual(book.lookUp(odd), {});
    }
  });

  it("takes any text for an address", () => {
    const book = openAddressBook({ labels: ["203.0.113.0/24=office"] });

    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        assert.equal(typeof book.lookUp(text), "object");
      }),
      { numRuns: 2000 },
    );
  });

  it("calls ranges that belong to nobody by what they are for", () => {
    const book = openAddressBook({ labels: [] });
    const networks = {
      "10.1.2.3": "private",
      "172.31.0.1": "private",
      "192.168.1.1": "private",
      "fd00::1": "private",
      "100.64.0.1": "carrier-grade NAT",
      "127.0.0.1": "loopback",
      "::1": "loopback",
      "169.254.1.1": "link-local",
      "203.0.113.7": "documentation",
      "2001:db8::1": "documentation",
    };
    for (const [address, network] of Object.entries(networks)) {
      assert.deepEqual(book.lookUp(address), { network }, address);
    }
  });

  it("says who announces an address and where it is registered, without asking anybody", () => {
    const book = openAddressBook({ labels: [] });

    assert.deepEqual(book.lookUp("140.82.114.3"), {
      network: "AS36459 GitHub, Inc.",
      country: "US",
    });
    assert.deepEqual(book.lookUp("::ffff:140.82.114.3"), book.lookUp("140.82.114.3"));
    assert.deepEqual(book.lookUp("2001:4860:4860::8888"), {
      network: "AS15169 Google LLC",
      country: "US",
    });
  });

  it("leaves networks out when asked to", () => {
    const book = openAddressBook({ labels: [], networks: false });

    assert.deepEqual(book.lookUp("140.82.114.3"), {});
  });
});

describe("the table of networks", () => {
  it("bears the date that its page tells", () => {
    const page = readFileSync(new URL("../../data/README.md", import.meta.url), "utf8");

    assert.match(page, new RegExp(`\\*\\*${readNetworkTable(TABLE).date}\\*\\*`));
  });

  it("is small enough to be shipped", () => {
    assert.ok(readFileSync(TABLE).length < 3_000_000);
  });

  it("answers for the first and the last address of each version", () => {
    const table = readNetworkTable(TABLE);

    assert.deepEqual(table.lookUp("0.0.0.0"), {});
    assert.deepEqual(table.lookUp("255.255.255.255"), {});
    assert.deepEqual(table.lookUp("::"), {});
    assert.deepEqual(table.lookUp("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), {});
  });

  it("draws the line between two neighbours", () => {
    const table = readNetworkTable(TABLE);

    assert.equal(table.lookUp("1.0.0.255").network, "AS13335 Cloudflare, Inc.");
    assert.notEqual(table.lookUp("1.0.1.0").network, "AS13335 Cloudflare, Inc.");
    assert.equal(table.lookUp("1.0.0.255").country, "AU");
    assert.equal(table.lookUp("1.0.1.0").country, "CN");
  });
});
