"use strict";
// Everything a message holds is shown as text, never as markup.
const names = { wechat: "微信 WeChat", wecom: "企业微信 WeCom", sms: "短信 SMS" };
const byId = (id) => document.getElementById(id);
const make = (tag, kind, text) => {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  return node;
};
let shown = "";
let asking = 0;

function time(at) {
  return new Date(at).toLocaleString("zh-CN", { hour12: false });
}

function fields(data) {
  const list = make("dl", "fields");
  // Template fields are numbered in the order in which the template shows them.
  const place = (name) => Number(/\d+$/.exec(name) || 0);
  const inOrder = Object.entries(data).sort(([a], [b]) => place(a) - place(b));
  for (const [name, value] of inOrder) {
    list.append(make("dt", "", name), make("dd", "", String(value)));
  }
  return list;
}

function card(message) {
  const item = make("li", message.channel);
  const head = make("div", "head");
  head.append(make("span", "channel", names[message.channel] || message.channel), make("time", "", time(message.at)));
  item.append(head);
  if (message.code) item.append(make("p", "body code", message.code));
  if (message.text) item.append(make("p", "body", message.text));
  else if (message.data) item.append(fields(message.data));
  const foot = [message.to, message.template_id, message.page].filter(Boolean).join(" · ");
  item.append(make("p", "foot", foot));
  return item;
}

function counts(answer) {
  const list = byId("counts");
  list.replaceChildren();
  for (const [channel, name] of Object.entries(names)) {
    list.append(make("dt", "", name), make("dd", "", String(answer.by_channel[channel] || 0)));
  }
  const kind = answer.duplicates ? "alarm" : "";
  list.append(make("dt", kind, "重复 Duplicates"), make("dd", kind, String(answer.duplicates)));
}

function people(items) {
  const to = byId("to").value.trim();
  const box = byId("people");
  const key = JSON.stringify([to, items]);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren(...items.slice(0, 60).map(({ word, openid }) => {
    const button = make("button", "", word);
    button.type = "button";
    button.title = openid;
    button.setAttribute("aria-pressed", String(openid === to));
    button.addEventListener("click", () => {
      byId("to").value = openid === byId("to").value.trim() ? "" : openid;
      refresh();
    });
    return button;
  }));
}

function show(items) {
  const wanted = new Set([...document.querySelectorAll("#channels input:checked")].map((box) => box.value));
  const list = byId("messages");
  const seen = items.filter((message) => wanted.has(message.channel));
  const key = seen.map((message) => message.id).join();
  byId("empty").hidden = seen.length > 0;
  list.hidden = seen.length === 0;
  if (key === shown) return;
  shown = key;
  list.replaceChildren(...seen.reverse().map(card));
  list.scrollTop = 0;
}

async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function refresh() {
  const mine = ++asking;
  byId("clock").textContent = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  try {
    const to = encodeURIComponent(byId("to").value.trim());
    const [messages, totals, known] = await Promise.all([
      get(`/api/messages?limit=200&to=${to}`), get("/api/messages/counts"), get("/api/people"),
    ]);
    if (mine !== asking) return;
    show(messages.items);
    counts(totals);
    people(known.items);
    byId("status").textContent = "每两秒刷新 · Refreshes every two seconds";
  } catch {
    if (mine === asking) byId("status").textContent = "连接已断开，正在重试 · Disconnected, trying again";
  }
}

byId("to").addEventListener("input", refresh);
byId("channels").addEventListener("change", refresh);
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
refresh();
