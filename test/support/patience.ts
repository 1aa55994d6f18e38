/** How long an event that must come is waited for before the test says which one did not. In ms. */
export const eventWithinMs = 60_000;

/**
 * For the configurations of the tests: those wait for processes, sockets, browsers and compilers, and a machine whose cores
 * are taken needs ten times as long. A wait that is ended by its event costs nothing where it is not needed. In ms.
 */
export const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: eventWithinMs } },
};

/**
 * What a person waits for `status` whatever the hosts do: a look ends after 3 s, which the virtual clock holds to the
 * millisecond; the rest is for starting and ending on a busy machine. A look without an end takes 12 s. In ms.
 */
export const wholeAnswerWithinMs = 8000;
