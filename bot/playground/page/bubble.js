// One message as it stands in the chat.

import { copy, forward, press, react } from "./actions.js";
import { button, hueOf, icon, make } from "./dom.js";
import { below, menu, viewer } from "./popups.js";
import { chatOf, isMine, mayWrite, pressKey, reactionKey, state } from "./state.js";
import { hourOf, numberOf, sizeOf, word } from "./words.js";

const REACTIONS = ["👍", "❤️", "🔥", "🎉", "👏", "🤔", "👎"];
const LONG_PRESS_MS = 450;

export const plainText = (message) => message.text ?? message.caption ?? "";
export const summary = (message) =>
  plainText(message) || message.document?.file_name || (message.photo ? word("photo") : word("message"));
export const senderName = (message) => message.from?.first_name ?? "";

/** The only place where markup is taken as it comes: the playground has cleaned this field. */
function words(message) {
  const node = make("div", { class: "words" });
  if (message.html) node.innerHTML = message.html;
  else node.textContent = plainText(message);
  for (const link of node.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const block of node.querySelectorAll("blockquote, pre")) {
    // A block ends its line by itself; the line break after it would be an empty line.
    const after = block.nextSibling;
    if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
  }
  for (const spoiler of node.querySelectorAll(".spoiler")) {
    spoiler.addEventListener("click", () => spoiler.classList.add("seen"));
  }
  return node;
}

function tick(message) {
  const seen = [...state.messages.values()].some((other) => other.message_id > message.message_id && !isMine(other));
  const node = make("span", { class: "tick", role: "img", "aria-label": word(seen ? "seen" : "sent") });
  node.append(icon(seen ? "seen" : "sent"));
  return node;
}

function meta(message) {
  const date = new Date(message.date * 1000);
  // It has a direction of its own, so that it says nothing about the direction of the text.
  return make("span", { class: "meta" }, make("span", { dir: document.documentElement.dir },
    message.edited && make("span", { class: "edited" }, word("edited")),
    make("time", { datetime: date.toISOString() }, hourOf(date)),
    isMine(message) && tick(message)));
}

function photo(message) {
  const { url, width, height } = message.photo;
  const image = make("img", { src: url, width, height, alt: plainText(message) || word("photo") });
  return button({ class: "photo", "aria-label": word("photo"), on: { click: () => viewer(url, image.alt) } }, image);
}

function documentOf({ url, file_name, size }) {
  return make("a", { class: "document", href: url, download: file_name ?? true },
    make("span", { class: "document-icon" }, icon("file")),
    make("span", { class: "document-words" },
      make("bdi", {}, file_name ?? word("file")),
      make("small", {}, sizeOf(size))));
}

