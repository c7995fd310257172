// The conversation: its bubbles in order, days between them, and where the eye is.

import { bubble } from "./bubble.js";
import { button, find, make } from "./dom.js";
import { chatOf, isMine, mayWrite, now, state } from "./state.js";
import { dayBeside, numberOf, sameDay, word } from "./words.js";

const NEAR_END_PX = 120;

let hands = { reply() {}, start() {} };
let unseen = 0;

const nodeOf = (id) => find("log").querySelector(`[data-message="${id}"]`);
const inOrder = () => [...state.messages.values()].sort((one, other) => one.message_id - other.message_id);
const dateOf = (message) => new Date(message.date * 1000);

const draw = (message) => bubble(message, { redraw: () => redraw(message.message_id), reply: hands.reply });

function redraw(id) {
  const message = state.messages.get(id);
  const node = nodeOf(id);
  if (!message || !node) return;
  const held = node.contains(document.activeElement) ? [...node.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
  const fresh = draw(message);
  node.replaceWith(fresh);
  if (held >= 0) fresh.querySelectorAll("button, a")[held]?.focus({ preventScroll: true });
}

const dayLine = (date) => make("p", { class: "day", "data-day": date.toDateString() }, make("span", {}, dayBeside(date, now())));

function emptyState() {
  const chat = chatOf();
  if (!chat) return make("div", { class: "empty" }, make("p", {}, word("nobody")));
  if (chat.type !== "private") return make("div", { class: "empty" }, make("p", {}, word("empty-chat")));
  return make("div", { class: "empty" },
    make("h2", { dir: "auto" }, word("empty-title", { name: chat.title })),
    make("p", {}, word("empty-text")),
    mayWrite() && button({ class: "primary start", on: { click: () => hands.start() } }, word("start")));
}

function append(message, before) {
  const date = dateOf(message);
  if (!before || !sameDay(dateOf(before), date)) find("log").append(dayLine(date));
  find("log").append(draw(message));
}

/** Everything anew: another chat, another language, another day. */
export function drawAll() {
  const messages = inOrder();
  find("log").replaceChildren();
  messages.forEach((message, index) => append(message, messages[index - 1]));
  if (!messages.length) find("log").append(emptyState());
}

export function toEnd() {
  const log = find("log");
  log.scrollTop = log.scrollHeight;
  unseen = 0;
  showWayDown();
}

const isNearEnd = () => {
  const { scrollHeight, scrollTop, clientHeight } = find("log");
  return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
};

function showWayDown() {
  if (isNearEnd()) unseen = 0;
  find("to-end").hidden = isNearEnd();
  find("to-end-count").hidden = unseen === 0;
  find("to-end-count").textContent = numberOf(unseen);
}

/** A message that others wrote marks the chosen person's earlier ones as seen. */
function refreshTicks() {
  for (const message of state.messages.values()) {
    if (isMine(message) && nodeOf(message.message_id)?.querySelector(".tick [href='#icon-sent']")) redraw(message.message_id);
  }
}

/** Puts a new or changed message where it belongs. */
export function put(message) {
  const atEnd = isNearEnd();
  const isNew = !state.messages.has(message.message_id);
  const before = inOrder().at(-1);
  state.messages.set(message.message_id, message);
  if (!isNew) redraw(message.message_id);
  else if (!before || before.message_id > message.message_id) drawAll();
  else append(message, before);
  if (isNew && !isMine(message)) refreshTicks();
  if (atEnd || (isNew && isMine(message))) toEnd();
  else if (isNew) unseen += 1;
  showWayDown();
}

export function remove(id) {
  if (state.messages.delete(id)) drawAll();
}

/** Photos grow after they were placed; who read at the end stays there. */
export function listen(given) {
  hands = given;
  let wasNearEnd = true;
  find("log").addEventListener("scroll", () => {
    wasNearEnd = isNearEnd();
    showWayDown();
  });
  new ResizeObserver(() => wasNearEnd && toEnd()).observe(find("log"));
  find("log").addEventListener("load", () => wasNearEnd && toEnd(), true);
  find("to-end").addEventListener("click", toEnd);
}
