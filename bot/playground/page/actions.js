// What a person does with a message or in a chat. What comes of it arrives as an event.

import { avatar, icon, make } from "./dom.js";
import { alertOf, choose, form, toast } from "./popups.js";
import * as server from "./server.js";
import { chatOf, chatsOf, pressKey, reactionKey, state } from "./state.js";
import { LANGUAGES, word } from "./words.js";

const ANSWER_MS = 20_000;
const answers = new Map(); // callback_query_id → the function that takes its answer, or the answer that came first

/** Runs an action; a refusal is told and not thrown on. Resolves to null then. */
export async function attempt(action) {
  try {
    return (await action()) ?? true;
  } catch (error) {
    toast(word("failed", { why: error.message }));
    return null;
  }
}

export function say(text) {
  const chat = chatOf();
  const reply_to = state.replyingTo?.message_id;
  if (chat.type === "channel") return attempt(() => server.publish({ chat: chat.id, by: state.person, text }));
  return attempt(() => server.say({ person: state.person, chat: chat.id, text, ...(reply_to ? { reply_to } : {}) }));
}

/** An answer to a pressed button came; only presses of this page care. */
export function answered(event) {
  const waiting = answers.get(event.callback_query_id);
  if (typeof waiting === "function") waiting(event);
  else keep(event);
}

function keep(event) {
  answers.set(event.callback_query_id, event);
  setTimeout(() => answers.delete(event.callback_query_id), ANSWER_MS);
}

function answerTo(id) {
  return new Promise((resolve) => {
    const early = answers.get(id);
    if (early) return resolve(early);
    answers.set(id, resolve);
    return setTimeout(() => resolve(null), ANSWER_MS);
  }).finally(() => answers.delete(id));
}

async function pressAndWait(message, { label, data }) {
  const target = data === undefined || data === null ? { label } : { data };
  const sent = await attempt(() =>
    server.press({ person: state.person, chat: state.chat, message_id: message.message_id, ...target }));
  if (!sent) return;
  const answer = await answerTo(sent.callback_query_id);
  if (!answer) toast(word("no-answer"));
  else if (answer.text && answer.show_alert) alertOf(answer.text);
  else if (answer.text) toast(answer.text);
}

/** Presses an inline button; `redraw` is called when its waiting begins and ends. */
export async function press(message, one, [row, column], redraw) {
  const key = pressKey(message, row, column);
  if (state.pressed.has(key)) return;
  state.pressed.add(key);
  redraw();
  await pressAndWait(message, one);
  state.pressed.delete(key);
  redraw();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https or permission only the old way is left.
    const area = make("textarea", { class: "hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(word("copied"));
}

export async function react(message, emoji) {
  const place = { person: state.person, chat: state.chat, message_id: message.message_id };
  const key = reactionKey(message);
  if (!(await attempt(() => server.react({ ...place, emoji })))) return;
  if (emoji) state.reactions.set(key, emoji);
  else state.reactions.delete(key);
}

export async function forward(message) {
  const from_chat = state.chat;
  const to_chat = await choose(word("forward-to"), chatsOf(state.person).map((chat) =>
    ({ label: chat.title, value: chat.id, before: avatar(chat.id, chat.title) })));
  if (to_chat === null) return;
  await attempt(() => server.forward({ person: state.person, from_chat, message_id: message.message_id, to_chat }));
}

const preview = (file, url) => (url
  ? make("img", { class: "preview", src: url, alt: file.name })
  : make("p", { class: "preview-file" }, icon("file"), make("bdi", {}, file.name)));

/** Asks how a chosen file goes out and with what words, then sends it. */
export async function sendFile(file) {
  const { person, chat } = state;
  const isPicture = file.type.startsWith("image/");
  const url = isPicture ? URL.createObjectURL(file) : null;
  const kinds = { photo: word("as-photo"), document: word("as-document") };
  const fields = [
    ...(isPicture ? [{ name: "as", label: word("kind"), options: kinds, value: "photo" }] : []),
    { name: "caption", label: word("caption"), required: false },
  ];
  const values = await form(word("send-file"), fields, word("send"), [preview(file, url)]);
  if (url) URL.revokeObjectURL(url);
  if (!values) return;
  await attempt(() => server.sendFile({ person, chat, as: "document", ...values }, file));
}

export const setBlocked = (blocked) => attempt(() => server.block(state.person, blocked));
export const inChat = (chat, what, values) => attempt(() => server.inChat(chat, what, values));

const withoutEmpty = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));

/** Resolves to the new person, or null. */
export async function addPerson() {
  const values = await form(word("add-person"), [
    { name: "first_name", label: word("name") },
    { name: "language_code", label: word("language"), options: LANGUAGES, value: document.documentElement.lang },
    { name: "username", label: word("username"), required: false },
  ], word("add"));
  return values && attempt(() => server.addPerson(withoutEmpty(values)));
}

/** Resolves to the new chat, or null. */
export async function addChat() {
  const kinds = { group: word("group"), supergroup: word("supergroup"), channel: word("channel") };
  const values = await form(word("add-chat"), [
    { name: "title", label: word("title") },
    { name: "type", label: word("kind"), options: kinds, value: "group" },
    { name: "username", label: word("username"), required: false },
  ], word("add"));
  return values && attempt(() => server.addChat({ ...withoutEmpty(values), owner: state.person }));
}