function quote(message) {
  const id = message.reply_to;
  if (!id) return null;
  const original = state.messages.get(id);
  const show = () => {
    const node = document.querySelector(`[data-message="${id}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("pointed-at");
    setTimeout(() => node?.classList.remove("pointed-at"), 1500);
  };
  return button({ class: "quote", on: { click: show } },
    make("strong", { dir: "auto" }, (original && senderName(original)) || word("reply")),
    make("span", { dir: "auto" }, original ? summary(original) : "…"));
}

function forwardedFrom(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user?.first_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? origin.sender_user_name ?? "";
  return make("p", { class: "forwarded", dir: "auto" }, word("forwarded-from", { name }));
}

/** Who reacted with what: what the server tells, else what was put here by the chosen person. */
function reactions(message) {
  const mine = state.reactions.get(reactionKey(message));
  const counted = new Map();
  for (const { emoji, count } of message.reactions ?? []) counted.set(emoji, count);
  if (mine && !counted.has(mine)) counted.set(mine, 1);
  if (!counted.size) return null;
  return make("div", { class: "reactions" }, ...[...counted].map(([emoji, count]) =>
    make("span", { class: emoji === mine ? "reaction mine" : "reaction" }, count > 1 ? `${emoji} ${numberOf(count)}` : emoji)));
}

function inlineButton(message, one, place, redraw) {
  if (one.url) {
    return make("a", { class: "inline", href: one.url, target: "_blank", rel: "noopener noreferrer" },
      make("span", { dir: "auto" }, one.label), icon("link"));
  }
  if (one.copy_text) {
    return button({ class: "inline", on: { click: () => copy(one.copy_text) } }, make("span", { dir: "auto" }, one.label), icon("copy"));
  }
  const busy = state.pressed.has(pressKey(message, ...place));
  return button({ class: "inline", "aria-busy": String(busy), on: { click: () => press(message, one, place, redraw) } },
    make("span", { dir: "auto" }, one.label));
}

function inlineRows(message, redraw) {
  if (!message.buttons?.length) return null;
  return make("div", { class: "inline-rows" }, ...message.buttons.map((row, y) =>
    make("div", { class: "inline-row" }, ...row.map((one, x) => inlineButton(message, one, [y, x], redraw)))));
}

function openMenu(message, point, { redraw, reply }) {
  const mine = state.reactions.get(reactionKey(message));
  const change = (emoji) => react(message, emoji).then(redraw);
  const emoji = REACTIONS.map((one) => ({
    emoji: one,
    chosen: one === mine,
    label: one === mine ? word("remove-reaction") : one,
    run: () => change(one === mine ? null : one),
  }));
  const entries = [
    mayWrite() && chatOf().type !== "channel" && { label: word("reply"), icon: "reply", flip: true, run: () => reply(message) },
    { label: word("forward"), icon: "forward", flip: true, run: () => forward(message) },
    plainText(message) && { label: word("copy"), icon: "copy", run: () => copy(plainText(message)) },
  ];
  menu(point, entries.filter(Boolean), emoji);
}

/** Opens the message's menu on a right click and on a long press of a finger. */
function listenForMenu(node, open) {
  let timer;
  const stop = () => clearTimeout(timer);
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, .inline")) return;
    event.preventDefault();
    stop();
    open({ x: event.clientX, y: event.clientY });
  });
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("a, button")) return;
    timer = setTimeout(() => open({ x: event.clientX, y: event.clientY }), LONG_PRESS_MS);
  });
  for (const event of ["pointerup", "pointercancel", "pointermove"]) node.addEventListener(event, stop);
}

function body(message) {
  const hasWords = Boolean(plainText(message) || message.html);
  const inGroup = chatOf()?.type !== "private" && !isMine(message);
  const sender = inGroup && make("strong", { class: "sender", dir: "auto" }, senderName(message));
  sender?.style?.setProperty("--hue", hueOf(message.from?.id ?? state.chat));
  return make("div", { class: message.photo && !hasWords ? "bubble bare" : "bubble" },
    sender,
    forwardedFrom(message),
    quote(message),
    message.photo && photo(message),
    message.document && documentOf(message.document),
    hasWords ? make("div", { class: "text", dir: "auto" }, words(message), meta(message)) : meta(message),
    reactions(message));
}

/** Who came and who went. */
function serviceLine({ message_id, service }) {
  const names = (service.new_chat_members ?? [service.left_chat_member]).map((user) => user?.first_name ?? "").join("، ");
  const key = service.new_chat_members ? "came" : service.left_chat_member ? "went" : "changed";
  return make("p", { class: "service", "data-message": message_id }, word(key, { names }));
}

/** `hands` are what the bubble needs from the log: redraw() of this message and reply(message). */
export function bubble(message, hands) {
  if (message.service) return serviceLine(message);
  const bubbleBody = body(message);
  const openAt = (point) => openMenu(message, point, hands);
  const more = button({ class: "more", "aria-label": word("message-actions"), "aria-haspopup": "menu" }, icon("more"));
  more.addEventListener("click", () => openAt(below(more)));
  listenForMenu(bubbleBody, openAt);
  return make("article", { class: isMine(message) ? "message out" : "message in", "data-message": message.message_id },
    make("div", { class: "line" }, bubbleBody, more),
    inlineRows(message, hands.redraw));
}
