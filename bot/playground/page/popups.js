// What lies over the chat for a moment: toasts, alerts, small menus, forms, and a photo in full size.

import { button, find, icon, make } from "./dom.js";
import { word } from "./words.js";

const TOAST_MS = 3500;

export function toast(text) {
  const node = make("p", { class: "toast", dir: "auto" }, text);
  find("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** A dialog that leaves the page when it is closed; resolves to what `close(value)` was given. */
function dialog(className, fill) {
  return new Promise((resolve) => {
    let result = null;
    const node = make("dialog", { class: className });
    const close = (value = null) => {
      result = value;
      node.close();
    };
    node.append(...fill(close));
    node.addEventListener("click", (event) => event.target === node && close());
    node.addEventListener("close", () => {
      node.remove();
      resolve(result);
    });
    document.body.append(node);
    node.showModal();
  });
}

const okButton = (close) => button({ class: "primary", autofocus: true, on: { click: () => close() } }, word("ok"));

export const alertOf = (text) =>
  dialog("sheet alert", (close) => [make("p", { dir: "auto", class: "alert-text" }, text), make("div", { class: "pair end" }, okButton(close))]);

export const viewer = (url, name) =>
  dialog("viewer", (close) => [
    make("img", { src: url, alt: name, on: { click: () => close() } }),
    button({ class: "round on-dark", "aria-label": word("close"), on: { click: () => close() } }, icon("close")),
  ]);

function fieldOf({ name, label, options, value = "", required = true }) {
  const control = options
    ? make("select", { name }, ...Object.entries(options).map(([key, text]) => make("option", { value: key, selected: key === value }, text)))
    : make("input", { name, value, required, dir: "auto", maxlength: 64 });
  return make("label", { class: "field" }, make("span", {}, label), control);
}

/** A small form; resolves to its values by name, or null when it was left. `extra` nodes stand above the fields. */
export const form = (title, fields, submit, extra = []) =>
  dialog("sheet", (close) => {
    const send = (event) => {
      event.preventDefault();
      close(Object.fromEntries(new FormData(event.target)));
    };
    return [
      make("form", { on: { submit: send } },
        make("h2", {}, title),
        ...extra,
        ...fields.map(fieldOf),
        make("div", { class: "pair end" },
          button({ class: "soft", on: { click: () => close() } }, word("cancel")),
          make("button", { class: "primary" }, submit))),
    ];
  });

/** A list to choose one from; resolves to its value, or null. */
export const choose = (title, options) =>
  dialog("sheet", (close) => [
    make("h2", {}, title),
    make("div", { class: "list" }, ...options.map(({ label, value, before }) =>
      button({ class: "item", on: { click: () => close(value) } }, before, make("span", { dir: "auto" }, label)))),
    make("div", { class: "pair end" }, button({ class: "soft", on: { click: () => close() } }, word("cancel"))),
  ]);

function place(node, { x, y }) {
  const { width, height } = node.getBoundingClientRect();
  node.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}

function walk(event, node) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...node.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

/** A small menu at a point; `entries` are {label, icon, run}, `emoji` an optional first row of {emoji, chosen, run}. */
export function menu(point, entries, emoji = []) {
  const back = document.activeElement;
  const node = make("div", { class: "menu", role: "menu", popover: "auto" });
  const item = (attributes, run, ...children) =>
    button({ role: "menuitem", ...attributes, on: { click: () => { node.hidePopover(); run(); } } }, ...children);
  if (emoji.length) {
    node.append(make("div", { class: "emoji" }, ...emoji.map((one) =>
      item({ "aria-pressed": String(Boolean(one.chosen)), "aria-label": one.label ?? one.emoji }, one.run, one.emoji))));
  }
  node.append(...entries.map((entry) => item({ class: "item" }, entry.run, icon(entry.icon, { flip: entry.flip }), make("span", {}, entry.label))));
  node.addEventListener("keydown", (event) => walk(event, node));
  node.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    node.remove();
    if (document.activeElement === document.body) back?.focus?.();
  });
  document.body.append(node);
  node.showPopover();
  place(node, point);
  node.querySelector("button")?.focus({ preventScroll: true });
}

export const below = (node) => {
  const { left, bottom } = node.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
};
