// The playground's own addresses, and nothing else.

export class Refused extends Error {}

async function answerOf(response) {
  const body = await response.text();
  let value = body;
  try {
    value = body ? JSON.parse(body) : null;
  } catch {
    // A plain sentence is an answer too.
  }
  if (!response.ok) throw new Refused(value?.error ?? String(response.status));
  return value;
}

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)).toString();

async function get(path, values = {}, options = {}) {
  return answerOf(await fetch(`/play/${path}?${query(values)}`, options));
}

async function post(path, values) {
  return answerOf(await fetch(`/play/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(values),
  }));
}

export const readState = () => get("state");
export const readMessages = (chat, person, after = 0) => get(`chats/${chat}/messages`, { as: person, after });
export const readKeyboard = (chat, person) => get("keyboard", { chat, person });
export const readCommands = (chat, person) => get("commands", { chat, person });
export const readEvents = (after, wait) => get("events", { after, wait });

/** The number of the last event there is; what comes after it is news. */
export const lastEvent = async () => (await readEvents(-1, 0)).next;

export const forwardTime = (seconds) => post("time", { forward: seconds });
export const addPerson = (values) => post("people", values);
export const addChat = (values) => post("chats", values);
export const inChat = (chat, what, values) => post(`chats/${chat}/${what}`, values);
export const say = (values) => post("say", values);
export const publish = (values) => post("post", values);
export const press = (values) => post("press", values);
export const forward = (values) => post("forward", values);
export const react = (values) => post("react", values);
export const block = (person, blocked) => post("block", { person, blocked });

export async function sendFile(values, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) if (value) form.append(name, value);
  form.append("file", file, file.name);
  return answerOf(await fetch("/play/file", { method: "POST", body: form }));
}
