// A live page hears from the program that something changed, asks for itself anew, and puts in place what differs.
// <main data-live="/…/live?after=SEQ">; what changes is in elements with an id and data-part; what is said aloud has
// data-tell. <time data-since|data-until="MS" data-now="MS" data-minutes="ALLOTTED"> counts, and gets data-over when the
// time is over; <img data-refresh="SECONDS"> is fetched again.
"use strict";
(() => {
  const all = (root, what) => [...root.querySelectorAll(what)];
  const byId = (id) => (id ? document.getElementById(id) : null);

  // The server's clock minus ours, noted when an element is first seen.
  const skews = new WeakMap();
  const tick = () =>
    all(document, "[data-since], [data-until]").forEach((element) => {
      const { since, until, now } = element.dataset;
      if (!skews.has(element)) skews.set(element, Number(now) - Date.now());
      const at = Date.now() + skews.get(element);
      const seconds = Math.floor((since ? at - since : until - at) / 1000);
      const over = seconds < 0 || seconds > (element.dataset.minutes || Infinity) * 60;
      const [minutes, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
      element.textContent = `${seconds < 0 ? "−" : ""}${minutes}:${String(rest).padStart(2, "0")}`;
      element.toggleAttribute("data-over", over);
    });
  if (document.querySelector("[data-live], [data-since], [data-until]")) setInterval(tick, 1000);
  tick();

  const opened = Date.now();
  setInterval(() => all(document, "img[data-refresh]").forEach((image) => {
    if (Date.now() < Number(image.dataset.at || opened) + image.dataset.refresh * 1000) return;
    image.dataset.at = Date.now();
    image.src = `${image.src.split("?")[0]}?at=${image.dataset.at}`;
  }), 1000);

  const live = document.querySelector("[data-live]");
  if (!live) return;

  // A field that is being written in, and a form with something entered, are left alone while they can be sent.
  const field = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden], [type=submit])";
  const entered = new WeakSet();
  document.addEventListener("input", ({ target }) => target.form && entered.add(target.form));
  document.addEventListener("submit", (event) => entered.delete(event.target));
  const written = (root) =>
    all(root, field).some((one) => "defaultValue" in one && one.value !== one.defaultValue);
  const busy = (part, fresh) => {
    const active = document.activeElement;
    if (part.contains(active) && active.matches(field)) return true;
    const there = (form) =>
      fresh && all(fresh, "form").some((other) => other.getAttribute("action") === form.getAttribute("action"));
    return all(part, "form").some((form) => entered.has(form) && (written(form) || there(form)));
  };

  // What the server sent last for each part: scripts change what is in the page.
  const sent = new Map(all(document, "[data-part]").map((part) => [part.id, part.outerHTML]));
  const name = (control) => control && [control.tagName, control.id, control.name, control.value,
    ...["formaction", "href"].map((attribute) => control.getAttribute(attribute)),
    control.form && control.form.getAttribute("action")].join(" ");
  const swap = (part, fresh) => {
    const held = part.contains(document.activeElement) ? name(document.activeElement) : null;
    const unfolded = new Set(all(part, "details[open][id]").map((details) => details.id));
    part.replaceWith(fresh);
    all(fresh, "details[id]").forEach((details) => { if (unfolded.has(details.id)) details.open = true; });
    const again = held && all(fresh, "button, a, input, summary").find((control) => name(control) === held);
    if (again) again.focus({ preventScroll: true });
  };
  const add = (fresh) => {
    let before = fresh.previousElementSibling;
    while (before && !byId(before.id)) before = before.previousElementSibling;
    if (before) byId(before.id).after(fresh.cloneNode(true));
    else if (byId(fresh.parentElement.id)) byId(fresh.parentElement.id).prepend(fresh.cloneNode(true));
  };
  const told = () => all(document, "[data-tell]").map((element) => element.textContent.trim());
  const put = (fresh) => {
    const before = told();
    all(document, "[data-part]").forEach((part) => {
      if (!fresh.getElementById(part.id) && !busy(part)) part.remove();
    });
    all(fresh, "[data-part]").forEach((part) => {
      const [html, old] = [part.outerHTML, byId(part.id)];
      if (old && (html === sent.get(part.id) || busy(old, part))) return;
      if (old) swap(old, part.cloneNode(true));
      else add(part);
      sent.set(part.id, html);
      all(part, "[data-part]").forEach((inner) => sent.set(inner.id, inner.outerHTML));
    });
    tick();
    if (!fresh.querySelector("[data-live]")) over();
    const news = told().filter((words) => words && !before.includes(words));
    if (news.length > 0) byId("live-told").textContent = news.join(" ");
  };

  // One asking at a time, spread over the time that the program names; none while a form is on its way.
  let timer = 0;
  let due = 0;
  let asked = 0;
  let asking = false;
  let leaving = 0;
  document.addEventListener("submit", () => { leaving = Date.now() + 10000; });
  const later = (wait) => {
    if (timer && due <= Date.now() + wait) return;
    clearTimeout(timer);
    due = Date.now() + wait;
    timer = setTimeout(ask, wait);
  };
  const ask = async () => {
    timer = 0;
    if (asking || Date.now() < leaving) return later(500);
    asking = true;
    asked = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Live": "1" } });
      const gone = answer.redirected || answer.status === 404;
      if (gone && !written(document)) location.reload();
      if (answer.ok && !gone) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { later(5000); } finally { asking = false; }
  };

  let [address, seq] = live.dataset.live.split("?after=");
  let source = null;
  let lost = 0;
  let ended = false;
  const well = () => {
    lost = clearTimeout(lost) || 0;
    byId("live-lost").hidden = true;
  };
  const listen = () => {
    if (ended) return;
    source = new EventSource(`${address}?after=${seq}`);
    source.addEventListener("open", well);
    source.addEventListener("changed", (event) => {
      seq = event.lastEventId;
      const { spread } = JSON.parse(event.data);
      later(Math.max(Math.random() * spread, asked + spread - Date.now()));
    });
    source.addEventListener("error", () => {
      lost = lost || setTimeout(() => { byId("live-lost").hidden = false; }, 5000);
      if (source.readyState !== EventSource.CLOSED) return;
      later(0);
      setTimeout(() => { if (source.readyState === EventSource.CLOSED && !document.hidden) listen(); }, 10000);
    });
  };
  const over = () => {
    ended = true;
    source.close();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) source.close();
    else if (source.readyState === EventSource.CLOSED) listen();
  });
  listen();
})();
