import { describe, expect, it } from "vitest";
import { createAddressChoice } from "../../../src/adapters/http/choose-addresses.ts";
import { kindOfAddress } from "../../../src/adapters/http/judge-address.ts";

describe("the network of an address", () => {
  it.each([
    ["8.8.8.8", "public"],
    ["2a00:1450::1", "public"],
    ["::ffff:8.8.8.8", "public"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.0.1", "private"],
    ["100.64.0.1", "private"],
    ["fd12::1", "private"],
    ["::ffff:192.168.0.1", "private"],
    ["127.255.255.254", "loopback"],
    ["::1", "loopback"],
    ["172.32.0.1", "public"],
    ["169.254.0.1", "never"],
    ["example.org", "never"],
  ])("%s is %s", (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });
});

describe("the addresses of a host", () => {
  it("may be those of the private network, under a name and as they are", () => {
    const choose = createAddressChoice();
    expect(choose("intranet", ["10.0.0.1", "fd12::1"])).toEqual({ ok: true, value: ["10.0.0.1", "fd12::1"] });
    expect(choose("10.0.0.1", ["10.0.0.1"])).toEqual({ ok: true, value: ["10.0.0.1"] });
  });

  it("never move from the public network into the private one", () => {
    const choose = createAddressChoice();
    expect(choose("www.example.org", ["8.8.8.8"])).toMatchObject({ ok: true });
    expect(choose("www.example.org", ["10.0.0.1"])).toEqual({
      ok: false,
      error: "its name had public addresses and leads to 10.0.0.1 now; restart the bot if that is meant",
    });
    expect(choose("www.example.org", ["10.0.0.1", "8.8.4.4"])).toEqual({ ok: true, value: ["8.8.4.4"] });
    expect(choose("other.example.org", ["10.0.0.1"])).toMatchObject({ ok: true });
  });

  it("may move from the private network into the public one, and between both where they always were in both", () => {
    const choose = createAddressChoice();
    for (const addresses of [["10.0.0.1", "8.8.8.8"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8"]]) {
      expect(choose("split.example.org", addresses)).toMatchObject({ ok: true });
    }
  });

  it("are told where none of them is called", () => {
    const choose = createAddressChoice();
    expect(choose("www.example.org", ["169.254.169.254"])).toEqual({
      ok: false,
      error: "its name leads to 169.254.169.254, which is not called",
    });
    expect(choose("0.0.0.0", ["0.0.0.0"])).toEqual({ ok: false, error: "0.0.0.0 is not called" });
    expect(choose("www.example.org", [])).toMatchObject({ ok: false });
  });
});
