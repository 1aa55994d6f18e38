/**
 * The beginning of a body, so many bytes at most. What comes behind is not waited for: the transfer is cancelled. Rejects as
 * the body does, for example when its time is over.
 */
export async function readAtMost(response: Response, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let missing = bytesMax; missing > 0; ) {
    const chunk = await reader?.read();
    if (chunk?.value === undefined) break;
    chunks.push(chunk.value.subarray(0, missing));
    missing -= chunk.value.length;
  }
  // Does nothing to a body that has ended. What becomes of the rest is nobody's concern.
  reader?.cancel().catch(() => undefined);
  return Buffer.concat(chunks);
}
