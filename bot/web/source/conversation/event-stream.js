/** Reads server-sent events from the answer to a POST, which EventSource can't make. */

/**
 * @param {Response} response
 * @yields {{event: string, data: string, id: string | null}} the events in order
 */
export async function* eventsIn(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    const whole = waiting.split(/\r?\n\r?\n/);
    waiting = whole.pop();
    yield* whole.map(event).filter(({ data }) => data !== null);
  }
}

function event(block) {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line)?.slice(1) ?? []);
  const all = (wanted) => fields.filter(([name]) => name === wanted).map(([, value]) => value);
  const data = all("data");
  return { event: all("event")[0] ?? "message", data: data.length ? data.join("\n") : null, id: all("id")[0] ?? null };
}
